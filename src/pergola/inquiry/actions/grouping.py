"""A measure by group: judged whole, told, and remembered. Nothing of what was put in is kept in the clear."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import FigureRelease, Participation
from pergola.commons.models.participation import took_part
from pergola.commons.releasing import release_figures
from pergola.inquiry.intake import must_be_predicted
from pergola.inquiry.making import fresh, stir
from pergola.inquiry.models import Measure
from pergola.inquiry.rules import must_change
from pergola.inquiry.series.parse import EARLIEST
from pergola.kernel.clock import today
from pergola.kernel.errors import Refusal
from pergola.kernel.suppression.cells import EVERYBODY, Counts, Rule
from pergola.people.models import Person

STUDENTS = Rule()
"""Ten, for students."""
ON_THE_CHART = (EVERYBODY,)
"""The measure's own chart shows those who see this how many of everybody, to the last one."""


@transaction.atomic
def put_in_groups(*, by: Person, measure: Measure, on: date, counts: Counts) -> FigureRelease:
    """Tell of this day what can be told. A second table of a day stands in place of the first, and is judged beside it."""
    must_change(by, measure)
    fresh(measure)
    if measure.unit != Measure.Unit.SHARE:  # of means, the sum of a hidden group is what is left
        raise Refusal(_("Only a measure in per cent is put in by group: how many, of how many."))
    if on > today():
        raise Refusal(_("This day is still to come. Write the day on which it was counted."), field="on")
    if on < EARLIEST:
        raise Refusal(_("This day lies before 1990. Check the year."), field="on")
    must_be_predicted(measure, [on])
    told = release_figures(
        by=by,
        wall=measure.wall_id,
        what=FigureRelease.What.GROUPS,
        about=measure.pk,
        moment=on.isoformat(),
        told_to=measure.audience.kind,
        counts=counts,
        rule=STUDENTS,
        known=ON_THE_CHART,
    )
    stir(measure)
    took_part(by, Participation.Verb.OBSERVED, artifact=measure)
    return told
