"""Dates as people write them. Which number is the month is settled for a whole series, never line by line."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january ene enero",
            "feb february febrero",
            "mar march marzo",
            "apr april abr abril",
            "may mayo",
            "jun june junio",
            "jul july julio",
            "aug august ago agosto",
            "sep sept september septiembre setiembre",
            "oct october octubre",
            "nov november noviembre",
            "dec december dic diciembre",
        ),
        1,
    )
    for name in names.split()
}
_WEEKDAY = re.compile(
    r"^(mon|tue|wed|thu|fri|sat|sun|lun|mar|mi[eé]|jue|vie|s[aá]b|dom)[a-zéá]*\.?,?\s+(?=\S)", re.IGNORECASE
)
_CLOCK = re.compile(r"[T ][0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z| ?[AaPp]\.?[Mm]\.?)?$")
_ISO = re.compile(r"^([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})$")
_NUMBERS = re.compile(r"^([0-9]{1,2})([-/.])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?$")
_DAY_MONTH = re.compile(
    r"^([0-9]{1,2})(?:st|nd|rd|th|º|\.)?[ -](?:de )?([^\W\d_]+)\.?(?:,? (?:de )?([0-9]{4})|-([0-9]{4}|[0-9]{2}))?$"
)
_MONTH_DAY = re.compile(r"^([^\W\d_]+)\.?[ -]([0-9]{1,2})(?:st|nd|rd|th)?(?:,? ?([0-9]{4}))?$")


@dataclass(frozen=True, slots=True)
class Written:
    """A date as written. `first` and `second` are the two numbers whose order is open; year None was not written."""

    year: int | None
    first: int
    second: int
    order_open: bool
    """Both numbers could be the month; otherwise `first` is the month and `second` the day."""
    swapped: bool = False
    """The day stood first, in numbers, and could stand nowhere else."""
    in_numbers: bool = False

    def day(self, *, month_first: bool, today: date) -> date | None:
        """None if there is no such day. Without a year: the latest such day that is not after `today`."""
        month, day = (self.first, self.second) if month_first or not self.order_open else (self.second, self.first)
        if self.year is not None:
            return _make(self.year, month, day)
        made = (_make(year, month, day) for year in range(today.year, today.year - 9, -1))
        return next((each for each in made if each is not None and each <= today), None)


@lru_cache(maxsize=8192)
def find_day(text: str) -> Written | None:
    """What is written, or None if it is no date at all. Whether such a day exists is asked later."""
    text = _WEEKDAY.sub("", _CLOCK.sub("", text.strip()), count=1)
    if found := _ISO.match(text):
        return Written(int(found[1]), int(found[3]), int(found[4]), order_open=False)
    if found := _NUMBERS.match(text):
        return _in_numbers(found)
    if (found := _DAY_MONTH.match(text)) and (month := _MONTHS.get(found[2].lower())):
        return Written(_year(found[3] or found[4]), month, int(found[1]), order_open=False)
    if (found := _MONTH_DAY.match(text)) and (month := _MONTHS.get(found[1].lower())):
        return Written(_year(found[3]), month, int(found[2]), order_open=False)
    return None


def _in_numbers(found: re.Match[str]) -> Written | None:
    first, second = int(found[1]), int(found[3])
    if found[2] == ".":
        return Written(_year(found[4]), second, first, order_open=False) if found[4] else None
    if found[2] == "-" and not found[4]:
        return None
    if first > 12 >= second:
        return Written(_year(found[4]), second, first, order_open=False, swapped=True, in_numbers=True)
    return Written(_year(found[4]), first, second, order_open=second <= 12 and first != second, in_numbers=True)


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
