"""From a picture and a width to coordinates: scale, points, pins, ticks and every word in its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from pergola.kernel.charts.pins import Pin, pin_events
from pergola.kernel.charts.place import Anchor, Box, Candidate, Line, Room, Word
from pergola.kernel.charts.scale import Scale, scale
from pergola.kernel.charts.spec import Level, RunPicture, Shift
from pergola.kernel.charts.text import width

_LABEL_KINDS = {"median": "", "carried": "", "prediction": "t-fig", "limit": ""}
_ON_SERIES = 24
"""What it costs a word to lie on a piece of the series."""
_AWAY = (0, 4, 8, 12, 18, 24, 32, 42, 60, 80)
_BELOW_AXIS = 44
_MOST_TICKS = 6
_ROOMS = (0.06, 0.16, 0.3, 0.45)
"""Free height tried in turn until every word has a place."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One of the two sizes; `inset` keeps the first and last point off the edges."""

    css: str
    width: int
    height: int
    left: int
    right: int
    radius: float
    inset: int


@dataclass
class Layout:
    picture: RunPicture
    frame: Frame
    scale: Scale
    plot: Box
    height: float
    pins: list[Pin]
    words: list[Word]

    def x(self, place: int) -> float:
        """The middle of a place; one place alone stands in the middle."""
        count = len(self.picture.points)
        first, last = self.plot.left + self.frame.inset, self.plot.right - self.frame.inset
        return (first + last) / 2 if count < 2 else first + place * (last - first) / (count - 1)

    def edge(self, place: int) -> float:
        """Where a place begins: half way from the one before. The outermost edges are those of the plot."""
        if place <= 0:
            return self.plot.left
        if place >= len(self.picture.points):
            return self.plot.right
        return (self.x(place - 1) + self.x(place)) / 2

    def y(self, value: float) -> float:
        part = (value - self.scale.low) / (self.scale.high - self.scale.low)
        return self.plot.bottom - part * (self.plot.bottom - self.plot.top)

    @property
    def spacing(self) -> float:
        return (self.plot.right - self.plot.left - 2 * self.frame.inset) / max(len(self.picture.points) - 1, 1)

    @property
    def radius(self) -> float:
        """Points shrink before they touch."""
        return round(min(self.frame.radius, max(self.spacing * 0.36, 2.0)), 1)

    @property
    def dotted(self) -> bool:
        """Where points would run into each other only the line is drawn, and the signal's points."""
        return self.spacing >= 6.5

    @cached_property
    def pieces(self) -> list[list[tuple[int, float, float]]]:
        """Points that are joined: a gap breaks the line."""
        pieces: list[list[tuple[int, float, float]]] = [[]]
        for place, value in enumerate(self.picture.points):
            if value is None:
                pieces.append([])
            else:
                pieces[-1].append((place, self.x(place), self.y(value)))
        return [piece for piece in pieces if piece]


def lay_out(picture: RunPicture, frame: Frame) -> Layout:
    """The layout with the least empty height in which every word finds its place; else the first of those with the most."""
    values = [value for value in picture.points if value is not None]
    values += [level.value for level in picture.levels]
    values += [value for edge in picture.edges for _start, _end, value in edge.steps]
    best: tuple[int, Layout] | None = None
    rulers = dict.fromkeys(
        scale(values or [0.0, picture.most or 10.0], from_zero=picture.from_zero, most=picture.most, room=room)
        for room in _ROOMS
    )
    for number, ruler in enumerate(rulers, 1):
        layout = _with_scale(picture, frame, ruler)
        missed = _put_words(layout, last=number == len(rulers))
        if best is None or missed < best[0]:
            best = missed, layout
        if not missed:
            break
    assert best is not None
    return best[1]


def _with_scale(picture: RunPicture, frame: Frame, ruler: Scale) -> Layout:
    labels = ruler.labels(picture.suffix)
    left = max(frame.left, max(map(width, labels)) + 10)
    right = frame.width - frame.right
    plot = Box(left, 30, right, frame.height - _BELOW_AXIS)
    layout = Layout(picture, frame, ruler, plot, frame.height, [], [])
    pins, extra = pin_events(picture.events, [layout.edge(event.before) for event in picture.events], plot)
    layout.plot = Box(left, 30 + extra, right, plot.bottom + extra)
    layout.height = frame.height + extra
    layout.pins = pins
    layout.words = [pin.word for pin in pins if pin.word is not None]
    layout.words += [
        Word(text, left - 8, layout.y(tick) + 5, "end") for text, tick in zip(labels, ruler.ticks, strict=True)
    ]
    layout.words += _ticks(layout)
    return layout


def _ticks(layout: Layout) -> list[Word]:
    """Dates under the axis: the first, the last, and as many between at even steps as stand apart."""
    seen = [place for place, tick in enumerate(layout.picture.ticks) if tick]
    if not seen:
        return []
    y = layout.plot.bottom + 22
    chosen = [_tick(layout, seen[-1], y)]
    if layout.frame.css == "narrow-only":
        wanted = [event.before for event in layout.picture.events if event.before in seen]
        step = max(len(seen) // 2, 1)
        between = wanted or seen[step:-1:step]
    else:
        widest = max(width(layout.picture.ticks[place]) for place in seen) + 28
        step = int(max(-(-widest // layout.spacing), -(-(len(seen) - 1) // _MOST_TICKS), 1))
        between = seen[step:-1:step]
    for place in [seen[0], *between]:
        word = _tick(layout, place, y)
        if not any(word.box().touches(other.box(), 12) for other in chosen):
            chosen.append(word)
    return chosen


def _tick(layout: Layout, place: int, y: float) -> Word:
    text = layout.picture.ticks[place]
    x, half = layout.x(place), width(text) / 2
    if x + half > layout.frame.width - 2:
        return Word(text, layout.frame.width - 2, y, "end")
    if x - half < 2:
        return Word(text, 2, y, "start")
    return Word(text, x, y, "middle")


def _put_words(layout: Layout, *, last: bool) -> int:
    """The signal first, then what was predicted, then medians. How many found no room. `last`: no higher scale follows."""
    picture = layout.picture
    edge = Box(layout.plot.left + 2, layout.plot.top - 4, layout.plot.right - 2, layout.plot.bottom - 2)
    reach = layout.radius + 3
    drawn = [(x, y) for piece in layout.pieces for place, x, y in piece if layout.dotted or _is_marked(picture, place)]
    dots = [Box(x - reach, y - reach, x + reach, y + reach) for x, y in drawn]
    pieces = [
        Line(x1, y1, x2, y2, _ON_SERIES) for piece in layout.pieces for (_p, x1, y1), (_q, x2, y2) in pairwise(piece)
    ]
    room = Room(edge, dots, pieces, list(_other_lines(layout)), layout.words)
    missed = 0
    shift = picture.shift
    if shift is not None and shift.label and not room.put(_shift_candidates(layout, shift, last=last)):
        missed += not (shift.side < 0 and layout.scale.low == 0)  # no higher scale makes room beneath
    for level in sorted(picture.levels, key=lambda level: level.kind != "prediction"):
        if level.label:
            missed += not room.put(_level_candidates(layout, level))
    return missed


def _is_marked(picture: RunPicture, place: int) -> bool:
    return picture.shift is not None and place in picture.shift.places


def _other_lines(layout: Layout) -> Iterator[Line]:
    for level in layout.picture.levels:
        y = layout.y(level.value)
        yield Line(layout.edge(level.start), y, layout.edge(level.end), y, 25)
    for edge in layout.picture.edges:
        for start, end, value in edge.steps:
            yield Line(layout.edge(start), layout.y(value), layout.edge(end), layout.y(value), 20)
    for pin in layout.pins:
        yield Line(pin.x, pin.top, pin.x, layout.plot.bottom, 60)
    for tick in layout.scale.ticks:
        yield Line(layout.plot.left, layout.y(tick), layout.plot.right, layout.y(tick), 3)


def _shift_candidates(layout: Layout, shift: Shift, *, last: bool) -> Iterator[Candidate]:
    """Beyond the points, away from the median; between points and median only if nothing else will do."""
    picture = layout.picture
    marked = [
        (place, value) for place, value in enumerate(picture.points) if place in shift.places and value is not None
    ]
    if not marked:
        return
    first, final = layout.x(marked[0][0]), layout.x(marked[-1][0])
    top, bottom = layout.y(max(value for _place, value in marked)), layout.y(min(value for _place, value in marked))
    medians = [layout.y(level.value) for level in picture.levels if level.kind in ("median", "carried")]
    spots: list[tuple[float, Anchor]] = [
        (final + 8, "end"),
        (layout.plot.right - 4, "end"),
        ((first + final) / 2, "middle"),
        (first - 8, "start"),
    ]
    away = range(14, 110, 8)
    heights = [(top - each if shift.side > 0 else bottom + each + 10, each * 0.25) for each in away]
    if last or shift.side < 0:
        low, high = (
            (int(top), int(max(medians, default=top)))
            if shift.side > 0
            else (int(min(medians, default=top)), int(bottom))
        )
        heights += [(float(y), 15 + abs(y - (low + high) / 2) * 0.1) for y in range(low + 16, high, 6)]
    for penalty, text in ((0, shift.label), (12, shift.short)):
        for y, cost in heights:
            wrong_side = any((y > line - 4) if shift.side > 0 else (y < line + 14) for line in medians)
            for x, anchor in spots if text and not wrong_side else ():
                yield Candidate(Word(text, x, y, anchor, f"t-{shift.tone}"), penalty + cost)


def _level_candidates(layout: Layout, level: Level) -> Iterator[Candidate]:
    left, right, line = layout.edge(level.start), layout.edge(level.end), layout.y(level.value)
    kind = _LABEL_KINDS[level.kind]
    others = [
        layout.y(other.value) for other in layout.picture.levels if other.end > level.start and other.start < level.end
    ]
    for penalty, text in ((0, level.label), (10, level.short)):
        if not text:
            continue
        spots: list[tuple[float, Anchor]] = [(right - 4, "end"), (left + 6, "start")]
        room = right - left - width(text) - 10
        spots += [(left + 6 + room * part / 5, "start") for part in range(1, 5) if room > 0]
        for away in _AWAY:
            for y in (line - 7 - away, line + 18 + away):
                if not layout.plot.top < y < layout.plot.bottom:
                    continue
                nearer = sum(abs(y - 4 - other) < abs(y - 4 - line) for other in others)
                for i, (x, anchor) in enumerate(spots):
                    yield Candidate(Word(text, x, y, anchor, kind), penalty + away * 0.5 + min(i, 2) * 3 + nearer * 26)
