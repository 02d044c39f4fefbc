"""How somebody wants to hear, and turning letters off from the letter itself."""

from datetime import time
from uuid import UUID

from django.db import transaction

from pergola.people.models import Person
from pergola.talk.models import Hearing, How, Notice, QuietHours
from pergola.walls.opening import open_walls, walls


@transaction.atomic
def choose_hearing(*, by: Person, wall: int, place: UUID, kind: Notice.Kind, how: How) -> Hearing:
    """How to hear of one kind of news from one place."""
    return Hearing.objects.update_or_create(wall_id=wall, person=by, place=place, kind=kind, defaults={"how": how})[0]


@transaction.atomic
def keep_hours(*, by: Person, zone: str, starts: time, ends: time, digest: bool, digest_day: int) -> QuietHours:
    """When no mail comes, and when the week is told."""
    kept = {"zone": zone, "starts": starts, "ends": ends, "digest": digest, "digest_day": digest_day}
    return QuietHours.objects.update_or_create(person=by, defaults=kept)[0]


@transaction.atomic
def try_address_again(*, by: Person) -> None:
    """A mail server said that one's address does not exist, and one knows better: the next letter goes to it."""
    QuietHours.objects.editable_by(by).update(refused="")


@transaction.atomic
def stop_letters(*, by: Person, wall: int, place: UUID | None, kind: str) -> None:
    """What the link in a letter does, and nothing else: no more mail of this kind from this place, or no more digests."""
    if place is None:
        QuietHours.objects.update_or_create(person=by, defaults={"digest": False})
        return
    with walls({*open_walls(), wall}):
        choose_hearing(by=by, wall=wall, place=place, kind=Notice.Kind(kind), how=How.PAGE)
