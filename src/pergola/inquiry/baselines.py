"""Where a problem stands, read from a measure: the middle of its first points, and when they were taken."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from pergola.inquiry.models import Measure, Observation, Problem
from pergola.inquiry.points import baseline_of as first_points
from pergola.inquiry.points import points_of
from pergola.inquiry.rules import is_own, with_own
from pergola.inquiry.wording import amount, how_many, period
from pergola.people.models import Asker

FEWEST = 5
"""Of fewer points nobody says where they stand."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """In words, and where its rows are."""

    words: str
    at: str


def baseline_of(person: Asker, problem: Problem) -> Baseline | None:
    """None where no measure is named, or this person does not see it. Two queries, or none."""
    if problem.read_from_id is None:
        return None
    measure = with_own(person, Measure.objects.visible_to(person)).filter(pk=problem.read_from_id).first()
    if measure is None:
        return None
    rows = list(Observation.objects.visible_to(person).filter(measure=measure.pk).order_by("on"))
    points = points_of(measure, rows, own=is_own(measure))
    first = first_points(measure, points.values, None)
    told = zip(rows[:first], points.shown[:first], strict=True)
    counted = [(one, point) for one, point in told if point is not None]
    if len(counted) < FEWEST:
        return Baseline(
            _("%(measure)s: too few points yet to say") % {"measure": measure.title}, measure.get_absolute_url()
        )
    wording = points.wording.fitted(point for _one, point in counted)
    names = {
        "measure": measure.title,
        "median": amount(points.median_of(first), wording),
        "many": how_many(len(counted), wording.every),
        "when": period(counted[0][0].on, counted[-1][0].on, wording.every),
    }
    return Baseline(_("%(measure)s: %(median)s in the middle of %(many)s %(when)s") % names, measure.get_absolute_url())
