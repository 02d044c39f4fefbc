"""Coming in from behind no wall: whoever works in a school system asks its leads, who let them in or do not, with a word."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from pergola.gather.actions.joining import bring_behind
from pergola.gather.entries import asks_again_from, not_now_lately, own_request, was_in_since
from pergola.gather.invitations import hold_place
from pergola.gather.letters import post_not_now
from pergola.gather.models import EntryRequest
from pergola.gather.rules import must_lead, somebody_leads
from pergola.kernel.clock import now
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.templatetags.pergola import day
from pergola.people.models import Person, WallMember
from pergola.spaces.audiences import for_leads, for_wall
from pergola.systems.models import SchoolSystem
from pergola.talk.actions import News, forget_event, tell
from pergola.talk.models import Notice
from pergola.walls.opening import open_walls, walls
from pergola.walls.reasons import Reason


@transaction.atomic
def ask_to_come_in(*, by: Person, system: SchoolSystem, words: str, address: str, led_to: str) -> EntryRequest:
    """Ask the leads of a school system. They are told; asking twice is asking once. After a “not now” one waits thirty days,
    after taking it back a day.

    `address` is the one they have signed in with, `led_to` the page where it is answered. The wall is opened for this one row:
    whoever asks reads nothing behind it.
    """
    if system.wall_id is None or not somebody_leads(system.wall_id):
        raise NotAllowed(_("Nobody leads %(system)s here yet, so nobody could let you in.") % {"system": system})
    if WallMember.objects.filter(wall=system.wall_id, person=by).exists():
        raise Refusal(_("You belong to %(system)s here already.") % {"system": system})
    if not words.strip():
        raise Refusal(_("Say where you work there, and as what: by that they know you."), field="words")
    hold_place(system)
    with walls({*open_walls(), system.wall_id}):
        before = own_request(by, system)
        if before is not None and before.answered is None:
            return before
        if (again := asks_again_from(before)) is not None and again > now():
            raise Refusal(_why_later(before) % {"day": day(again)})
        made = EntryRequest.objects.create(wall_id=system.wall_id, person=by, words=words.strip(), address=address)
        tell(by=by, news=News(Notice.Kind.JOIN, made.pk, for_leads(system.wall_id), led_to=led_to))
    return made


@transaction.atomic
def answer_entry(
    *, by: Person, asked: EntryRequest, let_in: bool, reply: str = "", led_to: str = "", after_all: bool = False
) -> None:
    """Let somebody behind the wall, or not now, with a word. Who is let in is told in their notices, which lead to `led_to`:
    the page where they asked. Of a “not now” no notice can tell, since whoever asks stands outside the wall: a mail does.

    For thirty days a “not now” can be turned: they are let in after all (`after_all`).
    """
    must_lead(by, asked.wall_id)
    held = _said_not_now(asked, by) if after_all else _held(asked)
    if let_in:
        bring_behind(by=by, wall=held.wall, person=held.person)
    _close(held, EntryRequest.Answer.LET_IN if let_in else EntryRequest.Answer.NOT_NOW, by, reply)
    if let_in:
        news = News(Notice.Kind.LET_IN, held.pk, for_wall(held.wall_id), led_to=led_to)
        tell(by=by, news=news, among=Q(pk=held.person_id))
    else:
        post_not_now(held)


@transaction.atomic
def take_entry_back(*, by: Person, system: SchoolSystem) -> None:
    """One no longer asks. Nobody is told."""
    assert system.wall_id is not None
    with walls({*open_walls(), system.wall_id}):
        asked = own_request(by, system)
        if asked is None or asked.answered is not None:
            raise Refusal(_("You do not ask here, or it is answered already."))
        _close(_held(asked), EntryRequest.Answer.TAKEN_BACK, by, "")


def _why_later(before: EntryRequest | None) -> str:
    if before is not None and before.answer == EntryRequest.Answer.TAKEN_BACK:
        return _("You have taken it back. You can ask again from %(day)s on.")
    return _("They have said: not now. You can ask again from %(day)s on.")


def _row(asked: EntryRequest) -> EntryRequest:
    rows = EntryRequest.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update(of=("self",))
    return rows.select_related("wall", "person").get(pk=asked.pk)


def _said_not_now(asked: EntryRequest, by: Person) -> EntryRequest:
    """Whoever came another way meanwhile has not asked to come back: they are not put there."""
    held = _row(asked)
    if not_now_lately(by).filter(pk=held.pk).exists():
        return held
    if held.answered is None:
        raise Refusal(_("%(name)s still waits for an answer: let them in, or not now.") % {"name": held.person})
    if held.answer != EntryRequest.Answer.NOT_NOW:
        raise Refusal(_answered_by(held))
    if was_in_since(held):
        raise Refusal(_("%(name)s came in another way meanwhile, and has not asked again.") % {"name": held.person})
    raise Refusal(
        _("The thirty days are over in which %(name)s could be let in after all. They can ask again.")
        % {"name": held.person}
    )


def _held(asked: EntryRequest) -> EntryRequest:
    held = _row(asked)
    if held.answered is not None:
        raise Refusal(_answered_by(held))
    return held


def _answered_by(held: EntryRequest) -> str:
    if held.answer == EntryRequest.Answer.TAKEN_BACK:
        return _("%(name)s no longer asks.") % {"name": held.person}
    said = EntryRequest.Answer(held.answer).label
    return _("This is answered already: %(who)s said “%(said)s”.") % {"who": held.answered_by, "said": said}


def _close(held: EntryRequest, answer: EntryRequest.Answer, by: Person, reply: str) -> None:
    held.answer, held.answered, held.answered_by = answer, now(), by
    held.reply = reply.strip() or held.reply  # let in after all without a word: what was said before stays
    held.address = ""  # it was there to know them by, and they are known now or are not
    held.save(update_fields=["answer", "answered", "answered_by", "reply", "address"])
    forget_event(by=by, kind=Notice.Kind.JOIN, event=held.pk)
