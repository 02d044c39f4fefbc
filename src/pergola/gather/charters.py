"""A charter as pages show it: its parts with their names, and what is otherwise than before."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from pergola.kernel.clock import now
from pergola.kernel.errors import Sentence
from pergola.spaces.models import Charter, Community
from pergola.walls.reasons import Reason

NAMES: dict[str, Sentence] = {
    "problem": _("The problem of practice we share"),
    "gains": _("What members gain, and their students"),
    "norms": _("How we are with each other"),
    "decisions": _("How we decide"),
    "rhythm": _("Our rhythm"),
}
ALL_NAMES: dict[str, Sentence] = {"sentence": _("Why we meet, in a sentence")} | NAMES
PARTS = tuple(ALL_NAMES)


def standing_charter(community: Community) -> Charter:
    """The version that stands, for an act. A community older than charters has its sentence as the first."""
    there = Charter.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(community=community, replaced=None).first()
    return there or Charter.objects.create(community=community, version=1, sentence=community.charter, at=now())


@dataclass(frozen=True)
class Read:
    """One version, to be read."""

    charter: Charter

    @property
    def parts(self) -> list[tuple[Sentence, str]]:
        """What is written of it, with its names."""
        return [(name, text) for key, name in NAMES.items() if (text := getattr(self.charter, key))]


@dataclass(frozen=True)
class Changed:
    """A part that is otherwise than in the version before."""

    name: Sentence
    before: str
    now: str


def compared(before: Charter | None, after: Charter) -> list[Changed]:
    """Which parts are otherwise; none for a first version."""
    if before is None:
        return []
    return [
        Changed(name, getattr(before, key), getattr(after, key))
        for key, name in ALL_NAMES.items()
        if getattr(before, key) != getattr(after, key)
    ]
