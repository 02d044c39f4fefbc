"""A form sent twice is done once: the second click waits for the first, and is led where the first led."""

from collections.abc import Callable
from uuid import UUID

from django.db import IntegrityError, transaction

from pergola.commons.models import Once
from pergola.people.models import Person


def first_time(person: Person, wall: int, key: UUID) -> Once | None:
    """Mark this form as sent by this person, behind this (open) wall. None if it was sent before.

    Whoever sends it at the same moment waits here, on the unique key, until the first is done or has failed.
    """
    try:
        with transaction.atomic():
            return Once.objects.create(person=person, wall_id=wall, key=key)
    except IntegrityError:
        if not Once.objects.visible_to(person).filter(wall=wall, key=key).exists():
            raise
        return None


def where_it_led(person: Person, wall: int, key: UUID) -> str:
    """Where the form that was sent before led."""
    return Once.objects.visible_to(person).get(wall=wall, key=key).led_to


def sent_before(person: Person, wall: int, key: str | None) -> str | None:
    """Where a form led that was sent before, or None. For forms that can no longer be valid once they have been done."""
    try:
        wanted = UUID(key or "")
    except ValueError:
        return None
    return Once.objects.visible_to(person).filter(wall=wall, key=wanted).values_list("led_to", flat=True).first()


def do_once(person: Person, wall: int, key: UUID | None, act: Callable[[], str]) -> str:
    """Do `act` the first time this key comes; answer where it leads, this time and every other time.

    A refused act leaves no mark, so the same form may be corrected and sent again. Without a key it is simply done.
    """
    with transaction.atomic():
        if key is None:
            return act()
        mark = first_time(person, wall, key)
        if mark is None:
            return where_it_led(person, wall, key)
        mark.led_to = act()
        mark.save(update_fields=["led_to"])
        return mark.led_to
