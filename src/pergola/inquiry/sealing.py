"""What a prediction needs before it can be sealed, and what was in already."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from pergola.commons.models import Link
from pergola.inquiry.models import Cycle, Observation
from pergola.kernel.errors import Sentence
from pergola.walls.reasons import Reason


def missing_before_lock(cycle: Cycle) -> Iterable[Sentence]:
    """What a prediction needs before it can be sealed, a sentence each."""
    if not cycle.prediction.strip():
        yield _("Write what you expect to see, and by when.")
    if cycle.begins is None:
        yield _("Say on which day the change begins: what is dated from then on is its data.")


def points_since(cycle: Cycle) -> int:
    """How many observations with a value lie on or after the first day with the change."""
    if cycle.begins is None:
        return 0
    watching = Link.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(target=cycle, kind=Link.Kind.MEASURES)
    return (
        Observation.objects.unrestricted(Reason.CHAIN_OF_ACT)
        .filter(measure__in=watching.values("source"), on__gte=cycle.begins, value__isnull=False)
        .count()
    )
