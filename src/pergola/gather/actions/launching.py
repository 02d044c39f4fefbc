"""A focus area becomes a community, in one step."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from pergola.commons.places import page_of
from pergola.gather.actions.joining import keep_community, open_community
from pergola.gather.calls import held_area, must_be_open, must_have_offered, settle
from pergola.gather.models import FocusArea, Support
from pergola.gather.rules import must_lead_call
from pergola.gather.signals import signals_for
from pergola.kernel.errors import Refusal
from pergola.meetings.actions import When, plan_gathering
from pergola.people.models import Person
from pergola.spaces.models import Community, Membership
from pergola.talk.actions import News, start_conversation, tell
from pergola.talk.models import Notice
from pergola.walls.reasons import Reason


@dataclass(frozen=True)
class Launch:
    """What a community begins with, beside the people who said they would come."""

    name: str
    charter: str
    question: str
    when: When
    place: str = ""
    link: str = ""
    leader: Person | None = None


@transaction.atomic
def launch_focus_area(*, by: Person, area: FocusArea, launch: Launch, sample: bool = False) -> Community:
    """Open the community people signalled for: its leader keeps it going, its first date is set, its first question asked,
    and everybody who said they would come is told and comes in with a tap. All of it, or nothing.

    It is open to join: a call asks everybody, so what grows from it shuts nobody out. Its people may arrange it otherwise.
    """
    must_lead_call(by, area.wall)
    held = held_area(area)
    must_be_open(held)
    if not signals_for([held])[held.pk].reaches(held.call):
        raise Refusal(_("Not enough people have signalled support yet. Its page says how many it takes."))
    must_have_offered(held, launch.leader)
    made = open_community(by=by, wall=held.call.wall, name=launch.name, charter=launch.charter, sample=sample)
    if launch.leader is not None and launch.leader.pk != by.pk:
        keep_community(by=by, community=made, person=launch.leader, role=Membership.Role.FACILITATOR)
    plan_gathering(by=by, space=made, when=launch.when, title=_("Our first date"), place=launch.place, link=launch.link)
    start_conversation(by=by, space=made, title=launch.question)
    settle(held, by, FocusArea.State.LAUNCHED, grown=made)
    supporters = Support.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(focus_area=held).values("person")
    news = News(Notice.Kind.LAUNCHED, held.pk, held.audience, artifact=held, community=made, led_to=page_of(made))
    tell(by=by, news=news, among=Q(pk__in=supporters))
    return made
