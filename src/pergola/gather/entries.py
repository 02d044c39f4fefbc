"""Reading one's own asking to come in, and when one may ask again."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from pergola.commons.models import Participation
from pergola.commons.models.participation import ParticipationQuerySet
from pergola.gather.models import EntryRequest
from pergola.gather.models.entry import EntryRequestQuerySet
from pergola.gather.rules import A_NIGHT, SECOND_THOUGHTS
from pergola.kernel.clock import now
from pergola.people.models import Asker, Person, WallMember
from pergola.systems.models import SchoolSystem
from pergola.walls.reasons import Reason


def own_request(person: Person, system: SchoolSystem) -> EntryRequest | None:
    """The newest one. Asked with the wall open: it is the only row of it that whoever asks may read."""
    own = EntryRequest.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(wall=system.wall_id, person=person)
    return own.select_related("answered_by").order_by("-asked", "-pk").first()


def not_now_lately(person: Asker) -> EntryRequestQuerySet:
    """Who was told “not now” by those who lead with this person, was not behind the wall since, and may not ask again yet:
    a lead can still let them in.
    """
    inside = WallMember.objects.filter(wall=OuterRef("wall"), person=OuterRef("person"))
    told = EntryRequest.objects.visible_to(person).filter(answer=EntryRequest.Answer.NOT_NOW)
    return told.filter(~Exists(inside), ~Exists(_came_since()), answered__gt=now() - SECOND_THOUGHTS)


def was_in_since(asked: EntryRequest) -> bool:
    """Has somebody been behind the wall since they were answered, in whatever way they came?"""
    return EntryRequest.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(Exists(_came_since()), pk=asked.pk).exists()


def _came_since() -> ParticipationQuerySet:
    """Who comes behind a wall has joined something there. It stays written when they leave."""
    joined = Participation.objects.unrestricted(Reason.SIGN_IN).filter(verb=Participation.Verb.JOINED)
    return joined.filter(wall=OuterRef("wall"), person=OuterRef("person"), at__gt=OuterRef("answered"))


def asks_again_from(before: EntryRequest | None) -> datetime | None:
    """After a “not now”, and after taking it back: when one may ask again. Each asking is a mail to everybody who leads there."""
    waits = {EntryRequest.Answer.NOT_NOW: SECOND_THOUGHTS, EntryRequest.Answer.TAKEN_BACK: A_NIGHT}
    if before is None or before.answered is None or before.answer not in waits:
        return None
    return before.answered + waits[EntryRequest.Answer(before.answer)]
