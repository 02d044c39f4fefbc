"""As whom one can look at the demo: one invented person for each kind of person Pergola is for."""

from dataclasses import dataclass

from django.utils.functional import Promise

SAMPLE_ADDRESS = "@sample.invalid"
"""How every address of an invented person ends. Nobody else can be signed in as with one click."""


@dataclass(frozen=True)
class SamplePerson:
    """Somebody one can be: who they are here, and what they would do first."""

    email: str
    who: str | Promise
    first: str | Promise
    starts_at: str = "/month/"
    key: str = ""
    """What the journeys call this person: one of the thirteen who ask, such as “hub director” or “member”."""


PEOPLE: list[SamplePerson] = []
