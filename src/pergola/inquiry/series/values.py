"""Numbers as people write them. Comma or point is settled for a whole series where one value shows it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

PLACES = Decimal("0.0001")
LARGEST = Decimal(1_000_000_000)
_GAPS = frozenset({"", "-", "–", "—", ".", "na", "n/a", "n.a.", "none", "null"})
_NUMBER = re.compile(r"^[-+]?[0-9][0-9.,' ]*$|^[-+]?[.,][0-9]+$")
_GROUPED = {mark: re.compile(rf"^[-+]?[0-9]{{1,3}}({re.escape(mark)}[0-9]{{3}})+$") for mark in ".,' "}


@dataclass(frozen=True, slots=True)
class Number:
    """`percent`: a sign was written. `grouping_guessed`: “1,234” was read as a thousand and more."""

    value: Decimal
    percent: bool = False
    grouping_guessed: bool = False
    rounded: bool = False


def is_gap(cell: str) -> bool:
    return cell.strip().lower() in _GAPS


def decimal_mark(cells: Iterable[str]) -> str | None:
    """“,” or “.” if some value can be read in only one way and none speaks against it, else None."""
    marks = {mark for cell in cells if (mark := _mark_of(_bare(cell)[0])) is not None}
    return marks.pop() if len(marks) == 1 else None


def find_number(cell: str, mark: str | None, places: Decimal = PLACES) -> Number | None:
    """The number of a cell, `mark` being the series' decimal mark if known; None if it is not one."""
    text, percent = _bare(cell)
    if not _NUMBER.match(text):
        return None
    own = _mark_of(text)
    use = own or mark
    guessed = False
    if use is None:
        guessed = "," in text
        use = "."
    whole, point, part = text.rpartition(use) if text.count(use) == 1 else (text, "", "")
    groups = "".join({",": ".", ".": ","}[use]) + "' "
    if not _whole_is_fine(whole, groups) or (point and not _is_digits(part)):
        return None
    digits = re.sub(r"[^0-9+-]", "", whole) or "0"
    value = Decimal(f"{digits if digits not in '+-' else digits + '0'}.{part or 0}")
    if abs(value) >= LARGEST:
        return None
    kept = value.quantize(places, ROUND_HALF_EVEN)
    return Number(kept.normalize() + 0 if kept else Decimal(0), percent, guessed, kept != value)


def _bare(cell: str) -> tuple[str, bool]:
    text = cell.strip().replace("−", "-")
    percent = text.endswith("%")
    return text.removesuffix("%").strip(), percent


def _mark_of(text: str) -> str | None:
    """The decimal mark this one number shows by itself; None if it has none, or could group thousands (“1,234”, “1.234”)."""
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and point >= 0:
        return "," if comma > point else "."
    if comma < 0 and point < 0:
        return None
    mark, other = (",", ".") if comma >= 0 else (".", ",")
    if text.count(mark) > 1:
        return other
    return None if _GROUPED[mark].match(text) and not text.lstrip("+-").startswith("0") else mark


def _is_digits(text: str) -> bool:
    """0 to 9 alone: “²” is a digit to Unicode, and no number to us."""
    return text.isascii() and text.isdigit()


def _whole_is_fine(whole: str, groups: str) -> bool:
    bare = whole.lstrip("+-")
    return _is_digits(bare) or not bare or any(_GROUPED[mark].match(bare) for mark in groups if mark in bare)
