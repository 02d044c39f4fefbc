"""What a prediction needs before it can be sealed, and what was in already."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from pergola.commons.models import Link
from pergola.inquiry.models import Cycle, EarlierValue, Measure, Observation
from pergola.kernel.errors import Sentence
from pergola.walls.reasons import Reason


def missing_before_lock(cycle: Cycle) -> Iterable[Sentence]:
    """What a prediction needs before it can be sealed, a sentence each."""
    if not cycle.prediction.strip():
        yield _("Write what you expect to see, and by when.")
    if cycle.begins is None:
        yield _("Say on which day the change begins: what is dated from then on is its data.")


def points_since(cycle: Cycle) -> int:
    """Of how many days on or after the first with the change a value was known."""
    return points_of([measure.pk for measure in held_measures(cycle)], cycle.begins)


def units_of(cycle: Cycle) -> list[str]:
    """In what the measures count that it watches: a predicted value is one of theirs."""
    watching = Link.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(target=cycle, kind=Link.Kind.MEASURES)
    measures = Measure.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk__in=watching.values("source"))
    return list(measures.order_by().values_list("unit", flat=True).distinct())


def held_measures(cycle: Cycle) -> list[Measure]:
    """The measures it watches, held until the act is over: who puts numbers in at this moment is counted or waits."""
    watching = Link.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(target=cycle, kind=Link.Kind.MEASURES)
    measures = Measure.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk__in=watching.values("source"))
    return list(measures.select_for_update().order_by("pk"))


def points_of(measures: Collection[UUID], begins: date | None) -> int:
    """Of how many days, on or after this one, a value of these measures stands or stood.

    What was taken out again was known all the same, and can be brought back: it counts as what stands does.
    """
    if begins is None:
        return 0
    since = {"measure__in": measures, "on__gte": begins, "value__isnull": False}
    stands = Observation.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(**since).order_by()
    stood = EarlierValue.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(**since).order_by()
    return stands.values_list("measure", "on").union(stood.values_list("measure", "on")).count()
