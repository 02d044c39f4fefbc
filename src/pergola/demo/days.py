"""When the sample's story happened: written once around a Friday in November, told around the day it is loaded.

Every day moves by the same number of whole weeks, so that a Tuesday stays a Tuesday and nine days stay nine days; one
that lands where no school is moves to the school day before it.
"""

import re
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format

WRITTEN_ON = date(2026, 11, 20)
"""The Friday around which the sample was written."""
DAY = timedelta(days=1)
MARK = re.compile(r"\{(\d{4}-\d\d-\d\d)(?: (\w+))?\}")
FORMATS = {"": "j F", "weekday": "l j F", "month": "F", "year": "F Y", "long": "j F Y"}


def is_school_day(day: date) -> bool:
    """Is there school? Weekends, Thanksgiving, the winter break and the days the whole country is off are not."""
    if day.weekday() > 4 or (day.month, day.day) in {(6, 19), (7, 4), (11, 11)}:
        return False
    if (day.month == 12 and day.day > 23) or (day.month == 1 and day.day < 3):
        return False
    week = (day.day - 1) // 7 + 1
    mondays = {(1, 3), (2, 3), (9, 1)}  # Martin Luther King, Presidents, Labor
    if day.weekday() == 0 and ((day.month, week) in mondays or (day.month == 5 and day.day > 24)):
        return False
    return not (
        day.month == 11 and ((day.weekday() == 3 and week == 4) or (day.weekday() == 4 and 23 <= day.day <= 29))
    )


def school_day(day: date) -> date:
    """This day, or the last before it on which there was school."""
    while not is_school_day(day):
        day -= DAY
    return day


class Days:
    """The days of one telling."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.shift = timedelta(weeks=(today - WRITTEN_ON).days // 7)

    def day(self, written: date) -> date:
        """What is over was on a school day before; what is to come will be on one after."""
        day = written + self.shift
        if day <= self.today:
            return school_day(day)
        while not is_school_day(day):
            day += DAY
        return day

    def calendar_day(self, written: date) -> date:
        """For ends and beginnings of terms and grants, which may fall on any day."""
        return written + self.shift

    def ago(self, days: int) -> date:
        """So many days before the loading, or the school day before that."""
        return school_day(self.today - days * DAY)

    def soon(self, weekday: int) -> date:
        """The next such weekday (0 is Monday) after today on which there is school."""
        day = self.today + DAY
        while day.weekday() != weekday or not is_school_day(day):
            day += DAY
        return day

    def moment(self, written: object, default: time = time(16, 5)) -> datetime:
        """`written`: a day, a day with its time, `ago 9`, or `next 1 15:45` (the next Tuesday)."""
        if isinstance(written, datetime):
            return self.at(self.day(written.date()), written.time())
        if isinstance(written, date):
            return self.at(self.day(written), default)
        word, number, *clock = str(written).split()
        day = self.ago(int(number)) if word == "ago" else self.soon(int(number))
        return self.at(day, time.fromisoformat(clock[0]) if clock else default)

    def at(self, day: date, clock: time) -> datetime:
        return timezone.make_aware(datetime.combine(day, clock))

    def lessons(self, weekdays: list[int], many: int, until: date) -> list[date]:
        """`many` different school days on these weekdays, the last of them `until`, in order of date."""
        written: list[date] = []
        day = until
        while len(written) < many:
            if day.weekday() in weekdays:
                written.append(day + self.shift)
            day -= DAY
        found: list[date] = []
        for day in written:
            found.append(school_day(min(day, found[-1] - DAY) if found else day))
        return found[::-1]

    def words(self, text: str) -> str:
        """Days named in a text as {2026-09-24} or {2026-09-24 weekday}, as they fall now."""
        return MARK.sub(lambda m: date_format(self.day(date.fromisoformat(m[1])), FORMATS[m[2] or ""]), text)
