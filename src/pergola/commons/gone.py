"""What was just removed, and its way back: told on the page one lands on."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from pergola.commons.rules import removed_by, until
from pergola.people.models import Asker


@dataclass(frozen=True)
class Gone:
    """What was just removed, with its way back."""

    title: str
    until: datetime
    url: str


def asked_for(request: HttpRequest) -> UUID | None:
    """The id in `?removed=`, if it is one."""
    try:
        return UUID(request.GET["removed"])
    except (KeyError, ValueError):
        return None


def just_removed(request: HttpRequest, person: Asker) -> Gone | None:
    """The thing the address says was just removed, if this person removed it and can bring it back. One query, if any."""
    pk = asked_for(request)
    thing = removed_by(person).filter(pk=pk).only("title", "removed").first() if pk else None
    if thing is None or thing.removed is None:
        return None
    return Gone(thing.title, until(thing.removed), reverse("commons:bring_back", args=[thing.pk]))
