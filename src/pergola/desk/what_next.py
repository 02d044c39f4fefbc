"""What should we support next? Focus areas of a school system, what was signalled for each and whom it reaches, with reasons.

Sorted by where a lead’s word moves most. How a focus area gathers momentum will stand beside what was signalled, as another
reason of `Weighed`, once it is counted; nothing here pretends to it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pergola.commons.places import page_of
from pergola.gather.models import Call, FocusArea
from pergola.gather.proposed import JOINED, signalled, still_wanting
from pergola.gather.signals import Signalled, signals_for
from pergola.instruments.release import FEWEST
from pergola.people.models import Asker
from pergola.spaces.models import Membership
from pergola.systems.models import RosterOrg, RosterPerson
from pergola.walls.reasons import Reason

MOST = 100


class Place(IntEnum):
    """Where a focus area stands on the page, and why there."""

    BEGIN = 1
    NEEDS_A_LEAD = 2
    FEWER_THAN_SAID = 3
    NEARLY = 4
    GOES_ON = 5
    FEW = 6


@dataclass(frozen=True)
class Reach:
    """Who is in the community it became: people, and schools where enough people are in it and the roster says."""

    people: int
    schools: int | None

    @property
    def said(self) -> str:
        people = ngettext("%(n)d person is in it", "%(n)d people are in it", self.people) % {"n": self.people}
        if self.schools is None:
            return people
        said = ngettext("%(people)s, from %(n)d school", "%(people)s, from %(n)d schools", self.schools)
        return said % {"people": people, "n": self.schools}


@dataclass(frozen=True)
class Weighed:
    """A focus area, why it stands where it does, and what one does about it."""

    area: FocusArea
    place: Place
    signal: Signalled
    reach: Reach | None

    @property
    def said(self) -> str:
        return signalled(self.signal)

    @property
    def reason(self) -> str:
        match self.place:
            case Place.BEGIN:
                return _("Enough people from enough schools, and somebody offers to lead it. It can begin.")
            case Place.NEEDS_A_LEAD:
                return _("Enough people, and nobody offers to lead it. Ask beneath it who would; or begin it yourself.")
            case Place.FEWER_THAN_SAID:
                return _(
                    "Fewer people are in it than said they would come. Another hour, or a word from you, may help."
                )
            case Place.NEARLY:
                return still_wanting(self.signal, self.area.call)
            case Place.GOES_ON:
                return _("As many people are in it as said they would come, or more.")
        return _("Too few so far for a number. Its words may find more people in another call.")

    @property
    def act(self) -> str:
        return {
            Place.BEGIN: _("Begin the community"),
            Place.NEEDS_A_LEAD: _("Open its page"),
            Place.FEWER_THAN_SAID: _("Open the community"),
            Place.GOES_ON: _("Open the community"),
        }.get(self.place, _("Open its page"))

    @property
    def url(self) -> str:
        if self.place == Place.BEGIN:
            return reverse("gather:launch", args=[self.area.pk])
        return page_of(self.area.grown) if self.area.grown is not None else self.area.get_absolute_url()


@dataclass(frozen=True)
class WhatNext:
    weighed: list[Weighed]
    call: Call | None
    """The call that is open now, the one that ends last."""

    @property
    def first(self) -> Weighed | None:
        """The one that can be moved on now, if one can."""
        movable = [one for one in self.weighed if one.place <= Place.FEWER_THAN_SAID]
        return movable[0] if movable else None


def what_next(person: Asker, wall: int) -> WhatNext:
    """Five queries, however many there are."""
    settled = Q(state=FocusArea.State.OPEN) | Q(state=FocusArea.State.LAUNCHED, grown__closed=None)
    seen = FocusArea.objects.visible_to(person).filter(settled, wall=wall).select_related(*JOINED)
    areas = list(seen.defer("search", "words").order_by("-made", "-pk")[:MOST])
    signals, reach = signals_for(areas), _reach(person, wall, areas)
    weighed = [_weigh(one, signals[one.pk], reach) for one in areas]
    weighed.sort(key=lambda one: (one.place, -(one.signal.people or 0), -(one.signal.schools or 0), one.area.title))
    return WhatNext(weighed, Call.objects.visible_to(person).filter(wall=wall).going_on().order_by("-until").first())


def _weigh(area: FocusArea, signal: Signalled, reach: Mapping[UUID, Reach]) -> Weighed:
    """Under five all stand together, by name: an order among them would tell."""
    there = reach.get(area.grown_id) if area.grown_id is not None else None
    if there is not None:
        fewer = there.people < (signal.people or 0)  # under five nothing is compared, either
        return Weighed(area, Place.FEWER_THAN_SAID if fewer else Place.GOES_ON, signal, there)
    if signal.reaches(area.call):
        return Weighed(area, Place.BEGIN if signal.somebody_leads else Place.NEEDS_A_LEAD, signal, None)
    return Weighed(area, Place.NEARLY if signal.people is not None else Place.FEW, signal, None)


def _reach(person: Asker, wall: int, areas: Sequence[FocusArea]) -> dict[UUID, Reach]:
    """Of the communities these became. Two queries."""
    grown = [one.grown_id for one in areas if one.grown_id is not None]
    inside = Membership.objects.visible_to(person).filter(community__in=grown).order_by()
    people = dict(inside.values_list("community").annotate(Count("pk")))
    schools = RosterOrg.objects.unrestricted(Reason.COUNTING).filter(wall=wall, kind="school").values("sourced_id")
    lines = RosterPerson.objects.unrestricted(Reason.COUNTING).filter(
        wall=wall, gone=None, org__in=schools, person__communities__community__in=grown
    )
    counted = dict(lines.order_by().values_list("person__communities__community").annotate(Count("org", distinct=True)))
    return {
        one: Reach(people.get(one, 0), (counted.get(one) or None) if people.get(one, 0) >= FEWEST else None)
        for one in grown
    }
