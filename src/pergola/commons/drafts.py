"""Words somebody is writing: where they are kept, and getting them back."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from django.urls import reverse

from pergola.commons.models import Artifact, Draft
from pergola.people.models import Asker, WallMember
from pergola.spaces.models import Community, Network, Team

GRAMMAR = re.compile(
    r"([a-z][a-z-]{0,29})(?:@([0-9]{1,9})|:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))(?::([a-z_]{1,12}))?"
)
"""What is being written, on or in what (a thing, a place, or behind a wall where there is none yet), and in which field of the
form; 80 characters at most."""


@dataclass(frozen=True)
class Place:
    """A box that keeps a draft: `post:<artifact>`, `cycle-study:<cycle>:learned`, `open-community@<wall>:charter`."""

    name: str
    about: UUID | int
    field: str

    @classmethod
    def read(cls, name: str) -> Self | None:
        """None for what is not a place at all."""
        found = GRAMMAR.fullmatch(name)
        return cls(name, int(found[2]) if found[2] else UUID(found[3]), found[4] or "body") if found else None

    def wall(self, person: Asker) -> int | None:
        """The wall of what is written about, if this person sees it."""
        if isinstance(self.about, int):
            behind = WallMember.objects.filter(person=person.pk, wall=self.about)
            return self.about if behind.exists() else None
        doors = (Artifact.objects, Community.objects, Team.objects, Network.objects)
        for door in doors:
            wall: int | None = door.visible_to(person).filter(pk=self.about).values_list("wall", flat=True).first()
            if wall is not None:
                return wall
        return None


def draft_for(person: Asker, place: str) -> Draft | None:
    """What this person left in this box, if anything."""
    return Draft.objects.visible_to(person).filter(place=place).first()


def drafts_for(person: Asker, places: Iterable[str]) -> dict[str, Draft]:
    """The same for the boxes of one form. One query."""
    return {one.place: one for one in Draft.objects.visible_to(person).filter(place__in=list(places))}


def draft_address(place: str) -> str:
    """Where the box sends what is in it as one types."""
    return reverse("commons:draft", args=[place])
