"""One day as somebody types it, field by field, read as a pasted row would be."""

from pergola.inquiry.intake import read_as, told
from pergola.inquiry.models import Measure
from pergola.inquiry.series import Holds
from pergola.inquiry.series import Observation as Row
from pergola.kernel.errors import Unreadable


def read_day(measure: Measure, *, day: str, value: str, whole: str = "", spread: str | None = None) -> Row:
    """One value is what it says: 0.5 is half a per cent. `spread` is asked of a group alone. Raises Unreadable beside the field."""
    day, value, whole = day.strip(), value.strip(), whole.strip()
    rate = measure.unit == Measure.Unit.RATE
    gap = not value and not whole
    written = "\t".join((day, value, whole, (spread or "").strip())).rstrip("\t")
    line = (f"{day}\t\t1" if rate else f"{day}\t0") if gap else written
    parsed = read_as(measure, line, Holds.VALUE if spread is None or gap else Holds.MEAN, guess=False)
    if parsed.problems:
        problem = parsed.problems[0]
        field = {1: "day", 2: "value", 3: "whole", 4: "spread"}.get(problem.column)
        raise Unreadable(f"{problem.what} {problem.how}" if field else told(problem), field=field)
    return Row(parsed.observations[0].day, None) if gap else parsed.observations[0]
