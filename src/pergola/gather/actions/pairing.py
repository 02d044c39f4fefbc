"""Pairs: one asks, the other says yes or no without a reason, and either ends it when they like.

After a no a month passes before the same person asks again; and somebody may say, quietly, that they are not to be asked by one other.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.gather.asking_again import again_from, not_asked_by, pause_said
from pergola.gather.models import NotAgain, Pair
from pergola.gather.paired import between
from pergola.kernel.clock import now
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.ids import new_id
from pergola.people.models import Person, WallMember
from pergola.spaces.audiences import for_wall
from pergola.talk.actions import News, forget_event, tell
from pergola.talk.models import Notice
from pergola.walls.reasons import Reason


@transaction.atomic
def ask_for_pair(*, by: Person, wall: int, person: Person, kind: Pair.Kind, words: str = "") -> Pair:
    """Ask somebody behind the same wall to be one’s coach, one’s mentor, or to learn together. Asking twice is asking once."""
    if person.pk == by.pk:
        raise Refusal(_("Choose somebody else than yourself."), field="person")
    behind = WallMember.objects.filter(wall=wall, person__in=[by.pk, person.pk])
    if len(behind.select_for_update()) < 2:
        raise NotAllowed(_("One asks people one is behind a wall with."))
    if not_asked_by(by, wall).filter(person=person).exists():
        raise NotAllowed(_("One asks people who may be asked."))
    if (day := again_from(by, wall, person)) is not None:
        raise Refusal(pause_said(person, day), field="person")
    open_ones = Pair.objects.editable_by(by).filter(wall=wall)
    there = open_ones.filter(asked_by=by, asked_to=person).first()
    if there is not None and there.kind == kind:
        return there
    if there is not None:
        raise Refusal(_("You are a pair already, or have asked. End that first, or take it back."), field="kind")
    if kind != Pair.Kind.COACH and (theirs := between(by, wall, person)) is not None:
        raise Refusal(
            _("%(name)s asks you already: say yes or no to that.") % {"name": person}
            if theirs.is_open
            else _("You are a pair already. End that first."),
            field="kind",
        )
    if kind == Pair.Kind.COACH and open_ones.filter(asked_by=by, kind=kind).exists():
        raise Refusal(
            _("You have a coach already, or have asked somebody. End that first, or take it back."), field="kind"
        )
    made = Pair.objects.create(wall_id=wall, kind=kind, asked_by=by, asked_to=person, words=words.strip(), asked=now())
    took_part(by, Participation.Verb.ASKED, wall=wall)
    _tell(by, made, person, Notice.Kind.PAIR, made.pk)
    return made


@transaction.atomic
def answer_pair(*, by: Person, pair: Pair, accepted: bool) -> Pair:
    """Yes; or no, for which no reason is asked and none can be given."""
    held = _held(pair)
    if held.asked_to_id != by.pk:
        raise NotAllowed(_("This was asked of somebody else."))
    _must_be_open(held)
    if accepted and not WallMember.objects.filter(wall=held.wall_id, person=held.asked_by_id).exists():
        raise Refusal(_("%(name)s is no longer here. Say no, and it is off your list.") % {"name": held.asked_by})
    _close(held, Pair.Answer.ACCEPTED if accepted else Pair.Answer.DECLINED)
    if accepted:
        took_part(by, Participation.Verb.ANSWERED, wall=held.wall_id)
        _close_own_asking(by, held)
    forget_event(by=by, kind=Notice.Kind.PAIR, event=held.pk)
    _tell(by, held, held.asked_by, Notice.Kind.PAIR_YES if accepted else Notice.Kind.PAIR_NO, new_id())
    return held


@transaction.atomic
def take_pair_back(*, by: Person, pair: Pair) -> None:
    """One no longer asks. Nobody is told."""
    held = _held(pair)
    if held.asked_by_id != by.pk:
        raise NotAllowed(_("Only whoever asked this takes it back."))
    _must_be_open(held)
    _close(held, Pair.Answer.TAKEN_BACK)
    forget_event(by=by, kind=Notice.Kind.PAIR, event=held.pk)


@transaction.atomic
def end_pair(*, by: Person, pair: Pair) -> None:
    """Either of the two, at any time. The other is told that it has ended, and nothing of why. Twice is once."""
    held = _held(pair)
    if by.pk not in (held.asked_by_id, held.asked_to_id):
        raise NotAllowed(_("This is between two others."))
    if not held.stands:
        return
    held.ended, held.ended_by = now(), by
    held.save(update_fields=["ended", "ended_by"])
    _tell(by, held, held.other_than(by), Notice.Kind.PAIR_END, new_id())


@transaction.atomic
def end_asking(*, by: Person, pair: Pair) -> Pair:
    """One is not to be asked by the other of the two any more; what they ask just now is answered with a no. They are told
    that no and nothing else: they no longer find one near, as if one were not to be found. Twice is once."""
    held = _held(pair)
    if by.pk not in (held.asked_by_id, held.asked_to_id):
        raise NotAllowed(_("This is between two others."))
    if held.is_open and held.asked_to_id == by.pk:
        held = answer_pair(by=by, pair=held, accepted=False)
    NotAgain.objects.get_or_create(wall_id=held.wall_id, person=by, of=held.other_than(by), defaults={"said": now()})
    return held


@transaction.atomic
def allow_asking(*, by: Person, pair: Pair) -> None:
    """The other of the two may ask one again, as everybody may. Nobody is told."""
    held = _held(pair)
    if by.pk not in (held.asked_by_id, held.asked_to_id):
        raise NotAllowed(_("This is between two others."))
    NotAgain.objects.editable_by(by).filter(wall=held.wall_id, of=held.other_than(by)).delete()


def _close_own_asking(by: Person, held: Pair) -> None:
    """Where both asked, one yes is enough: what the one who says it had asked is theirs no longer, and not told of."""
    if held.kind == Pair.Kind.COACH:
        return
    own = Pair.objects.editable_by(by).exclude(kind=Pair.Kind.COACH)
    for one in own.filter(wall=held.wall_id, asked_by=by, asked_to=held.asked_by_id, answer=Pair.Answer.OPEN):
        _close(one, Pair.Answer.TAKEN_BACK)
        forget_event(by=by, kind=Notice.Kind.PAIR, event=one.pk)


def _held(pair: Pair) -> Pair:
    rows = Pair.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update(of=("self",))
    return rows.select_related("asked_by", "asked_to").get(pk=pair.pk)


def _must_be_open(held: Pair) -> None:
    if not held.is_open:
        raise Refusal(_("This is answered already."))


def _close(held: Pair, answer: Pair.Answer) -> None:
    held.answer, held.answered = answer, now()
    held.save(update_fields=["answer", "answered"])


def _tell(by: Person, held: Pair, whom: Person, kind: Notice.Kind, event: UUID) -> None:
    """One of the two, of the page that both see."""
    led_to = reverse("gather:pair", args=[held.pk])
    tell(by=by, news=News(kind, event, for_wall(held.wall_id), led_to=led_to), among=Q(pk=whom.pk))
