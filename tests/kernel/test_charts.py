"""The drawing: what is drawn twice, in which classes, and that no word touches another at any width."""

import random
import re
import time
from collections.abc import Sequence
from html import escape
from itertools import combinations
from typing import Literal
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pergola.kernel.charts import CoverBay, Drawing, Event, Level, RunPicture, Shift, cache_key, cover, run_chart
from pergola.kernel.charts.layout import lay_out
from pergola.kernel.charts.pins import pin_events
from pergola.kernel.charts.place import Box, Line
from pergola.kernel.charts.run import NARROW, WIDE
from pergola.kernel.charts.scale import scale
from pergola.kernel.charts.text import shorten, width

SLIPS = (32, 36, 29, 34, 38, 31, 35, 33, 36, 34, 33, 39, 44, 47, 46, 52, 50, 54, 52, 53, 55, 54, 56, 53)
MOCKED = RunPicture(
    title="Share of exit slips that explain their evidence",
    alt="Run chart: 24 lessons. Something changed, and it held.",
    points=tuple(map(float, SLIPS)),
    ticks=tuple(f"{1 + place} Sep" for place in range(24)),
    suffix="\u00a0%",
    most=100,
    levels=(
        Level("median", 34, 0, 10),
        Level("carried", 34, 10, 24, "median before, 34 %", "median 34 %"),
        Level("prediction", 50, 10, 24, "predicted: 50 %"),
    ),
    events=(Event(10, "Partner talk begins, 29 Sep", "Talk begins"),),
    shift=Shift(frozenset(range(11, 24)), "leaf", 1, "13 lessons in a row above the median", "13 in a row"),
    band_from=10,
)


def simple(points: Sequence[float | None], **more: object) -> RunPicture:
    ticks = tuple("" if point is None else f"{place + 1} Oct" for place, point in enumerate(points))
    return RunPicture("Slips", "In words.", tuple(points), ticks, **more)  # type: ignore[arg-type]


def both(drawing: Drawing) -> tuple[str, str]:
    return drawing.wide, drawing.narrow


def assert_words_stand_apart(picture: RunPicture) -> None:
    for frame in (WIDE, NARROW):
        layout = lay_out(picture, frame)
        for one, other in combinations(layout.words, 2):
            assert not one.box().touches(other.box()), (one, other)
        for word in layout.words:
            assert word.box().left >= 0, word
            assert word.box().right <= frame.width, word
            assert 0 <= word.box().top < word.box().bottom <= layout.height, word


def test_drawn_twice_with_its_reading_and_without_style_or_id() -> None:
    for svg, size in zip(both(run_chart(MOCKED)), ("0 0 760 350", "0 0 358 300"), strict=True):
        root = ET.fromstring(svg)
        assert root.attrib["viewBox"] == size
        assert root.attrib["role"] == "img"
        assert root.attrib["aria-label"] == MOCKED.alt
        assert root[0].tag == "title"
        assert root[0].text == MOCKED.title
        assert not re.search(r"style=|\bid=|fill=|stroke=|#[0-9a-f]{3}|font", svg)
    wide, narrow = both(run_chart(MOCKED))
    assert 'class="chart-svg wide-only"' in wide
    assert 'class="chart-svg narrow-only"' in narrow


def test_what_the_mock_shows_is_drawn() -> None:
    wide, narrow = both(run_chart(MOCKED))
    for svg in (wide, narrow):
        assert svg.count('<circle class="g-pt"') == 11
        assert svg.count('<circle class="g-pt g-pt-on"') == 13
        assert svg.count('class="g-med"') == 1
        assert svg.count('class="g-med g-med-x"') == 1
        assert svg.count('class="g-pred"') == 1
        assert svg.count('class="g-band"') == 1
        assert "70\u00a0%</text>" in svg
        assert "predicted: 50 %</text>" in svg
    assert "Partner talk begins, 29 Sep</text>" in wide
    assert "13 lessons in a row above the median</text>" in wide
    assert "Talk begins</text>" in narrow
    assert ">1 Sep<" in narrow
    assert ">24 Sep<" in narrow


def test_an_event_stands_between_the_points() -> None:
    wide = run_chart(MOCKED).wide
    [x] = set(re.findall(r'class="g-axis" x1="([\d.]+)" x2="\1"', wide))
    before, after = (float(cx) for cx in re.findall(r'cx="([\d.]+)"', wide)[9:11])
    assert float(x) == pytest.approx((before + after) / 2, abs=0.1)


def test_a_gap_breaks_the_line_and_a_lonely_point_stays() -> None:
    svg = run_chart(simple([1, 2, None, 3, None, 4, 5])).wide
    assert svg.count("<polyline") == 2
    assert svg.count("<circle") == 5


def test_not_as_hoped_has_its_own_shape() -> None:
    svg = run_chart(simple([5.0] * 4 + [1.0] * 4, shift=Shift(frozenset(range(4, 8)), "straw", -1))).wide
    assert svg.count('<path class="g-pt g-pt-straw"') == 4
    assert svg.count("<circle") == 4


def test_many_points_become_a_line() -> None:
    noise = random.Random(1)
    points = [50 + noise.gauss(0, 12) for _ in range(200)]
    wide, narrow = both(
        run_chart(simple([*points], shift=Shift(frozenset(range(180, 190)), "slate", 1, "10 in a row")))
    )
    assert wide.count("<circle") == narrow.count("<circle") == 10
    assert len(wide) < 8000


def test_words_are_escaped() -> None:
    title = "<b>“Talk” & more</b>"
    picture = simple([1, 2], events=(Event(1, "<script>", "<i>"),))
    svg = run_chart(RunPicture(title, '"quoted"', picture.points, picture.ticks, events=picture.events)).wide
    assert f"<title>{escape(title)}</title>" in svg
    assert "<script>" not in svg
    assert "&quot;quoted&quot;" in svg


def test_a_tick_for_every_place() -> None:
    with pytest.raises(ValueError, match="one tick"):
        RunPicture("", "", (1.0,), ())


@pytest.mark.parametrize(
    ("values", "from_zero", "most", "ticks"),
    [
        ([29, 56], True, 100, (0, 10, 20, 30, 40, 50, 60)),
        ([98, 100], True, 100, (0, 20, 40, 60, 80, 100)),
        ([25103, 30222], False, None, tuple(range(24000, 32000, 1000))),
        ([3, 27], False, None, (0, 5, 10, 15, 20, 25, 30)),
        ([-4, 3], False, None, (-6, -4, -2, 0, 2, 4)),
        ([0, 1], True, 100, (0, 1, 2, 3)),
    ],
)
def test_scales_are_round(values: list[float], from_zero: bool, most: float | None, ticks: tuple[float, ...]) -> None:
    assert scale(values, from_zero=from_zero, most=most).ticks == ticks


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20), st.booleans(), st.floats(0, 0.5))
def test_every_scale_holds_its_values(values: list[float], from_zero: bool, room: float) -> None:
    ruler = scale(values, from_zero=from_zero, most=None, room=room)
    slack = (ruler.high - ruler.low) * 1e-6
    assert ruler.low - slack <= min(values)
    assert max(values) <= ruler.high + slack
    assert 1 <= len(ruler.ticks) - 1 <= 8
    assert not from_zero or min(values) < 0 or ruler.low == 0
    labels = ruler.labels(" %")
    assert len(set(labels)) == len(labels)


def test_numbers_of_the_scale_are_in_the_reader_s_language() -> None:
    points = simple([24000.0, 31000.0])
    with translation.override("es"):
        spanish, key = run_chart(points).wide, cache_key(points)
    assert spanish != run_chart(points).wide
    assert key != cache_key(points)


def test_the_key_is_of_the_content() -> None:
    again = RunPicture(**{name: getattr(MOCKED, name) for name in MOCKED.__slots__})
    assert cache_key(again) == cache_key(MOCKED)
    assert run_chart(again) is run_chart(MOCKED)
    assert cache_key(simple([1, 2])) != cache_key(simple([1, 3]))
    assert re.fullmatch(r"run-[0-9a-f]{32}", cache_key(MOCKED))


def test_a_drawing_is_quick() -> None:
    """Far under what a page may take; the figure itself is in the decision. A wide limit: this is no timed test."""
    began = time.process_time()
    for place in range(10):
        run_chart(simple([float((place * 7 + i * 5) % 40) for i in range(24)]))
    assert time.process_time() - began < 2


def test_words_of_the_mock_stand_apart() -> None:
    assert_words_stand_apart(MOCKED)


EVENTS = st.lists(
    st.builds(
        Event,
        st.integers(0, 30),
        st.text("Partnerlkbegis 29", max_size=60),
        st.sampled_from(["", "Talk", "A new timetable"]),
    ),
    max_size=6,
)


@settings(max_examples=40)
@example([None] * 7 + [0.0, 0.0], [], 0.0, 0.0, -1)
@given(
    st.lists(st.one_of(st.none(), st.floats(0, 100)), min_size=1, max_size=60),
    EVENTS,
    st.floats(0, 100),
    st.floats(0, 100),
    st.sampled_from([-1, 1]),
)
def test_words_never_touch(
    points: list[float | None], events: list[Event], median: float, hoped: float, side: Literal[-1, 1]
) -> None:
    count = len(points)
    picture = simple(
        points,
        most=100.0,
        levels=(
            Level("carried", median, count // 3, count, "median before, 34 %", "median 34 %"),
            Level("prediction", hoped, count // 3, count, "predicted: 50 %", "50 %"),
        ),
        events=tuple(Event(min(event.before, count), event.label, event.short) for event in events),
        shift=Shift(
            frozenset(range(count // 2, count)), "leaf", side, "13 lessons in a row above the median", "13 in a row"
        ),
    )
    assert_words_stand_apart(picture)


def test_two_events_close_together_both_keep_their_words() -> None:
    pins, extra = pin_events(
        [Event(0, "Partner talk begins, 29 Sep"), Event(0, "Timers in every room, 6 Oct")],
        [300, 340],
        Box(44, 30, 744, 306),
    )
    assert [pin.word is not None for pin in pins] == [True, True]
    assert extra == 20
    assert pins[0].top != pins[1].top


def test_an_event_that_finds_no_room_keeps_its_line() -> None:
    pins, _extra = pin_events(
        [Event(0, f"Event {i}") for i in range(8)], [300.0 + i for i in range(8)], Box(44, 30, 744, 306)
    )
    assert len(pins) == 8
    assert pins[-1].word is None


def test_width_of_text_and_shortening() -> None:
    assert width("") == 0
    assert width("WWW") > width("iii")
    assert shorten("Second school joins the routine", 100).endswith("…")
    assert width(shorten("Second school joins the routine", 100)) <= 100
    assert shorten("Second school", 20) == ""


def test_a_line_meets_a_box() -> None:
    box = Box(10, 10, 20, 20)
    assert Line(0, 0, 30, 30, 1).meets(box)
    assert not Line(0, 12, 12, 0, 1).meets(Box(11, 11, 20, 20))
    assert Line(15, 0, 15, 30, 1).meets(box)
    assert not Line(0, 25, 30, 25, 1).meets(box)


def test_a_cover_is_one_scale_for_all_bays() -> None:
    first, second, empty = cover(
        [
            CoverBay((30, 34, 52, 54), 2, 32, 53, "leaf"),
            CoverBay((30, None, 34), None, 32, None),
            CoverBay((), None),
        ]
    )
    assert 'viewBox="0 0 160 84" aria-hidden="true"' in first
    assert first.count('class="g-dot g-dot-leaf"') == 2
    assert first.count('class="g-dot"') == 2
    assert first.count('class="g-med"') == 2
    assert second.count("<circle") == 2
    assert re.findall(r'cy="([\d.]+)"', first)[0] == re.findall(r'cy="([\d.]+)"', second)[0]
    assert "<circle" not in empty
    assert cover([CoverBay((None,))]) == [""]
    assert len(cover([CoverBay((5.0, 5.0), 1, 5, 5, "straw")])) == 1
    ET.fromstring(first)


def test_one_point_none_and_all_equal_are_drawn() -> None:
    for points in ([], [34.0], [34.0] * 12, [0.0], [None, None], [-5.0, -5.0]):
        drawing = run_chart(simple([*points]))
        for svg in both(drawing):
            ET.fromstring(svg)
            assert "nan" not in svg
