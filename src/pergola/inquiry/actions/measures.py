"""What is counted, and which cycles it is held beside."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Link, Participation
from pergola.commons.models.participation import took_part
from pergola.inquiry.homes import Home, home_of
from pergola.inquiry.making import fresh, link, make, rewrite
from pergola.inquiry.models import Aim, Cycle, Measure
from pergola.inquiry.models.definition import WORDS
from pergola.inquiry.possible import must_be_possible
from pergola.inquiry.rules import must_change, must_see, must_work_in, per_of
from pergola.inquiry.runchart import LEAST_BASELINE
from pergola.inquiry.sealing import points_of
from pergola.kernel.errors import Locked, Refusal
from pergola.people.models import Person
from pergola.walls.reasons import Reason


@transaction.atomic
def define_measure(
    *,
    by: Person,
    aim: Aim,
    title: str,
    role: str = Measure.Role.OUTCOME,
    unit: str = Measure.Unit.SHARE,
    counts: str = "",
    out_of: str = "",
    per: int | None = None,
    window: str = "",
    population: str = "",
    every: str = "",
    more_is_better: bool = True,
    baseline_points: int | None = None,
    limit: Decimal | None = None,
    body: str = "",
    home: Home | None = None,
) -> Measure:
    """Say what is counted, out of what, how often. It measures the aim."""
    must_see(by, aim)
    chosen = home or home_of(aim)
    assert chosen is not None, "aims are always somebody's"
    must_work_in(by, chosen)
    _must_carry(baseline_points)
    must_be_possible(limit, [unit], field="limit")
    measure = make(
        Measure,
        by=by,
        home=chosen,
        title=title,
        body=body,
        role=role,
        unit=unit,
        counts=counts.strip(),
        out_of=out_of.strip(),
        per=per_of(unit, per),
        window=window.strip(),
        population=population.strip(),
        every=every.strip(),
        more_is_better=more_is_better,
        baseline_points=baseline_points,
        limit=limit,
    )
    link(by=by, source=measure, kind=Link.Kind.MEASURES, target=aim)
    return measure


@transaction.atomic
def edit_measure(*, by: Person, measure: Measure, revision: int, **words: Any) -> Measure:
    """Change the measure's words. Its unit stays once there are observations: they were read in it."""
    must_change(by, measure)
    current = fresh(measure)  # whoever puts numbers in at this moment does so before or after
    if words.get("baseline_points", current.baseline_points) != current.baseline_points:
        _must_carry(words["baseline_points"])
    _must_be_own(current, words)
    unit = words.get("unit", current.unit)
    must_be_possible(words.get("limit"), [unit], field="limit")
    if "per" in words or "unit" in words:
        words["per"] = per_of(unit, words.get("per", current.per))
    if words.get("per", current.per) != current.per and current.observations.exists():
        raise Refusal(_("There are observations already, told for every %(per)s.") % {"per": current.per}, field="per")
    if words.get("unit", current.unit) != current.unit and current.observations.exists():
        raise Refusal(
            _("There are observations in this unit already. Define another measure for another unit."), field="unit"
        )
    return rewrite(measure, by=by, revision=revision, words=words)


@transaction.atomic
def watch(*, by: Person, cycle: Cycle, measure: Measure) -> Link:
    """Hold this measure beside the cycle: the change is pinned on its chart.

    Raises Locked where the prediction is locked and the measure holds points of the change: what was known when it was
    locked is counted at that moment, and a number that nobody counted then would make the page say what is not so.
    """
    must_change(by, cycle)
    must_change(by, measure)
    held, counted = fresh(cycle), fresh(measure)
    watched = Link.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(
        source=counted, target=held, kind=Link.Kind.MEASURES
    )
    if held.locked is not None and not watched.exists() and points_of([counted.pk], held.begins):
        raise Locked(
            _(
                "This measure holds numbers of the change already, and the prediction was locked without them. "
                "Watch it in the next cycle, from before its first day."
            )
        )
    tie = link(by=by, source=counted, kind=Link.Kind.MEASURES, target=cycle)
    took_part(by, Participation.Verb.LINKED, artifact=cycle)
    return tie


def _must_be_own(measure: Measure, words: dict[str, Any]) -> None:
    """What a shared definition says is not a team's to change: else numbers would no longer mean the same."""
    shared = [name for name in (*WORDS, "unit", "per") if name in words and words[name] != getattr(measure, name)]
    if shared and measure.counted_by.exists():
        raise Refusal(
            _("This is said by the definition you share with other teams. Ask the hub for its next version."),
            field=shared[0],
        )


def _must_carry(points: int | None) -> None:
    """A median carried forward from fewer points moves too much: chance alone would then show a shift in every third chart."""
    if points is not None and points < LEAST_BASELINE:
        raise Refusal(
            _(
                "A median carried forward needs ten points or more: with fewer, chance alone would often look like a change. "
                "Leave it empty, and the chart sets it on what there is."
            ),
            field="baseline_points",
        )
