"""A tree drawn from left to right in columns under a beam: what something is moved by, and what is tried to move it.

Pure: values in, marks out. A page gets boxes with all their words; on paper (`slim`) the last column is a list, one line each.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from typing import Final

from pergola.kernel.charts.chain import wrap
from pergola.kernel.charts.marks import Group, Line, Mark, Picture, Rect, Sign, Words, sign
from pergola.kernel.charts.text import shorten, width

BEAM, TOP, PAD, LINE, GAP = 34, 66, 9, 18, 10
WIDTHS: Final = (210, 210, 230, 330)
SLIM_WIDTHS: Final = (230, 240, 270, 480)
BETWEEN: Final = 42
MOST_LINES: Final = 5


@dataclass(frozen=True, slots=True)
class Twig:
    """One part with what hangs on it. `column` from 0; `found` and `sign` say what tests of it found, in words and in shape."""

    key: str
    column: int
    text: str
    children: tuple["Twig", ...] = ()
    found: str = ""
    sign: Sign = ""
    address: str = ""
    told: str = ""
    on: bool = False
    data: tuple[tuple[str, str], ...] = ()

    def under(self) -> Iterator["Twig"]:
        yield self
        for child in self.children:
            yield from child.under()

    @property
    def css(self) -> str:
        if self.on:
            return "g-node g-node-on"
        return {
            "supports": "g-node g-node-leaf", "contradicts": "g-node g-node-straw", "both": "g-node g-node-straw",
        }.get(self.sign, "g-node")  # fmt: skip

    @property
    def tie(self) -> str:
        return {"supports": "g-sup", "contradicts": "g-con", "both": "g-con"}.get(self.sign, "g-axis")


@dataclass(slots=True)
class _Placed:
    twig: Twig
    lines: list[str]
    high: float
    children: list["_Placed"] = field(default_factory=list)
    y: float = 0.0

    @property
    def middle(self) -> float:
        return self.y + self.high / 2

    def under(self) -> Iterator["_Placed"]:
        yield self
        for child in self.children:
            yield from child.under()


class _Columns:
    """Where each column stands, and how much of it a text may take. One in which nothing stands takes no room."""

    def __init__(self, used: Set[int], *, slim: bool) -> None:
        self.slim = slim
        self.widths = SLIM_WIDTHS if slim else WIDTHS
        self.used = sorted(used) if len(used) > 1 else list(range(len(self.widths)))
        before = [[self.widths[each] + BETWEEN for each in self.used if each < n] for n in range(len(self.widths))]
        self.lefts = [1 + sum(each) for each in before]
        self.wide = self.lefts[self.used[-1]] + self.widths[self.used[-1]] + 1

    def room(self, column: int) -> float:
        return self.widths[column] - 2 * PAD

    def listed(self, twig: Twig) -> bool:
        """On paper the last column is a list, without boxes."""
        return self.slim and twig.column == len(self.widths) - 1


def tree(root: Twig, names: Sequence[str], alt: str, *, slim: bool = False) -> Picture:
    """`names`: of the columns, left to right, on the beam."""
    columns = _Columns({one.column for one in root.under()}, slim=slim)
    placed = _measure(root, columns)
    high = _settle(placed, TOP, columns)
    marks = (Group((*_beam(names, columns), *_ties(placed, columns))),)
    nodes = tuple(_node(one, columns) for one in placed.under())
    return Picture(columns.wide, max(high, TOP + 40) + 4, alt, (*marks, *nodes))


def _measure(twig: Twig, columns: _Columns) -> _Placed:
    room = columns.room(twig.column)
    if columns.listed(twig):
        told = width(twig.found) + 44 if twig.found else 24
        lines, high = [shorten(twig.text, room - told) or twig.text], 22.0
    else:
        lines = wrap(twig.text, room, MOST_LINES) or [twig.text]
        more = len(wrap(twig.found, room - 34, 2)) if twig.found else 0
        high = 15.0 + LINE * (len(lines) + more)
    return _Placed(twig, lines, high, [_measure(child, columns) for child in twig.children])


def _settle(one: _Placed, top: float, columns: _Columns) -> float:
    """Each in the middle of what hangs on it, nothing on anything else. Where its band ends, the gap taken in."""
    gap = 2 if columns.listed(one.twig) else GAP
    end = top
    for child in one.children:
        end = _settle(child, end, columns)
    own = one.high + gap
    if one.children:
        middle = (one.children[0].middle + one.children[-1].middle) / 2
        one.y = max(middle - one.high / 2, top)
        last = one.children[-1].twig
        air = GAP - 2 if columns.listed(last) else 0
        return max(end + air, one.y + own)
    one.y = top
    return top + own


def _beam(names: Sequence[str], columns: _Columns) -> list[Mark]:
    marks: list[Mark] = [Rect(0, BEAM, columns.wide, 5, "g-timber")]
    for name, left in ((names[n], columns.lefts[n]) for n in columns.used if n < len(names)):
        marks += [Rect(left, BEAM, 2, 20, "g-timber"), Words(left + 8, 22, name, "t-b")]
    return marks


def _ties(root: _Placed, columns: _Columns) -> Iterator[Mark]:
    """From each to what hangs on it; the last stretch says what was found of that."""
    for one, child in ((parent, child) for parent in root.under() for child in parent.children):
        column = one.twig.column
        right = columns.lefts[column] + columns.widths[column]
        left, turn = columns.lefts[child.twig.column], right + BETWEEN / 2
        yield Line(((right, one.middle), (turn, one.middle), (turn, child.middle)), "g-axis")
        yield Line(((turn, child.middle), (left, child.middle)), child.twig.tie)


def _node(one: _Placed, columns: _Columns) -> Group:
    twig, left = one.twig, columns.lefts[one.twig.column]
    marks: list[Mark] = []
    if columns.listed(twig):
        y = one.y + 16
        marks += [
            *sign(twig.sign, left + 10, y - 5),
            Words(left + (38 if twig.sign == "both" else 24), y, one.lines[0]),
        ]
        if twig.found:
            after = left + (44 if twig.sign == "both" else 30) + width(one.lines[0])
            marks.append(Words(after, y, twig.found, _tone(twig.sign)))
    else:
        marks.append(Rect(left, one.y, columns.widths[twig.column], one.high, twig.css))
        y = one.y + 20
        for line in one.lines:
            marks.append(Words(left + PAD, y, line, "t-b" if twig.column < 2 else ""))
            y += LINE
        if twig.found:
            marks += _found(twig, left + PAD, y, columns.room(twig.column) - 34)
    return Group(tuple(marks), twig.address, twig.told, twig.data)


def _found(twig: Twig, x: float, y: float, room: float) -> Iterator[Mark]:
    yield from sign(twig.sign, x + 6, y - 5)
    start = x + (34 if twig.sign == "both" else 19 if twig.sign else 0)
    for n, line in enumerate(wrap(twig.found, room, 2)):
        yield Words(start, y + n * LINE, line, _tone(twig.sign))


def _tone(kind: Sign) -> str:
    return {"supports": "t-leaf", "contradicts": "t-straw", "both": "t-straw"}.get(kind, "")
