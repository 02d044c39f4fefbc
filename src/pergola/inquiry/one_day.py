"""One day as somebody types it, field by field, read as a pasted row would be."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from pergola.inquiry.intake import read_as, told
from pergola.inquiry.models import Measure
from pergola.inquiry.series import Holds
from pergola.inquiry.series import Observation as Row
from pergola.inquiry.series.values import is_gap
from pergola.kernel.errors import Unreadable

SEVERAL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""What parts one cell or line from the next, pasted into one box."""


def read_day(measure: Measure, *, day: str, value: str, whole: str = "", spread: str | None = None) -> Row:
    """One value is what it says: 0.5 is half a per cent. `spread` is asked of a group alone. Raises Unreadable beside the field."""
    day, value, whole = day.strip(), value.strip(), whole.strip()
    _must_be_one_each({"day": day, "value": value, "whole": whole, "spread": (spread or "").strip()})
    rate = measure.unit == Measure.Unit.RATE
    gap = not value and not whole
    written = "\t".join((day, value, whole, (spread or "").strip())).rstrip("\t")
    line = (f"{day}\t\t1" if rate else f"{day}\t0") if gap else written
    parsed = read_as(measure, line, Holds.VALUE if spread is None or gap else Holds.MEAN, guess=False)
    if parsed.problems:
        problem = parsed.problems[0]
        field = {1: "day", 2: "value", 3: "whole", 4: "spread"}.get(problem.column)
        in_rows = f"{problem.what} {problem.how}" if field else told(problem)
        raise Unreadable(problem.alone or in_rows, field=field)
    return Row(parsed.observations[0].day, None) if gap else parsed.observations[0]


def _must_be_one_each(boxes: Mapping[str, str]) -> None:
    """One thing in each box, and none that would be dropped because the value beside it is missing."""
    for field, written in boxes.items():
        if SEVERAL.search(written):
            raise Unreadable(_("There is more than one thing in this box. Write one."), field=field)
    if is_gap(boxes["value"]) and not (is_gap(boxes["whole"]) and is_gap(boxes["spread"])):
        raise Unreadable(
            _("Write this number too. For a day without one, leave the other boxes empty as well."), field="value"
        )
