"""What one cell of a published file can mean. Pure.

A reader gets the text of a cell, trimmed and not one of its format's marks of absence. It gives the value, None
where the number itself is a code for “not there”, or raises Unfit with what such a cell must hold.
"""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext as _

from pergola.systems.grades import read_grade

type Value = str | int | float | bool | Decimal | None
type Reader = Callable[[str], Value]


class Unfit(ValueError):  # noqa: N818 - a cell that does not fit is no fault of the program
    """This cell cannot be read; the sentence says what it must hold."""


STATES: Final = {
    "01": "AL", "02": "AK", "04": "AZ", "05": "AR", "06": "CA", "08": "CO", "09": "CT", "10": "DE", "11": "DC",
    "12": "FL", "13": "GA", "15": "HI", "16": "ID", "17": "IL", "18": "IN", "19": "IA", "20": "KS", "21": "KY",
    "22": "LA", "23": "ME", "24": "MD", "25": "MA", "26": "MI", "27": "MN", "28": "MS", "29": "MO", "30": "MT",
    "31": "NE", "32": "NV", "33": "NH", "34": "NJ", "35": "NM", "36": "NY", "37": "NC", "38": "ND", "39": "OH",
    "40": "OK", "41": "OR", "42": "PA", "44": "RI", "45": "SC", "46": "SD", "47": "TN", "48": "TX", "49": "UT",
    "50": "VT", "51": "VA", "53": "WA", "54": "WV", "55": "WI", "56": "WY", "60": "AS", "66": "GU", "69": "MP",
    "72": "PR", "78": "VI",
}  # fmt: skip
"""The first two digits of an NCES id → the state or territory that runs the agency. Two numbers name none: 59 is the
Bureau of Indian Education, 63 the Department of Defense."""

_POSTAL: Final = frozenset(STATES.values())
_ABSENT: Final = frozenset({-1, -2, -9, -999})
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_PLAIN: Final = re.compile(r"[+-]?\d{1,12}(\.\d{0,20})?")
MOST_STUDENTS: Final = 5_000_000
MOST_TEACHERS: Final = 500_000


def _id(text: str, digits: int) -> str:
    if len(text) == digits and text.isascii() and text.isdigit():
        return text
    if text.isascii() and text.isdigit() and len(text) == digits - 1:
        raise Unfit(
            _(
                "an NCES id of this kind has %(digits)d digits, here are %(found)d: a spreadsheet may have eaten the first zero"
            )
            % {"digits": digits, "found": len(text)}
        )
    raise Unfit(_("an NCES id of this kind has %(digits)d digits and nothing else") % {"digits": digits})


def district_id(text: str) -> str:
    return _id(text, 7)


def school_id(text: str) -> str:
    return _id(text, 12)


def state_of(nces_id: str) -> str | None:
    """The state that runs the agency of this id, or None for the two federal ones and unknown numbers."""
    return STATES.get(nces_id[:2])


def _text(text: str, most: int) -> str:
    plain = " ".join(text.split())
    if _CONTROL.search(plain):
        raise Unfit(_("holds control characters, which no name has"))
    if len(plain) > most:
        raise Unfit(_("has %(found)d characters; at most %(most)d are read") % {"found": len(plain), "most": most})
    return plain


def name(text: str) -> str:
    return _text(text, 200)


@lru_cache(maxsize=4096)
def place(text: str) -> str:
    return _text(text, 80)


@lru_cache(maxsize=256)
def short(text: str) -> str:
    return _text(text, 40)


@lru_cache(maxsize=256)
def state(text: str) -> str:
    if text.upper() in _POSTAL:
        return text.upper()
    raise Unfit(_("is not the two-letter code of a state or territory"))


@lru_cache(maxsize=256)
def grade(text: str) -> int:
    try:
        return read_grade(text)
    except ValueError:
        raise Unfit(_("is not a grade: PK, KG, 1 to 13, UG or AE")) from None


def _number(text: str) -> Decimal:
    if not (text.isascii() and _PLAIN.fullmatch(text)):
        raise Unfit(_("is not a number"))
    try:
        return Decimal(text)
    except InvalidOperation:  # pragma: no cover - the pattern lets nothing else through
        raise Unfit(_("is not a number")) from None


@lru_cache(maxsize=4096)
def students(text: str) -> int | None:
    number = _number(text)
    if number in _ABSENT:
        return None
    if number != int(number) or not 0 <= number <= MOST_STUDENTS:
        raise Unfit(_("is not a number of students: whole, from 0 to %(most)d") % {"most": MOST_STUDENTS})
    return int(number)


@lru_cache(maxsize=4096)
def teachers(text: str) -> Decimal | None:
    number = _number(text)
    if number in _ABSENT:
        return None
    if not 0 <= number <= MOST_TEACHERS:
        raise Unfit(_("is not a number of teachers: from 0 to %(most)d") % {"most": MOST_TEACHERS})
    return number.quantize(Decimal("0.01"))


def _degrees(text: str, most: int) -> float | None:
    number = _number(text)
    if number == -999:  # the published code for “not there”
        return None
    if abs(number) > most:
        raise Unfit(_("is not an angle from −%(most)d to %(most)d degrees") % {"most": most})
    return float(number)


def latitude(text: str) -> float | None:
    return _degrees(text, 90)


def longitude(text: str) -> float | None:
    return _degrees(text, 180)


def one_of(meanings: dict[str, Value]) -> Reader:
    """A reader for a column with a closed list of codes, upper or lower case."""
    known = {code.casefold(): meaning for code, meaning in meanings.items()}
    listed = ", ".join(meanings)

    def read(text: str) -> Value:
        try:
            return known[text.casefold()]
        except KeyError:
            raise Unfit(_("is none of the published codes: %(codes)s") % {"codes": listed}) from None

    return read


def looks_misread(text: str) -> bool:
    """Was this text written as UTF-8, read as Windows-1252 and published so (“Ã±” for “ñ”)? A remark, never a refusal."""
    if text.isascii():
        return False
    try:
        text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return False
    return True
