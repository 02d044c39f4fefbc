"""The link that turns letters off, whoever is signed in or nobody (RFC 8058). It opens nothing and shows nothing."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from pergola.people.models import Person
from pergola.talk.models import Notice
from pergola.talk.recipients import OF_A_WALL, place_of_wall

SALT = "talk.unsubscribing"
DIGEST = "digest"


@dataclass(frozen=True)
class Off:
    """What a link turns off: a kind of news from a place, or the digest."""

    person: UUID
    kind: str
    wall: int = 0
    place: UUID | None = None

    @property
    def token(self) -> str:
        place = str(self.place) if self.place else ""
        return signing.dumps([str(self.person), self.kind, self.wall, place], salt=SALT, compress=True)

    @property
    def address(self) -> str:
        return f"{settings.SITE}{reverse('talk:stop', args=[self.token])}"

    @property
    def headers(self) -> dict[str, str]:
        return {"List-Unsubscribe": f"<{self.address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}

    @property
    def whom(self) -> Person | None:
        return Person.objects.filter(pk=self.person, erased=None).first()


def read_off(token: str) -> Off | None:
    """What this link turns off; None for what we never wrote."""
    try:
        person, kind, wall, place = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    if kind != DIGEST and kind not in Notice.Kind.values:
        return None
    if kind in OF_A_WALL:  # links of mails that went when these had no place of their own stop them as well
        return Off(UUID(person), kind, int(wall), place_of_wall(int(wall)))
    return Off(UUID(person), kind, int(wall), UUID(place) if place else None)
