"""Grades as numbers in their order, and as words. Pure.

Prekindergarten is −1, kindergarten 0, then 1 to 13. Ungraded and adult education have no place in that order:
they carry numbers far above it, and a span of them is one word.
"""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PREKINDERGARTEN: Final = -1
KINDERGARTEN: Final = 0
UNGRADED: Final = 90
ADULT: Final = 91

_SPELLINGS: Final = {
    "pk": PREKINDERGARTEN,
    "pre-k": PREKINDERGARTEN,
    "prek": PREKINDERGARTEN,
    "prekindergarten": PREKINDERGARTEN,
    "pre-kindergarten": PREKINDERGARTEN,
    "k": KINDERGARTEN,
    "kg": KINDERGARTEN,
    "kindergarten": KINDERGARTEN,
    "ug": UNGRADED,
    "ungraded": UNGRADED,
    "ae": ADULT,
    "adult education": ADULT,
} | {spelling: n for n in range(1, 14) for spelling in (str(n), f"{n:02}")}

_WORDS: Final = {
    PREKINDERGARTEN: gettext_lazy("prekindergarten"),
    KINDERGARTEN: gettext_lazy("kindergarten"),
    UNGRADED: gettext_lazy("ungraded"),
    ADULT: gettext_lazy("adult education"),
}


def read_grade(text: str) -> int:
    """The number of a grade as any of the published files spells it; ValueError for a spelling none of them uses."""
    try:
        return _SPELLINGS[text.strip().casefold()]
    except KeyError:
        raise ValueError(text) from None


def grade_word(grade: int) -> str:
    """“kindergarten”, “grade 3”, “ungraded”."""
    return str(_WORDS[grade]) if grade in _WORDS else _("grade %(number)d") % {"number": grade}


def grade_span(low: int | None, high: int | None) -> str:
    """“kindergarten to grade 5”, “grade 9”, or that none are published."""
    if low is None or high is None:
        return _("grades not published")
    if low == high:
        return grade_word(low)
    if low > 0 and high < UNGRADED:
        return _("grades %(low)d to %(high)d") % {"low": low, "high": high}
    return _("%(low)s to %(high)s") % {"low": grade_word(low), "high": grade_word(high)}
