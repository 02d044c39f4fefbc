"""The picture of a chain of evidence: boxes hung from a beam, tied by the lines of the look. Drawn wide and narrow.

Pure: it takes a picture's values and gives two SVGs. Each box is a link, so beside it there is always an outline in words.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from django.utils.html import escape
from django.utils.safestring import SafeString

from pergola.kernel.charts.run import Drawing
from pergola.kernel.charts.text import shorten, width

type TieKind = Literal["leads", "supports", "replicates", "contradicts"]
type BoxTone = Literal["", "leaf", "straw", "on"]

WIDE, BEAM, TOP, PAD, LINE, GAP = 1152, 34, 74, 9, 17, 30
LEAST_HEIGHT, MOST_LINES, MOST_WIDTH = 58, 5, 200


@dataclass(frozen=True, slots=True)
class Box:
    """One thing of the chain. A new line in `text` begins one. `row` counts down from 0. When narrow it is told inside the box `fold` names, if one is."""

    key: str
    column: int
    row: int
    text: str
    head: str = ""
    address: str = ""
    tone: BoxTone = ""
    fold: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    source: str
    target: str
    kind: TieKind = "leads"
    label: str = ""


@dataclass(frozen=True, slots=True)
class ChainPicture:
    """`columns`: the names on the beam, left to right. Boxes in the order they are to be met."""

    columns: tuple[str, ...]
    boxes: tuple[Box, ...]
    ties: tuple[Tie, ...]
    alt_wide: str
    alt_narrow: str


def draw_chain(picture: ChainPicture) -> Drawing:
    """Both drawings. Ties to no box are left out: the outline has everything."""
    wide = _Wide(picture)
    return Drawing(wide=SafeString(wide.draw()), narrow=SafeString(_narrow(picture)), alt=picture.alt_wide)


def wrap(text: str, room: float, most: int = MOST_LINES) -> list[str]:
    """The text in lines that fit; what does not fit into `most` lines ends in an ellipsis."""
    lines: list[str] = []
    words = [piece for word in text.split() for piece in _broken(word, room)]
    while words:
        line = words.pop(0)
        while words and width(f"{line} {words[0]}") <= room:
            line = f"{line} {words.pop(0)}"
        if len(lines) == most - 1 and words:
            return [*lines, shorten(f"{line} {' '.join(words)}", room) or line]
        lines.append(line)
    return lines


def _broken(word: str, room: float) -> Iterator[str]:
    while width(word) > room and len(word) > 2:
        end = next((n for n in range(len(word) - 1, 1, -1) if width(word[:n]) <= room), 1)
        yield word[:end]
        word = word[end:]
    yield word


@dataclass(frozen=True, slots=True)
class _Spot:
    """A box with its place in px."""

    box: Box
    x: float
    y: float
    wide: float
    high: float

    @property
    def right(self) -> float:
        return self.x + self.wide

    @property
    def foot(self) -> float:
        return self.y + self.high


def _lines(box: Box, room: float, most: int) -> list[tuple[str, bool]]:
    """The lines of a box and whether each is bold: the head is, on two lines at most."""
    head = [(line, True) for line in wrap(box.head, room, 2)] if box.head else []
    lines = list(head)
    for piece in box.text.split("\n"):
        if len(lines) < most:
            lines += [(line, False) for line in wrap(piece, room, most - len(lines))]
    return lines


def _node(spot: _Spot, lines: Sequence[tuple[str, bool]]) -> str:
    tone = f" g-node-{spot.box.tone}" if spot.box.tone else ""
    parts = [
        f'<rect class="g-node{tone}" x="{spot.x:g}" y="{spot.y:g}" width="{spot.wide:g}" height="{spot.high:g}" rx="3"/>'
    ]
    for n, (line, bold) in enumerate(lines):
        css = ' class="t-b"' if bold else ""
        parts.append(f'<text{css} x="{spot.x + PAD:g}" y="{spot.y + 20 + n * LINE:g}">{escape(line)}</text>')
    body = "".join(parts)
    return f'<a href="{escape(spot.box.address)}">{body}</a>' if spot.box.address else f"<g>{body}</g>"


def _stroke(kind: TieKind, path: str) -> str:
    if kind == "replicates":
        return f'<path class="g-rep" d="{path}"/><path class="g-rep2" d="{path}"/>'
    css = "g-con" if kind == "contradicts" else "g-sup"
    return f'<path class="{css}" d="{path}"/>'


def _label(tie: Tie, x: float, y: float) -> str:
    tone = "t-straw" if tie.kind == "contradicts" else "t-leaf"
    wide = width(tie.label) + 8
    return (
        f'<rect class="g-lab" x="{x - 4:g}" y="{y - 14:g}" width="{wide:g}" height="20"/>'
        f'<text class="{tone}" x="{x:g}" y="{y:g}">{escape(tie.label)}</text>'
    )


def _svg(css: str, wide: float, high: float, alt: str, parts: Sequence[str]) -> str:
    head = f'<svg class="chart-svg {css}" viewBox="0 0 {wide:g} {high:g}" role="group" aria-label="{escape(alt)}">'
    return f"{head}{''.join(parts)}</svg>"


class _Wide:
    """Columns under a beam; a row for each cycle."""

    def __init__(self, picture: ChainPicture) -> None:
        self.picture = picture
        self.pitch = WIDE / max(len(picture.columns), 1)
        self.box_wide = min(self.pitch - 16, MOST_WIDTH)
        self.texts = {box.key: _lines(box, self.box_wide - 2 * PAD, MOST_LINES) for box in picture.boxes}
        tall: dict[int, float] = defaultdict(lambda: LEAST_HEIGHT)
        for box in picture.boxes:
            tall[box.row] = max(tall[box.row], 24 + LINE * len(self.texts[box.key]))
        self.tops: dict[int, float] = {}
        y: float = TOP
        for row in range(max(tall, default=0) + 1):
            self.tops[row] = y
            y += tall[row] + GAP
        self.high = y - GAP + 10
        self.spots = {
            box.key: _Spot(box, box.column * self.pitch + 8, self.tops[box.row], self.box_wide, tall[box.row])
            for box in picture.boxes
        }
        self.taken = {(spot.box.column, spot.box.row) for spot in self.spots.values()}

    def draw(self) -> str:
        lines, labels = self._ties()
        nodes = [_node(spot, self.texts[key]) for key, spot in self.spots.items()]
        return _svg("wide-only", WIDE, self.high, self.picture.alt_wide, [self._beam(), *lines, *labels, *nodes])

    def _beam(self) -> str:
        parts = [f'<rect class="g-timber" x="0" y="{BEAM}" width="{WIDE}" height="5"/>']
        for n, name in enumerate(self.picture.columns):
            x = n * self.pitch
            parts.append(f'<rect class="g-timber" x="{x:g}" y="{BEAM}" width="2" height="22"/>')
            parts.append(
                f'<text class="t-b" x="{x + 8:g}" y="22">{escape(shorten(name, self.pitch - 12) or name)}</text>'
            )
        return "".join(parts)

    def _ties(self) -> tuple[list[str], list[str]]:
        lines: list[str] = []
        labels: list[str] = []
        ties = [tie for tie in self.picture.ties if tie.source in self.spots and tie.target in self.spots]
        drops, rises = self._order(ties)
        for tie in ties:
            source, target = self.spots[tie.source], self.spots[tie.target]
            lines.append(_stroke(tie.kind, self._path(tie, source, target, drops, rises)))
            if tie.label and source.box.row != target.box.row:
                labels.append(_label(tie, source.right + 10, source.y + 46 + 20))
        return lines, labels

    def _order(self, ties: Sequence[Tie]) -> tuple[dict[Tie, float], dict[Tie, float]]:
        """Where along a box's foot each line leaves or arrives, so that none crosses another."""
        leaving: dict[str, list[Tie]] = defaultdict(list)
        arriving: dict[str, list[Tie]] = defaultdict(list)
        for tie in ties:
            source, target = self.spots[tie.source].box, self.spots[tie.target].box
            if source.row < target.row:
                leaving[tie.source].append(tie)
            elif source.row > target.row:
                arriving[tie.target].append(tie)
        drops = {}
        for each in leaving.values():
            each.sort(key=lambda tie: -self.spots[tie.target].box.row)
            drops.update({tie: (n + 1) / (len(each) + 1) for n, tie in enumerate(each)})
        rises = {}
        for each in arriving.values():
            each.sort(key=lambda tie: self.spots[tie.source].box.row)
            rises.update({tie: (n + 1) / (len(each) + 1) for n, tie in enumerate(each)})
        return drops, rises

    def _path(self, tie: Tie, source: _Spot, target: _Spot, drops: dict[Tie, float], rises: dict[Tie, float]) -> str:
        start, end = source.y + 46, target.y + 46
        if source.box.row == target.box.row:
            return f"M{source.right:g} {start:g} H{target.x:g}"
        if source.box.row < target.box.row:
            if not self._met(source) and self._free(source.box.column, source.box.row, target.box.row):
                return f"M{source.x + source.wide * drops[tie]:g} {source.foot:g} V{end:g} H{target.x:g}"
        elif self._free(target.box.column, target.box.row, source.box.row):
            return f"M{source.right:g} {start:g} H{target.x + target.wide * rises[tie]:g} V{target.foot:g}"
        gutter = target.x - 8
        return f"M{source.right:g} {start:g} H{gutter:g} V{end:g} H{target.x:g}"

    def _met(self, spot: _Spot) -> bool:
        """Lines from below arrive at its foot: what leaves it goes out at its side."""
        rows = [
            self.spots[tie.source].box.row
            for tie in self.picture.ties
            if tie.target == spot.box.key and tie.source in self.spots
        ]
        return any(row > spot.box.row for row in rows)

    def _free(self, column: int, above: int, below: int) -> bool:
        """No box of this column stands between (or at) these rows, so a line may hang down there."""
        return not any((column, row) in self.taken for row in range(above + 1, below + 1))


NARROW, SIDE_BY_SIDE = 358, 3


def _narrow(picture: ChainPicture) -> str:
    """From the top down: one column's boxes under another's; up to three stand side by side, more become a list."""
    folded = {box.key: box.fold for box in picture.boxes if box.fold}
    more: dict[str, list[str]] = defaultdict(list)
    for box in picture.boxes:
        if box.fold:
            more[box.fold].append(box.text)
    boxes = [replace(box, text="\n".join([box.text, *more[box.key]])) for box in picture.boxes if not box.fold]
    ties = [replace(tie, source=folded.get(tie.source, tie.source)) for tie in picture.ties if tie.target not in folded]
    groups = [(name, [box for box in boxes if box.column == n]) for n, name in enumerate(picture.columns)]
    return _Narrow(picture.alt_narrow, [(name, each) for name, each in groups if each], ties).draw()


class _Narrow:
    """What stands right of it when wide stands beneath it here."""

    def __init__(self, alt: str, groups: Sequence[tuple[str, Sequence[Box]]], ties: Sequence[Tie]) -> None:
        self.alt, self.groups = alt, groups
        self.out_of: dict[str, Tie] = {}
        for tie in sorted(ties, key=lambda one: not one.label):
            self.out_of.setdefault(tie.source, tie)
        self.y = 0.0
        self.last: list[_Spot] = []
        self.lines: list[str] = []
        self.labels: list[str] = []
        self.nodes: list[str] = []

    def draw(self) -> str:
        for name, boxes in self.groups:
            if len(boxes) == 1:
                self._one(name, boxes[0])
            elif len(boxes) <= SIDE_BY_SIDE:
                self._fan(boxes)
            else:
                self._list(boxes)
        foot = max((spot.foot for spot in self.last), default=self.y) + 4
        return _svg("narrow-only", NARROW, foot, self.alt, [*self.lines, *self.labels, *self.nodes])

    def _one(self, name: str, box: Box) -> None:
        head = f"{name} · {box.head}" if box.head else name
        lines = _lines(replace(box, head=head), NARROW - 4 - 2 * PAD, 4)
        spot = _Spot(box, 2, self.y, NARROW - 4, 22 + LINE * len(lines))
        self._lead_to([spot])
        self._place([spot], [lines])

    def _fan(self, boxes: Sequence[Box]) -> None:
        """Side by side, each tied straight down to what follows."""
        wide = (NARROW - 4 - 10 * (len(boxes) - 1)) / len(boxes)
        texts = [_lines(box, wide - 2 * PAD, 7) for box in boxes]
        high = max(24 + LINE * len(lines) for lines in texts)
        top = self.y + 16 if self.last else self.y
        spots = [_Spot(box, 2 + n * (wide + 10), top, wide, high) for n, box in enumerate(boxes)]
        self._lead_to(spots)
        self._place(spots, texts)

    def _list(self, boxes: Sequence[Box]) -> None:
        """More than three: one beneath another on a trunk, each saying in a word how it speaks."""
        above = self.last[0].foot if self.last else self.y
        for box in boxes:
            tie = self.out_of.get(box.key)
            head = f"{box.head}, {tie.label}" if tie and tie.label else box.head
            lines = _lines(replace(box, head=head), NARROW - 28 - 2 * PAD, 4)
            spot = _Spot(box, 26, self.y, NARROW - 28, 22 + LINE * len(lines))
            self.lines.append(_stroke(tie.kind if tie else "leads", f"M10 {spot.y + 22:g} H26"))
            self.nodes.append(_node(spot, lines))
            self.y = spot.foot + 10
        self.lines.insert(0, _stroke("leads", f"M10 {above:g} V{self.y + 4:g}"))
        self.y += 4
        self.last = []

    def _place(self, spots: Sequence[_Spot], texts: Sequence[Sequence[tuple[str, bool]]]) -> None:
        self.nodes += [_node(spot, lines) for spot, lines in zip(spots, texts, strict=True)]
        self.last = list(spots)
        said = any(self._tie(spot).label for spot in spots)
        self.y = max(spot.foot for spot in spots) + (44 if said else 14)

    def _lead_to(self, spots: Sequence[_Spot]) -> None:
        """Lines from what stands above to these: straight down to one, over a cross-beam to several."""
        if not self.last:
            return
        top = spots[0].y
        if len(spots) == 1:
            for spot in self.last:
                if spot.box.key not in self.out_of:
                    continue  # it leads to nothing that is drawn
                tie = self._tie(spot)
                x = spot.x + spot.wide / 2
                self.lines.append(_stroke(tie.kind, f"M{x:g} {spot.foot:g} V{top:g}"))
                self._say(tie, x, spot.foot + 20)
            return
        ends = [spot.x + spot.wide / 2 for spot in spots]
        starts = [spot.x + spot.wide / 2 for spot in self.last]
        across = f"M{min(ends + starts):g} {top - 16:g} H{max(ends + starts):g}"
        down = "".join(f" M{x:g} {top - 16:g} V{top:g}" for x in ends)
        hung = "".join(f" M{x:g} {spot.foot:g} V{top - 16:g}" for x, spot in zip(starts, self.last, strict=True))
        self.lines.append(_stroke("leads", across + down + hung))

    def _say(self, tie: Tie, x: float, y: float) -> None:
        if tie.label:
            room = width(tie.label)
            self.labels.append(_label(tie, min(x + 8, NARROW - 2 - room), y))

    def _tie(self, spot: _Spot) -> Tie:
        """How this box speaks to what stands beneath it."""
        return self.out_of.get(spot.box.key, Tie(spot.box.key, ""))
