"""Reading focus areas: what was proposed in a call, what was signalled for each, and what it still takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pergola.commons.places import page_of
from pergola.gather.models import Call, FocusArea, Support
from pergola.gather.models.call import FocusAreaQuerySet
from pergola.gather.signals import Signalled, own_support, signals_for
from pergola.people.models import Asker

JOINED = ("call", "made_by", "grown", "merged_into", "settled_by", "wall")


@dataclass(frozen=True)
class Proposed:
    """A focus area, what was signalled for it, and what the reader said."""

    area: FocusArea
    signal: Signalled
    mine: Support | None

    @property
    def anchor(self) -> str:
        """Where it stands on the page of its call."""
        return f"area-{self.area.pk}"

    @property
    def home(self) -> str:
        """The community it became, if it did."""
        return page_of(self.area.grown) if self.area.grown is not None else ""

    @property
    def takes_signals(self) -> bool:
        return self.area.is_open and self.area.call.is_open

    @property
    def is_enough(self) -> bool:
        return self.area.is_open and self.signal.reaches(self.area.call)

    @property
    def said(self) -> str:
        return signalled(self.signal)

    @property
    def wanting(self) -> str:
        return still_wanting(self.signal, self.area.call) if self.area.is_open else ""


def signalled(signal: Signalled) -> str:
    """“Twelve people from four schools would come”; under five, that and no more."""
    if signal.people is None:
        return _("Fewer than five people have said so far that they would come")
    people = ngettext("%(n)d person would come", "%(n)d people would come", signal.people) % {"n": signal.people}
    if signal.schools is None:
        return people
    return ngettext("%(people)s, from %(n)d school", "%(people)s, from %(n)d schools", signal.schools) % {
        "people": people,
        "n": signal.schools,
    }


def still_wanting(signal: Signalled, call: Call) -> str:
    """What it takes before it can become a community, or that it is enough."""
    wants = signal.wanting(call)
    if wants is None:
        return takes(call)
    people, schools = wants
    if people and schools:
        more = ngettext("%(n)d more person", "%(n)d more people", people) % {"n": people}
        return ngettext(
            "Wanting: %(people)s, and %(n)d more school", "Wanting: %(people)s, and %(n)d more schools", schools
        ) % {"people": more, "n": schools}
    if people:
        return ngettext("Wanting: %(n)d more person", "Wanting: %(n)d more people", people) % {"n": people}
    if schools:
        return ngettext(
            "Wanting: people from %(n)d more school", "Wanting: people from %(n)d more schools", schools
        ) % {"n": schools}
    return _("Enough to begin a community")


def takes(call: Call) -> str:
    """“It takes eight people from two schools.”"""
    if call.schools <= 1:
        return _("It takes %(people)d people") % {"people": call.people}
    return _("It takes %(people)d people from %(schools)d schools") % {"people": call.people, "schools": call.schools}


def areas_of(person: Asker, call: Call) -> FocusAreaQuerySet:
    """In the order they were proposed: an order by support would tell of those under five."""
    seen = FocusArea.objects.visible_to(person).filter(call=call).select_related(*JOINED)
    return seen.defer("search", "words").order_by("made", "pk")


def before(person: Asker, area: FocusArea) -> int:
    """How many of its call were proposed before it. One query."""
    earlier = Q(made__lt=area.made) | Q(made=area.made, pk__lt=area.pk)
    return FocusArea.objects.visible_to(person).filter(earlier, call=area.call_id).count()


def with_signals(person: Asker, areas: Sequence[FocusArea]) -> list[Proposed]:
    """Two queries."""
    signals, own = signals_for(areas), own_support(person, areas)
    return [Proposed(one, signals[one.pk], own.get(one.pk)) for one in areas]
