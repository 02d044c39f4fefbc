"""Words somebody is writing: where they are kept, and getting them back."""

import re
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from django.urls import reverse

from pergola.commons.models import Artifact, Draft
from pergola.people.models import Asker
from pergola.spaces.models import Community, Network, Team

GRAMMAR = re.compile(r"([a-z][a-z-]{0,29}):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?::([a-z_]{1,12}))?")
"""What is being written, on or in what, and in which field of the form; 80 characters at most."""


@dataclass(frozen=True)
class Place:
    """A box that keeps a draft: `post:<artifact>`, `conversation:<community>`, `cycle-study:<cycle>:learned`."""

    name: str
    about: UUID
    field: str

    @classmethod
    def read(cls, name: str) -> Self | None:
        """None for what is not a place at all."""
        found = GRAMMAR.fullmatch(name)
        return cls(name, UUID(found[2]), found[3] or "body") if found else None

    def wall(self, person: Asker) -> int | None:
        """The wall of what is written about, if this person sees it."""
        doors = (Artifact.objects, Community.objects, Team.objects, Network.objects)
        for door in doors:
            wall: int | None = door.visible_to(person).filter(pk=self.about).values_list("wall", flat=True).first()
            if wall is not None:
                return wall
        return None


def draft_for(person: Asker, place: str) -> Draft | None:
    """What this person left in this box, if anything."""
    return Draft.objects.visible_to(person).filter(place=place).first()


def draft_address(place: str) -> str:
    """Where the box sends what is in it as one types."""
    return reverse("commons:draft", args=[place])
