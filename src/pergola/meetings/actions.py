"""Meeting: set a date, move it, call it off, say whether one comes and who was there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import available_timezones

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.artifact import bump, hold
from pergola.commons.models.participation import took_part
from pergola.kernel.clock import now
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.ids import new_id
from pergola.meetings.models import Coming, Gathering, Presence
from pergola.meetings.rules import Space, is_in, may_meet_one, may_plan, must_be_one_of, must_keep, others_in
from pergola.people.models import Person
from pergola.spaces.audiences import for_community, for_named, for_team
from pergola.spaces.models import Audience, Community
from pergola.talk.actions import News, forget_unread, tell
from pergola.talk.models import Notice
from pergola.walls.reasons import Reason

LONGEST = 24 * 60


@dataclass(frozen=True)
class When:
    """A moment, for how many minutes, on whose clock."""

    begins: datetime
    zone: str
    minutes: int = 60

    @property
    def ends(self) -> datetime:
        return self.begins + timedelta(minutes=self.minutes)


@transaction.atomic
def plan_gathering(
    *, by: Person, space: Space, when: When, title: str = "", place: str = "", link: str = "", body: str = "",
    alone_with: Person | None = None,
) -> Gathering:  # fmt: skip
    """The people of a community or team meet, or two of them. Everybody it is for is told, and reminded the day before."""
    audience = _whom(by, space, alone_with)
    home = isinstance(space, Community)
    where = {"community_id": space.pk if home else None, "team_id": None if home else space.pk}
    words = {"title": title.strip() or _usual_title(by, alone_with), "body": body.strip()}
    return _set(by, audience, when, of_two=alone_with is not None, place=place, link=link, **words, **where)


@transaction.atomic
def plan_for_two(
    *, by: Person, wall: int, other: Person, when: When, title: str = "", place: str = "", link: str = "", body: str = ""
) -> Gathering:  # fmt: skip
    """Two people behind one wall meet who need share no community: whoever asks for it knows that both have agreed to be two."""
    words = {"title": title.strip() or _usual_title(by, other), "body": body.strip()}
    return _set(by, for_named(wall, [by, other]), when, of_two=True, place=place, link=link, **words)


def _set(by: Person, audience: Audience, when: When, *, of_two: bool, place: str, link: str, **its: Any) -> Gathering:
    _must_be_to_come(when)
    made = Gathering.objects.create(
        made_by=by, wall_id=audience.wall_id, audience=audience, begins=when.begins, ends=when.ends, zone=when.zone,
        place=place.strip(), link=link.strip(), of_two=of_two, **its,
    )  # fmt: skip
    took_part(by, Participation.Verb.MADE, artifact=made)
    Coming.objects.create(gathering=made, person=by, answer=Coming.Answer.YES, said=now())
    _tell(by, made, audience)
    return made


def _usual_title(by: Person, alone_with: Person | None) -> str:
    if alone_with is None:
        return _("We meet")
    return _("%(one)s and %(other)s") % {"one": by.first_name, "other": alone_with.first_name}


def _whom(by: Person, space: Space, alone_with: Person | None) -> Audience:
    if alone_with is not None:
        if not may_meet_one(by, space) or not is_in(alone_with, space) or alone_with.pk == by.pk:
            raise NotAllowed(_("Two people meet who are both here."))
        return for_named(space.wall_id, [by, alone_with])
    if not may_plan(by, space):
        raise NotAllowed(_("Only those who keep this community going have everybody meet."))
    if isinstance(space, Community):
        return for_community(space)
    return for_team(space) if is_in(by, space) else for_named(space.wall_id, [*others_in(by, space), by])


@transaction.atomic
def move_gathering(
    *, by: Person, gathering: Gathering, when: When, title: str, place: str = "", link: str = "", body: str = ""
) -> Gathering:
    """Another day, hour or place: everybody is told, and what was told before waits for nobody. Where nothing changes, nobody is.

    The gathering is held, so that of two who say the same at one moment the second changes nothing.
    """
    must_keep(by, gathering)
    held = _held(gathering)
    if held.called_off is not None:
        raise Refusal(_("This was called off meanwhile. Set a new date instead."))
    fresh: dict[str, Any] = {"begins": when.begins, "ends": when.ends, "zone": when.zone}
    fresh |= {"place": place.strip(), "link": link.strip()}
    moved = any(getattr(held, name) != value for name, value in fresh.items())
    fresh |= {"title": title.strip() or held.title, "body": body.strip()}
    if all(getattr(held, name) == value for name, value in fresh.items()):
        return held
    if moved:
        _must_be_to_come(when)
    for name, value in fresh.items():
        setattr(held, name, value)
    held.save(update_fields=[*fresh, "words"])
    bump(held)
    took_part(by, Participation.Verb.CHANGED, artifact=held)
    if moved:
        _tell(by, held, held.audience)
    return held


@transaction.atomic
def call_off(*, by: Person, gathering: Gathering) -> None:
    """It does not take place. Everybody it was for is told. Twice is once."""
    must_keep(by, gathering)
    held = _held(gathering)
    if held.called_off is not None:
        return
    if held.ends <= now():
        raise Refusal(_("This is over already, and cannot be called off."))
    held.called_off = now()
    held.save(update_fields=["called_off"])
    bump(held)
    took_part(by, Participation.Verb.CHANGED, artifact=held)
    _tell(by, held, held.audience)


@transaction.atomic
def say_coming(*, by: Person, gathering: Gathering, answer: Coming.Answer) -> Coming:
    """Yes, no, perhaps. What one says last counts."""
    must_be_one_of(by, gathering)
    held = _held(gathering)
    if held.called_off is not None or held.ends <= now():
        raise Refusal(_("This is over or called off; there is nothing to answer any more."))
    said = {"answer": answer, "said": now()}
    made, new = Coming.objects.update_or_create(gathering=held, person=by, defaults=said)
    if new:
        took_part(by, Participation.Verb.ANSWERED, artifact=held)
    return made


@transaction.atomic
def confirm_presence(*, by: Person, gathering: Gathering, person: Person, minutes: int | None = None) -> Presence:
    """Somebody was there: said by themselves, or by who keeps the gathering. Their participation is written with its minutes.

    Without `minutes` it is the time the gathering was meant to take; whoever was confirmed already keeps theirs.
    """
    _must_confirm(by, gathering, person)
    held = _held(gathering)
    if held.called_off is not None or held.begins > now():
        raise Refusal(_("It has not taken place yet."))
    there = Presence.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(gathering=held, person=person).first()
    if there is not None and minutes in (None, there.minutes):
        return there
    lasted = held.minutes if minutes is None else minutes
    if not 1 <= lasted <= LONGEST:
        raise Refusal(_("Write how many minutes it was: a number from 1 to 1440."), field="minutes")
    stands = {"minutes": lasted, "confirmed_by": by, "at": now()}
    made, _new = Presence.objects.update_or_create(gathering=held, person=person, defaults=stands)
    took_part(person, Participation.Verb.MET, artifact=held, minutes=lasted)
    return made


@transaction.atomic
def take_presence_back(*, by: Person, gathering: Gathering, person: Person) -> None:
    """Somebody was not there after all. What was written of them stays, and so does that it was not so."""
    _must_confirm(by, gathering, person)
    held = _held(gathering)
    there = Presence.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(gathering=held, person=person)
    if there.delete()[0]:
        took_part(person, Participation.Verb.NOT_MET, artifact=held)


def _must_confirm(by: Person, gathering: Gathering, person: Person) -> None:
    must_be_one_of(person, gathering)
    if by.pk != person.pk:
        must_keep(by, gathering)


def _must_be_to_come(when: When) -> None:
    if when.zone not in available_timezones():
        raise Refusal(_("Choose one of the clocks of the list."), field="zone")
    if not 5 <= when.minutes <= LONGEST:
        raise Refusal(_("Write how many minutes it takes: a number from 5 to 1440."), field="minutes")
    if when.begins <= now():
        raise Refusal(_("That is over already. Write a day and a time still to come."), field="day")


def _held(gathering: Gathering) -> Gathering:
    hold([gathering])
    rows = Gathering.objects.unrestricted(Reason.CHAIN_OF_ACT).select_related("audience", "community", "team")
    return rows.get(pk=gathering.pk)


def _tell(by: Person, gathering: Gathering, audience: Audience) -> None:
    for old in (Notice.Kind.DATE, Notice.Kind.SOON):
        forget_unread(by=by, kind=old, of=gathering)
    tell(by=by, news=News(Notice.Kind.DATE, new_id(), audience, artifact=gathering))
