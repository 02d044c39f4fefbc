"""What is counted, and which cycles it is held beside."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Link, Participation
from pergola.commons.models.participation import took_part
from pergola.inquiry.homes import Home, home_of
from pergola.inquiry.making import link, make, rewrite
from pergola.inquiry.models import Aim, Cycle, Measure
from pergola.inquiry.rules import must_change, must_see, must_work_in
from pergola.kernel.errors import Refusal
from pergola.people.models import Person


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
    if baseline_points is not None and baseline_points < 1:
        raise Refusal(
            _("A median needs at least one point. Leave it empty if you are not sure."), field="baseline_points"
        )
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
    if words.get("unit", measure.unit) != measure.unit and measure.observations.exists():
        raise Refusal(
            _("There are observations in this unit already. Define another measure for another unit."), field="unit"
        )
    return rewrite(measure, by=by, revision=revision, words=words)


@transaction.atomic
def watch(*, by: Person, cycle: Cycle, measure: Measure) -> Link:
    """Hold this measure beside the cycle: the change is pinned on its chart."""
    must_change(by, cycle)
    must_change(by, measure)
    tie = link(by=by, source=measure, kind=Link.Kind.MEASURES, target=cycle)
    took_part(by, Participation.Verb.LINKED, artifact=cycle)
    return tie
