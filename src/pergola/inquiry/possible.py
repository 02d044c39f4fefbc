"""What can be so at all: values of a unit, and days that a plan names. A slip of the finger is said before it is kept."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from pergola.inquiry.models import Measure
from pergola.kernel.clock import today
from pergola.kernel.errors import Refusal

Unit = Measure.Unit
YEARS: Final = 20
"""A plan reaches no further, in either direction: another year is a slip."""


def must_be_near(**days: date | None) -> None:
    """Raises Refusal, beside its field, for a day that no plan means."""
    for field, day in days.items():
        if day is not None and abs(day.year - today().year) > YEARS:
            raise Refusal(_("This day lies more than twenty years away. Check the year."), field=field)


def must_be_possible(value: Decimal | None, units: Iterable[str], *, field: str) -> None:
    """Raises Refusal for a value that none of these units can have. Where there is no unit, any will do."""
    units = list(units)
    if value is None or not units or any(_can_be(value, unit) for unit in units):
        return
    if Unit.SHARE in units:
        raise Refusal(_("Per cent lie between 0 and 100. Write 50 for half."), field=field)
    raise Refusal(_("This is counted from 0 up. Write a number that is not below 0."), field=field)


def _can_be(value: Decimal, unit: str) -> bool:
    """A score may lie below nothing; a share lies between 0 and 100, everything else from 0 up."""
    if unit == Unit.SCORE:
        return True
    return value >= 0 and (unit != Unit.SHARE or value <= 100)
