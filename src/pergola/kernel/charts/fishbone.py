"""A fishbone: what may lie beneath a problem, by category, drawn to the problem at its head. And the ladder of one cause:
why, and why again. Pure: values in, marks out; the outline beside them says the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pergola.kernel.charts.chain import wrap
from pergola.kernel.charts.marks import Group, Line, Mark, Picture, Rect, Words

PITCH, SLANT, HEAD, PAD, LINE, ROW, BOX = 270, 56, 230, 9, 18, 12, 30
LADDER, STEP = 640, 30


@dataclass(frozen=True, slots=True)
class Bone:
    """A category with its causes; a cause that stands by itself is a bone without any."""

    name: str
    causes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rung:
    """One answer, with the answers to “why” beneath it."""

    head: str
    text: str
    under: tuple["Rung", ...] = ()


def fishbone(head: str, bones: Sequence[Bone], alt: str) -> Picture:
    """The first bone above the spine at the tail, the second beneath it, and so on to the head."""
    pairs = [bones[n : n + 2] for n in range(0, len(bones), 2)]
    above, below = (max((_reach(pair[n]) for pair in pairs if len(pair) > n), default=0.0) for n in (0, 1))
    spine, end = above + 2, len(pairs) * PITCH + 10
    lines = wrap(head, HEAD - 2 * PAD, 6)
    high = 16.0 + LINE * len(lines)
    top = min(max(spine - high / 2, 1), spine)
    marks: list[Mark] = [Line(((0, spine), (end, spine)), "g-axis"), Rect(0, spine - 2.5, end, 5, "g-timber")]
    for n, pair in enumerate(pairs):
        for side, bone in enumerate(pair):
            marks += _bone(bone, n * PITCH, spine, -1 if side == 0 else 1)
    marks.append(Rect(end, top, HEAD, high, "g-node"))
    marks += [Words(end + PAD, top + 21 + n * LINE, line, "t-b") for n, line in enumerate(lines)]
    return Picture(end + HEAD + 2, max(spine + below, top + high) + 4, alt, (Group(tuple(marks)),))


def _texts(bone: Bone) -> list[list[str]]:
    return [wrap(cause, PITCH - SLANT - 34, 3) for cause in bone.causes]


def _names(bone: Bone) -> list[str]:
    return wrap(bone.name, PITCH - SLANT - 2 * PAD, 2)


def _reach(bone: Bone) -> float:
    """How far from the spine it goes."""
    return 34 + sum(len(lines) * LINE + ROW for lines in _texts(bone)) + 12 + LINE * len(_names(bone))


def _bone(bone: Bone, left: float, spine: float, way: int) -> Iterator[Mark]:
    names, far = _names(bone), _reach(bone)
    box = 12 + LINE * len(names)
    foot, root = left + PITCH - SLANT, left + PITCH - 8
    yield Line(((root, spine), (foot - 20, spine + way * (far - box))), "g-axis")
    top = spine - far if way < 0 else spine + far - box
    yield Rect(left + 6, top, PITCH - SLANT, box, "g-node")
    for n, line in enumerate(names):
        yield Words(left + 6 + PAD, top + 18 + n * LINE, line, "t-b")
    y = top + box + 10 if way < 0 else spine + 14
    for lines in _texts(bone):
        for n, line in enumerate(lines):
            yield Words(left + 12, y + 15 + n * LINE, line)
        y += len(lines) * LINE + ROW
        at = y - ROW + 5
        share = abs(at - spine) / max(far - box, 1)
        yield Line(((left + 12, at), (root + (foot - 20 - root) * min(share, 1), at)), "g-grid")


def ladder(rung: Rung, alt: str) -> Picture:
    """From what is seen down to what lies beneath it; several answers to one why stand beneath each other."""
    marks: list[Mark] = []
    high = _climb(rung, 1, 1, marks)
    return Picture(LADDER, high + 2, alt, (Group(tuple(marks)),))


def _climb(rung: Rung, x: float, y: float, marks: list[Mark]) -> float:
    wide = min(LADDER - x - 2, 470)
    lines = wrap(rung.text, wide - 2 * PAD, 4)
    high = 14.0 + LINE * (len(lines) + 1)
    marks.append(Rect(x, y, wide, high, "g-node" if rung.under else "g-node g-node-on"))
    marks.append(Words(x + PAD, y + 20, rung.head, "t-b"))
    marks += [Words(x + PAD, y + 20 + (n + 1) * LINE, line) for n, line in enumerate(lines)]
    foot, end = y + high, y + high
    for child in rung.under:
        top = end + 12
        marks.append(Line(((x + 14, foot), (x + 14, top + 20), (x + STEP, top + 20)), "g-axis"))
        end = _climb(child, x + STEP, top, marks)
    return end
