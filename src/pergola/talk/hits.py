"""What a search answers with: a line for each thing, post, file, person or place that was found."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from pergola.commons.kinds import every_kind
from pergola.kernel.errors import Sentence

POST, FILE, COMMUNITY, TEAM, PERSON, SYSTEM, SCHOOL = (
    "post", "file", "community", "team", "person", "system", "school",
)  # fmt: skip
NAMED: Final[dict[str, Sentence]] = {
    COMMUNITY: _("community"),
    TEAM: _("team"),
    PERSON: _("person"),
    SYSTEM: _("school system"),
    SCHOOL: _("school"),
}
"""What is found by its name."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of what was found."""

    title: str
    url: str
    """Empty for a person: nobody has a page about somebody else."""
    name: str
    """Its kind, as the address says it."""
    what: str
    snippet: SafeString | str = ""
    where: str = ""
    """The community or team it stands in."""
    by: str = ""
    when: datetime | None = None
    meet: tuple[tuple[str, str], ...] = ()
    """Of a person: the communities one shares with them, and their addresses."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, and whether there is more of it."""

    hits: tuple[Hit, ...]
    more: bool


def kinds_of_hits() -> dict[str, Sentence]:
    """Every kind that can be found, by the name it has in an address."""
    return {one.name: one.word for one in every_kind()} | {POST: _("post"), FILE: _("file")} | NAMED
