"""The picture of a chain copes with what chains are like: one cycle or eight, long titles, nothing yet."""

import re
from itertools import pairwise

import pytest

from pergola.kernel.charts.chain import Box, ChainPicture, Tie, draw_chain, wrap
from pergola.kernel.charts.text import width

LONG = "Students who are learning English explain their evidence in writing as often as all the others do"


def picture(cycles: int, text: str = "Say it") -> ChainPicture:
    """An idea, so many cycles with a measure each, a claim."""
    boxes = [Box("idea", 0, 0, text, address="#idea")]
    ties = []
    for n in range(cycles):
        boxes += [
            Box(f"c{n}", 1, n, text, head=f"Team {n}", address=f"#c{n}"),
            Box(f"m{n}", 2, n, "34 to 52 %", fold=f"c{n}"),
        ]
        label = "contradicts" if n % 2 else "supports"
        ties += [Tie("idea", f"c{n}"), Tie(f"c{n}", f"m{n}"), Tie(f"m{n}", "claim", label, label)]  # type: ignore[arg-type]
    boxes.append(Box("claim", 3, 0, text, head="You are here", tone="on"))
    return ChainPicture(("Idea", "Cycle", "Measure", "Claim"), tuple(boxes), tuple(ties), "wide", "narrow")


def rects(svg: str) -> list[tuple[float, float, float, float]]:
    found = re.findall(r'<rect class="g-node[^"]*" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', svg)
    return [(float(x), float(y), float(w), float(h)) for x, y, w, h in found]


@pytest.mark.parametrize("cycles", range(9))
@pytest.mark.parametrize("text", ["Say it", LONG, "Donaudampfschifffahrtsgesellschaftskapitän" * 3])
def test_boxes_lie_inside_and_never_on_each_other(cycles: int, text: str) -> None:
    drawing = draw_chain(picture(cycles, text))
    for svg in (drawing.wide, drawing.narrow):
        found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
        assert found is not None
        wide, high = float(found[1]), float(found[2])
        spots = rects(svg)
        for x, y, w, h in spots:
            assert x >= 0
            assert y >= 0
            assert x + w <= wide + 0.01
            assert y + h <= high + 0.01
        for n, (x, y, w, h) in enumerate(spots):
            for other_x, other_y, other_w, other_h in spots[n + 1 :]:
                apart = x + w <= other_x or other_x + other_w <= x or y + h <= other_y or other_y + other_h <= y
                assert apart


@pytest.mark.parametrize("cycles", range(9))
def test_every_box_is_in_both_drawings_and_its_words_are_escaped(cycles: int) -> None:
    drawing = draw_chain(picture(cycles, "<b>&"))
    assert len(rects(drawing.wide)) == 2 + 2 * cycles
    assert len(rects(drawing.narrow)) == 2 + cycles
    assert "<b>" not in drawing.wide + drawing.narrow
    assert drawing.wide.count("contradicts") >= cycles // 2 - (1 if cycles == 1 else 0)


def test_lines_down_from_an_idea_do_not_cross() -> None:
    """The lower the cycle, the further left its line hangs."""
    wide = draw_chain(picture(6)).wide
    hung = [float(x) for x in re.findall(r'class="g-sup" d="M([\d.]+) [\d.]+ V', wide)]
    assert all(left > right for left, right in pairwise(hung))


def test_nothing_yet_is_an_empty_picture() -> None:
    drawing = draw_chain(ChainPicture((), (), (), "wide", "narrow"))
    assert rects(drawing.wide + drawing.narrow) == []


@pytest.mark.parametrize("room", [40, 94, 180])
def test_wrapped_lines_fit(room: float) -> None:
    lines = wrap(LONG, room, 5)
    assert len(lines) <= 5
    assert all(width(line) <= room for line in lines)
    assert " ".join(wrap("a few words", 500)) == "a few words"
