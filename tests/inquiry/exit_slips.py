"""The series of the mocked cycle page: 24 lessons, how many slips explained their evidence, of how many. Invented."""

from datetime import date
from fractions import Fraction

COUNTED = (
    ("2026-08-25", 38, 118),
    ("2026-08-27", 44, 121),
    ("2026-09-01", 34, 117),
    ("2026-09-03", 41, 120),
    ("2026-09-08", 44, 116),
    ("2026-09-10", 37, 119),
    ("2026-09-15", 43, 122),
    ("2026-09-17", 39, 118),
    ("2026-09-22", 43, 120),
    ("2026-09-24", 40, 117),
    ("2026-09-29", 40, 121),
    ("2026-10-01", 46, 119),
    ("2026-10-06", 52, 118),
    ("2026-10-08", 56, 120),
    ("2026-10-13", 53, 115),
    ("2026-10-15", 61, 117),
    ("2026-10-20", 60, 119),
    ("2026-10-22", 65, 121),
    ("2026-10-27", 60, 116),
    ("2026-10-29", 63, 118),
    ("2026-11-03", 66, 120),
    ("2026-11-05", 63, 117),
    ("2026-11-10", 67, 119),
    ("2026-11-12", 63, 118),
)
DAYS = [date.fromisoformat(day) for day, _part, _whole in COUNTED]
SHARES = [Fraction(100 * part, whole) for _day, part, whole in COUNTED]
TALK_BEGINS = date(2026, 9, 29)
