"""Calls for themes: opening and closing one, proposing, signalling, merging, retiring."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.artifact import bump
from pergola.commons.models.participation import took_part
from pergola.gather.calls import held_area, held_both, must_be_open, must_be_signalled_for, said, settle
from pergola.gather.models import Call, FocusArea, Support
from pergola.gather.models.call import FEWEST_PEOPLE
from pergola.gather.rules import must_be_behind, must_lead_call
from pergola.gather.workplace import key_of, school_key_of
from pergola.kernel.clock import now, today
from pergola.kernel.errors import Refusal
from pergola.people.models import Person
from pergola.spaces.audiences import for_wall
from pergola.systems.models import School
from pergola.talk.actions import News, tell
from pergola.talk.models import Notice
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason


@transaction.atomic
def open_call(
    *,
    by: Person,
    wall: Wall,
    asks: str,
    until: date,
    people: int,
    schools: int = 1,
    about: str = "",
    sample: bool = False,
) -> Call:
    """A lead asks the people of a school system what they would like to learn about together."""
    must_lead_call(by, wall)
    if until < today():
        raise Refusal(_("That day is over. Write a day still to come."), field="until")
    if people < FEWEST_PEOPLE:
        raise Refusal(_("Write five at least: under five nobody is told how many there are."), field="people")
    if not 1 <= schools <= people:
        raise Refusal(_("Write one at least, and no more schools than people."), field="schools")
    made = Call.objects.create(
        wall=wall, asks=asks.strip(), about=about.strip(), until=until, people=people, schools=schools, opened_by=by,
        sample=sample,
    )  # fmt: skip
    took_part(by, Participation.Verb.ASKED, wall=wall.pk)
    return made


@transaction.atomic
def close_call(*, by: Person, call: Call, reason: str) -> Call:
    """Nobody proposes or signals in it any more; what was proposed stays, and can still be launched. Closing twice is once."""
    must_lead_call(by, call.wall)
    held = _held_call(call)
    if held.closed is not None:
        return held
    held.closed, held.closed_by, held.reason = now(), by, said(reason)
    held.save(update_fields=["closed", "closed_by", "reason"])
    took_part(by, Participation.Verb.CHANGED, wall=held.wall_id)
    return held


@dataclass(frozen=True)
class Proposal:
    """What somebody would have others look at."""

    title: str
    challenge: str
    for_whom: str
    why_now: str


@transaction.atomic
def propose_focus_area(*, by: Person, call: Call, proposal: Proposal) -> FocusArea:
    """Anyone behind the wall proposes; who proposes supports it, and may take that back."""
    must_be_behind(by, call.wall_id)
    held = _held_call(call)
    if not held.is_open:
        raise Refusal(_("This call is over. Ask those who lead here for the next one."))
    made = FocusArea.objects.create(
        call=held, title=proposal.title.strip(), body=proposal.challenge.strip(), for_whom=proposal.for_whom.strip(),
        why_now=proposal.why_now.strip(), wall_id=held.wall_id, audience=for_wall(held.wall_id), made_by=by,
    )  # fmt: skip
    took_part(by, Participation.Verb.MADE, artifact=made)
    Support.objects.create(focus_area=made, person=by, school=school_key_of(by, held.wall_id), said=now())
    return made


@transaction.atomic
def support_focus_area(
    *, by: Person, area: FocusArea, leads: bool | None = None, school: School | None = None
) -> Support:
    """One would come to it; with `leads`, one offers to lead it, or no longer does. Twice is once."""
    must_be_behind(by, area.wall_id)
    held = held_area(area)
    must_be_signalled_for(held)
    where = key_of(school) if school is not None else school_key_of(by, held.wall_id)
    begins = {"school": where, "leads": bool(leads), "said": now()}
    made, new = Support.objects.get_or_create(focus_area=held, person=by, defaults=begins)
    changed = not new and ((leads is not None and made.leads != leads) or bool(where and made.school != where))
    if changed:
        made.leads, made.school = made.leads if leads is None else leads, where or made.school
        made.save(update_fields=["leads", "school"])
    if new or changed:
        took_part(by, Participation.Verb.ANSWERED, artifact=held)
    return made


@transaction.atomic
def change_support(*, by: Person, area: FocusArea, leads: bool | None = None, school: School | None = None) -> Support:
    """What one has signalled, and signals still: whether one offers to lead it, and at which school one works.

    To lead it no longer is said after the call is over, too: whoever offers can be made its facilitator until it is settled.
    """
    held = held_area(area)
    if not Support.objects.editable_by(by).filter(focus_area=held).exists():
        raise Refusal(_("You no longer say that you would come. Say so again first."))
    if leads is not False:
        return support_focus_area(by=by, area=area, leads=leads, school=school)
    must_be_open(held)
    made = Support.objects.editable_by(by).get(focus_area=held)
    if made.leads:
        made.leads = False
        made.save(update_fields=["leads"])
        took_part(by, Participation.Verb.ANSWERED, artifact=held)
    return made


@transaction.atomic
def take_support_back(*, by: Person, area: FocusArea) -> None:
    """As easily as it was said, and nobody is told; until it is settled, whether its call is over or not."""
    held = held_area(area)
    must_be_open(held)
    gone, _rows = Support.objects.editable_by(by).filter(focus_area=held).delete()
    if gone:
        took_part(by, Participation.Verb.CHANGED, artifact=held)


@transaction.atomic
def merge_focus_area(*, by: Person, area: FocusArea, into: FocusArea, reason: str) -> FocusArea:
    """Two that are one. Nobody's support goes along: it was for these words, and a number that grew by it would tell how
    many there were. Those who supported it are told, by mail unless they chose otherwise, and say it of the other with a tap."""
    must_lead_call(by, area.wall)
    one, other = held_both(area, into)
    if one.pk == other.pk or one.wall_id != other.wall_id:
        raise Refusal(_("Choose another focus area of this school system."), field="into")
    must_be_open(one)
    if not other.is_open:
        raise Refusal(_("That one is settled already. Choose one that is still open."), field="into")
    if one.call.is_open and not other.call.is_open:
        raise Refusal(
            _("The call of that one is over: nobody could take back there what they signal here."), field="into"
        )
    settle(one, by, FocusArea.State.MERGED, reason=said(reason), merged_into=other)
    bump(other)
    _tell(by, one, Notice.Kind.MERGED, other.get_absolute_url())
    return one


@transaction.atomic
def retire_focus_area(*, by: Person, area: FocusArea, reason: str) -> FocusArea:
    """It is not pursued, and everybody reads why. Those who supported it are told."""
    must_lead_call(by, area.wall)
    held = held_area(area)
    must_be_open(held)
    settle(held, by, FocusArea.State.RETIRED, reason=said(reason))
    _tell(by, held, Notice.Kind.THEME, held.get_absolute_url())
    return held


def _held_call(call: Call) -> Call:
    rows = Call.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update(no_key=True, of=("self",))
    return rows.select_related("wall").get(pk=call.pk)


def _tell(by: Person, area: FocusArea, kind: Notice.Kind, led_to: str) -> None:
    """Those who supported it."""
    supported = Support.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(focus_area=area).values("person")
    news = News(kind, area.pk, area.audience, artifact=area, led_to=led_to)
    tell(by=by, news=news, among=Q(pk__in=supported))
