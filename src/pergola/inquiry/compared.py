"""Several tests of one idea side by side: each drawn by itself, all on one scale. Variation is shown, never averaged."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pergola.commons.models import Link
from pergola.inquiry.models import ChangeIdea, Cycle, Measure, Observation
from pergola.inquiry.models.measure import ROLES
from pergola.inquiry.picture import cover_bay
from pergola.inquiry.points import points_of
from pergola.inquiry.prediction import Beside, Prediction, hold_beside
from pergola.inquiry.reading import before_and_after
from pergola.inquiry.rules import is_own, with_own
from pergola.inquiry.runchart import RunChart, place_of
from pergola.inquiry.standing import Line, line_of
from pergola.inquiry.wording import Wording, amount
from pergola.kernel.charts import CoverBay, cover
from pergola.kernel.errors import Sentence
from pergola.people.models import Asker

Told = Callable[[Cycle], str]
BY: Final[dict[str, tuple[Sentence, Told]]] = {
    "team": (gettext_lazy("team"), lambda one: str(one.team or one.community or "")),
    "school": (gettext_lazy("school"), lambda one: one.school),
    "context": (gettext_lazy("kind of place"), lambda one: one.context),
    "dose": (gettext_lazy("how much of it"), lambda one: one.dose),
    "reach": (gettext_lazy("how far it reaches"), lambda one: str(Cycle.Width(one.width).label) if one.width else ""),
}
"""By what tests are put together."""


@dataclass(frozen=True, slots=True)
class Tested:
    """One cycle: its points small, and in words what was seen and what was predicted."""

    line: Line
    measure: Measure | None
    figures: str
    before: str
    after: str
    beside: Beside | None
    bay: CoverBay | None
    svg: str = ""

    @property
    def against(self) -> bool:
        return self.beside is not None and self.beside.tone == "straw"


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    tests: list[Tested]


def family_of(person: Asker, idea: ChangeIdea) -> list[UUID]:
    """The idea, what it was taken up from, and what was taken up from either: as far as this person sees both ends."""
    ties = Link.objects.visible_to(person).filter(
        kind=Link.Kind.ADAPTS, source__kind=ChangeIdea.KIND, target__kind=ChangeIdea.KIND
    )
    roots = [idea.pk, *ties.filter(source=idea.pk).values_list("target", flat=True)]
    return [*dict.fromkeys([*roots, *ties.filter(target__in=roots).values_list("source", flat=True)])]


def cycles_of(person: Asker, ideas: Iterable[UUID]) -> list[Cycle]:
    """All that test one of these, as far as this person sees them."""
    tests = Link.objects.filter(target__in=list(ideas), kind=Link.Kind.TESTS).values("source")
    seen = Cycle.objects.visible_to(person).filter(pk__in=tests).select_related("team", "community")
    return list(seen.order_by("made", "pk"))


def tests_of(person: Asker, cycles: Sequence[Cycle]) -> list[Tested]:
    """A test a cycle. Three queries, however many cycles."""
    watched = _measures(person, cycles)
    rows: dict[UUID, list[Observation]] = defaultdict(list)
    for row in Observation.objects.visible_to(person).filter(measure__in={one.pk for one in watched.values()}):
        rows[row.measure_id].append(row)
    tests = [_tested(one, watched.get(one.pk), rows) for one in cycles]
    return _drawn(tests)


def grouped(tests: Sequence[Tested], by: str) -> list[Group]:
    """By what a cycle says of itself; those that say nothing come last."""
    told = BY[by][1]
    groups: dict[str, list[Tested]] = defaultdict(list)
    for test in tests:
        groups[told(test.line.cycle).strip()].append(test)
    return [Group(name or _("not said"), groups[name]) for name in sorted(groups, key=lambda one: (not one, one))]


def in_a_sentence(tests: Sequence[Tested]) -> str:
    """How many of whom, and how they lie beside what was predicted: said one by one, never as a mean."""
    homes = len({test.line.of for test in tests})
    cycles = ngettext("One cycle", "%(n)d cycles", len(tests)) % {"n": len(tests)}
    teams = ngettext("of one team or community", "of %(n)d teams and communities", homes) % {"n": homes}
    came = Counter(test.beside.tone for test in tests if test.beside is not None)
    parts = []
    if came["leaf"]:
        parts.append(ngettext("as predicted in one", "as predicted in %(n)d", came["leaf"]) % {"n": came["leaf"]})
    if came["straw"]:
        parts.append(ngettext("not in one", "not in %(n)d", came["straw"]) % {"n": came["straw"]})
    if came["slate"]:
        parts.append(ngettext("too early in one", "too early in %(n)d", came["slate"]) % {"n": came["slate"]})
    return f"{cycles} {teams}: {', '.join(parts)}." if parts else f"{cycles} {teams}."


def _measures(person: Asker, cycles: Sequence[Cycle]) -> dict[UUID, Measure]:
    """Of each cycle the measure that is shown first."""
    ties = Link.objects.filter(target__in=[one.pk for one in cycles], kind=Link.Kind.MEASURES)
    pairs = list(ties.values_list("target", "source"))
    found = with_own(person, Measure.objects.visible_to(person)).filter(pk__in=[measure for _cycle, measure in pairs])
    seen = {one.pk: one for one in found}
    first: dict[UUID, Measure] = {}
    for cycle, measure in pairs:
        one, held = seen.get(measure), first.get(cycle)
        if one is not None and (held is None or _rank(one) < _rank(held)):
            first[cycle] = one
    return first


def _rank(measure: Measure) -> tuple[int, str]:
    return ROLES.index(measure.role), str(measure.pk)


def _tested(cycle: Cycle, measure: Measure | None, rows: dict[UUID, list[Observation]]) -> Tested:
    line = line_of(cycle)
    observed = sorted(rows.get(measure.pk, []), key=lambda one: one.on) if measure else []
    if measure is None or not observed:
        return Tested(line, measure, _("nothing counted that you can see"), "", "", None, None)
    days = [one.on for one in observed]
    points = points_of(measure, observed, own=is_own(measure))
    chart = points.chart(place_of(days, cycle.begins) if cycle.begins else None)
    if points.why_nothing:
        return Tested(line, measure, points.why_nothing, "", "", None, None)
    wording = points.wording
    beside = None
    if cycle.locked and cycle.predicted is not None:
        prediction = Prediction(cycle.predicted, at_least=bool(measure.more_is_better))
        beside = hold_beside(prediction, chart, days, wording)
    before, after = _before_and_after(chart, wording)
    tone = None if beside is None or beside.tone == "slate" else beside.tone == "leaf"
    figures = _("%(before)s before, %(after)s after") % {"before": before, "after": after} if after else before
    return Tested(line, measure, figures, before, after, beside, cover_bay(chart, supports=tone))


def _before_and_after(chart: RunChart, wording: Wording) -> tuple[str, str]:
    fitted = wording.fitted(chart.points)
    both = before_and_after(chart)
    if both is not None:
        return amount(both[0], fitted), amount(both[1], fitted)
    return (_("median %(value)s") % {"value": amount(chart.median, fitted)} if chart.median is not None else "", "")


def _drawn(tests: Sequence[Tested]) -> list[Tested]:
    """One scale for all that count in the same: shares together, else what is called the same."""
    kinds: dict[str, list[int]] = defaultdict(list)
    for place, test in enumerate(tests):
        if test.measure is not None and test.bay is not None:
            unit = test.measure.unit
            kinds[unit if unit == Measure.Unit.SHARE else f"{unit} {test.measure.title.casefold()}"].append(place)
    drawn = list(tests)
    for places in kinds.values():
        pictures = cover([bay for place in places if (bay := tests[place].bay) is not None])
        for place, svg in zip(places, pictures, strict=True):
            drawn[place] = replace(drawn[place], svg=svg)
    return drawn
