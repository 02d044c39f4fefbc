"""Letters about news: a mail at once, and the week in one. Composed when they are sent, through the doors of whoever gets them."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import groupby, islice
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pergola.commons.letters import Mail
from pergola.commons.models import Letter
from pergola.kernel.clock import now
from pergola.people.letterbox import address_of_person
from pergola.people.models import Person, walls_of
from pergola.talk.dates import date_of
from pergola.talk.models import How, Notice, QuietHours
from pergola.talk.noticing import Line, line_of, notices_of, where_to
from pergola.talk.recipients import chosen_by, usually
from pergola.talk.unsubscribing import DIGEST, Off
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

WEEK = timedelta(days=8)
"""A digest looks back a day more than a week, so that nothing falls between two; what was read is not told again."""
MOST_IN_DIGEST = 60


def compose_notice(letter: Letter) -> Mail | None:
    """One piece of news. Nothing where it was read meanwhile, removed, is no longer theirs, or mail is no longer wanted."""
    return compose_with(letter, lambda notice: f"{settings.SITE}{where_to(notice)}")


def compose_with(letter: Letter, leads: Callable[[Notice], str]) -> Mail | None:
    """The same, with another way in: what `leads` says, behind the walls of whoever gets it. Nothing where it says nothing."""
    person, to = _reachable(letter)
    if person is None or to is None or letter.about is None:
        return None
    with walls(walls_of(person)):
        notice = notices_of(person).filter(pk=letter.about, read=None).first()
        if notice is None or not _is_for_now(notice, person) or not (way := leads(notice)):
            return None
        line, off = line_of(notice), _off(notice)
        parts = [f"{line.sentence}.", _all_words(notice), way, line.where, _foot(off)]
    return Mail(to, line.sentence, "\n\n".join(part for part in parts if part), headers=off.headers)


def compose_digest(letter: Letter) -> Mail | None:
    """The week, place by place. Nothing where nothing is new: an empty mail is a mail too many."""
    person, to = _reachable(letter)
    if person is None or to is None:
        return None
    with walls(walls_of(person)):
        fresh = notices_of(person).filter(read=None, how=How.DIGEST, at__gt=now() - WEEK)
        chosen = chosen_by(person)
        wanted = (one for one in fresh.order_by("-at") if _as_chosen(one, chosen) != How.PAGE and not _is_past(one))
        lines = [line_of(one) for one in islice(wanted, MOST_IN_DIGEST)]
    if not lines:
        return None
    off = Off(person.pk, DIGEST)
    count = ngettext("%(n)s thing is new", "%(n)s things are new", len(lines)) % {"n": len(lines)}
    hello = _("%(count)s in your communities and teams this week.") % {"count": count}
    parts = [hello, *_by_place(lines), _foot(off)]
    return Mail(to, _("Your week on Pergola: %(count)s") % {"count": count}, "\n\n".join(parts), headers=off.headers)


def _is_for_now(notice: Notice, person: Person) -> bool:
    """Do they still want it in a mail at once? If not, it is as they want it since: the week tells it, or the page only."""
    if _is_past(notice):
        return False
    how = _as_chosen(notice, chosen_by(person))
    if how != How.MAIL:
        Notice.objects.unrestricted(Reason.OUTBOX).filter(pk=notice.pk).update(how=how)
    return how == How.MAIL


def _is_past(notice: Notice) -> bool:
    """A reminder of what was, or is called off, is none: whoever slept, or whose mail server did not answer, gets no such mail."""
    if notice.kind != Notice.Kind.SOON:
        return False
    date = date_of(notice.artifact)
    return date is None or date.called_off or date.begins <= now()


def _as_chosen(notice: Notice, chosen: Mapping[tuple[UUID, str], How]) -> How:
    return chosen.get((notice.place, notice.kind), usually(notice.kind))


def awake(letter: Letter, moment: datetime) -> datetime:
    """News waits for the end of the quiet hours, at the first attempt and at every other."""
    hours = QuietHours.objects.unrestricted(Reason.OUTBOX).filter(person=letter.person_id).first()
    return (hours or QuietHours()).after(moment)


def _by_place(lines: list[Line]) -> list[str]:
    ordered = sorted(lines, key=lambda one: one.where)
    blocks = []
    for place, group in groupby(ordered, key=lambda one: one.where):
        told = [f"{one.sentence}\n{settings.SITE}{one.url}" for one in group]
        blocks.append("\n\n".join([f"{place}\n{'-' * len(place)}", *told]))
    return blocks


def _all_words(notice: Notice) -> str:
    """What was said, whole: a mail that only says that there is something to read is a mail too many."""
    if notice.post is not None:
        return notice.post.body
    return line_of(notice).words


def _off(notice: Notice) -> Off:
    return Off(notice.person_id, notice.kind, notice.wall_id, notice.place)


def _foot(off: Off) -> str:
    choose = f"{settings.SITE}{reverse('talk:hearing')}"
    words = _("Choose what comes by mail, and when: %(choose)s\nStop mails of this kind: %(stop)s")
    return "-- \n" + words % {"choose": choose, "stop": off.address}


def _reachable(letter: Letter) -> tuple[Person | None, str | None]:
    """Whoever gets it and their address, unless a mail server said that this address does not exist."""
    person = letter.person
    if person is None or person.erased:
        return None, None
    to = address_of_person(person)
    hours = QuietHours.objects.unrestricted(Reason.OUTBOX).filter(person=person).first()
    gone = hours is not None and hours.refused == to
    stopped = letter.kind == DIGEST and hours is not None and not hours.digest
    return (None, None) if gone or stopped else (person, to)


def follow(letter: Letter) -> None:
    """An address that does not exist gets nothing more; the page on which one chooses says so."""
    if letter.state == Letter.State.REFUSED and letter.person is not None:
        refused = {"refused": address_of_person(letter.person) or ""}
        QuietHours.objects.update_or_create(person=letter.person, defaults=refused)


def take_back_refusal(address: str) -> None:
    """A mail server has taken a letter to this address, such as a code: it exists after all."""
    refused = QuietHours.objects.unrestricted(Reason.OUTBOX).exclude(refused="")
    refused.filter(refused__iexact=address).update(refused="")
