"""Which month it is in a community: by the clock of its school system."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from pergola.systems.clock import day_at, today_behind


def month_at(moment: datetime, zone: ZoneInfo) -> date:
    """The month of this moment there, by its first day."""
    return day_at(moment, zone).replace(day=1)


def month_behind(wall: int) -> date:
    """The month it is behind this wall now. One query."""
    return today_behind(wall).replace(day=1)


def month_after(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def months_between(first: date, end: date) -> list[date]:
    """From `first` on, and not `end` itself."""
    found = []
    while first < end:
        found.append(first)
        first = month_after(first)
    return found
