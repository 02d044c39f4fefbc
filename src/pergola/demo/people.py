"""As whom one can look at the demo: one invented person for each kind of person Pergola is for."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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


PEOPLE: list[SamplePerson] = [
    SamplePerson(
        "marisol.vega@sample.invalid",
        _("Member"),
        _("Three minutes between lessons: which way she leans on cycle 3, and when her community meets."),
        key="member",
    ),
    SamplePerson(
        "colleen.brady@sample.invalid",
        _("Facilitator"),
        _("Twenty minutes before the meeting: what her community asked each other, and who has come new."),
        key="facilitator",
    ),
    SamplePerson(
        "renata.okafor@sample.invalid",
        _("Coach"),
        _("What the elementary teachers she coaches are trying."),
        key="coach",
    ),
    SamplePerson(
        "sam.ortega@sample.invalid",
        _("Team lead"),
        _("His team found no change where a published lesson says there is one, and waits for an answer."),
        key="team lead",
    ),
    SamplePerson(
        "denise.holloway@sample.invalid",
        _("System lead"),
        _("What the communities of her district are working on, and what her team in the network has told."),
        key="lead of system A",
    ),
    SamplePerson(
        "ruth.abernathy@sample.invalid",
        _("Hub"),
        _("Twenty-two teams on one page, those first who would be glad of help."),
        "/hub/",
        key="hub director",
    ),
    SamplePerson(
        "adaeze.nwosu@sample.invalid",
        _("Evaluator"),
        _("Reads what the network’s teams did and counted; changes nothing."),
        "/hub/",
        key="hub evaluator",
    ),
    SamplePerson(
        "walter.nakamura@sample.invalid",
        _("Superintendent"),
        _("A confidential network of five: nothing of it is seen by anybody else, not even its name."),
        "/communities/",
    ),
    SamplePerson(
        "ottilie.brandeis@sample.invalid",
        _("Person of another system"),
        _("Teaches in Brierfield, is in no network, and sees nothing of Alder Valley’s communities."),
        key="person of another system",
    ),
    SamplePerson(
        "ray.castellano@sample.invalid",
        _("Sponsor of another team"),
        _("Answers for Brierfield when a lesson rests on what its team found."),
        key="lead of system B",
    ),
    SamplePerson(
        "ansel.whitaker@sample.invalid",
        _("Member of another community"),
        _("Small groups in grade 5: what they may do before they ask him."),
        key="member of another community",
    ),
    SamplePerson(
        "fay.lindqvist@sample.invalid",
        _("Former member"),
        _("Left a community in spring, freely. What she said there stays."),
        "/communities/",
        key="former member",
    ),
    SamplePerson(
        "noor.haddad@sample.invalid",
        _("Newcomer"),
        _("In her first year, in no community yet: what is there to join?"),
        "/communities/",
    ),
    SamplePerson(
        "imani.clarke@sample.invalid",
        _("Operator"),
        _("Sets up systems, networks and walls, and is behind none of them."),
        "/systems/",
        key="operator",
    ),
]
