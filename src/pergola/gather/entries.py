"""Reading who asks to come in: one's own asking, and what those who lead see of whoever asks."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from pergola.gather.models import EntryRequest
from pergola.gather.rules import SECOND_THOUGHTS
from pergola.people.models import Identity, Person
from pergola.systems.models import SchoolSystem
from pergola.walls.reasons import Reason


def own_request(person: Person, system: SchoolSystem) -> EntryRequest | None:
    """The newest one. Asked with the wall open: it is the only row of it that whoever asks may read."""
    own = EntryRequest.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(wall=system.wall_id, person=person)
    return own.select_related("answered_by").order_by("-asked", "-pk").first()


def asks_again_from(before: EntryRequest | None) -> datetime | None:
    """After a “not now”: when one may ask again."""
    if before is None or before.answered is None or before.answer != EntryRequest.Answer.NOT_NOW:
        return None
    return before.answered + SECOND_THOUGHTS


def with_addresses(asking: Sequence[EntryRequest]) -> list[tuple[EntryRequest, list[str]]]:
    """Beside each the addresses they sign in with, which they have proved. One query."""
    own = Identity.objects.filter(person__in=[one.person_id for one in asking], is_active=True).order_by("email")
    proved: dict[UUID, list[str]] = {}
    for person, email in own.values_list("person", "email"):
        proved.setdefault(person, []).append(email)
    return [(one, proved.get(one.person_id, [])) for one in asking]
