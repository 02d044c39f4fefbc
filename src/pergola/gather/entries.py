"""Reading one's own asking to come in, and when one may ask again."""

from datetime import datetime

from pergola.gather.models import EntryRequest
from pergola.gather.rules import A_NIGHT, SECOND_THOUGHTS
from pergola.people.models import Person
from pergola.systems.models import SchoolSystem
from pergola.walls.reasons import Reason


def own_request(person: Person, system: SchoolSystem) -> EntryRequest | None:
    """The newest one. Asked with the wall open: it is the only row of it that whoever asks may read."""
    own = EntryRequest.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(wall=system.wall_id, person=person)
    return own.select_related("answered_by").order_by("-asked", "-pk").first()


def asks_again_from(before: EntryRequest | None) -> datetime | None:
    """After a “not now”, and after taking it back: when one may ask again. Each asking is a mail to everybody who leads there."""
    waits = {EntryRequest.Answer.NOT_NOW: SECOND_THOUGHTS, EntryRequest.Answer.TAKEN_BACK: A_NIGHT}
    if before is None or before.answered is None or before.answer not in waits:
        return None
    return before.answered + waits[EntryRequest.Answer(before.answer)]
