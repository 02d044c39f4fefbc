"""Small multiples: each panel by itself, all on one scale; values as circles, bands as bars, what is hidden as a dashed line."""

import re
from typing import Any
from xml.etree import ElementTree as ET

from django.utils import translation

from pergola.kernel.charts import Panel, small_multiples

DAY = 739_000


def drawn(*points: float | tuple[float, float] | None, **more: Any) -> str:
    panel = Panel("Latino", "Latino. 20 to 30 %", tuple((DAY + 30 * n, one) for n, one in enumerate(points)), **more)
    (small,) = small_multiples([panel], begin="1 Sep", end="1 Dec", suffix="\u00a0%", most=100)
    for svg in (small.wide, small.narrow):
        ET.fromstring(svg)
    return small.wide


def test_a_value_is_a_circle_a_band_a_bar_and_what_is_hidden_a_dashed_line() -> None:
    svg = drawn(34.0, (20, 30), None, None, hidden=frozenset({3}))
    assert (svg.count("<circle"), svg.count("<rect"), svg.count("g-med-x")) == (1, 1, 1)
    assert 'aria-label="Latino. 20 to 30 %"' in svg


def test_a_bar_reaches_from_one_end_to_the_other_and_is_never_too_thin_to_see() -> None:
    svg = drawn((0.0, 100.0), (50.0, 50.0), marked=frozenset({1}))
    tall, thin = (float(one) for one in re.findall(r'<rect[^>]* height="([\d.]+)"', svg))
    assert tall > 150
    assert thin == 3
    assert len(re.findall(r'<rect class="g-pt g-pt-slate"', svg)) == 1


def test_bars_of_days_close_together_do_not_touch() -> None:
    panel = Panel("A", "A", ((DAY, (10, 20)), (DAY + 1, (20, 30)), (DAY + 60, (30, 40))))
    (small,) = small_multiples([panel], begin="a", end="b", most=100)
    spans = [tuple(map(float, one)) for one in re.findall(r'<rect[^>]* x="([\d.]+)"[^>]* width="([\d.]+)"', small.wide)]
    assert spans[0][1] < 20
    assert 'y="' in small.wide


def test_all_stand_on_one_scale_in_the_readers_language() -> None:
    panels = [Panel("A", "A", ((DAY, (0.0, 0.5)),)), Panel("B", "B", ((DAY, 1.5),))]
    with translation.override("es"):
        first, second = small_multiples(panels, begin="a", end="a", suffix="\u00a0%")
    for small in (first, second):
        labels = re.findall(r'text-anchor="end">([^<]*)<', small.wide)
        assert labels[-1].endswith("\u00a0%")
    assert re.findall(r"<text[^>]*>([^<]*)<", first.wide)[:2] == re.findall(r"<text[^>]*>([^<]*)<", second.wide)[:2]


def test_nothing_told_anywhere_is_no_picture() -> None:
    assert small_multiples([Panel("A", "A", ((DAY, None),), hidden=frozenset({0}))], begin="", end="") == []
