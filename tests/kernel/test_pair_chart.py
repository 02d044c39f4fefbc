"""Then and now: which is which is told by shape; words that do not fit are left out and never lie on each other."""

import re
from itertools import pairwise

import pytest

from pergola.kernel.charts import Pair, pair_chart
from pergola.kernel.charts.text import width

SCALE = ["Not yet", "Here and there", "In most places", "Everywhere, by habit"]
DAYS = ("9 October 2025", "12 November 2026")
WORD = re.compile(r'<text(?: class="[^"]+")? x="([\d.]+)" y="50.0">([^<]+)</text>')


def test_a_hollow_point_is_then_a_full_one_now_and_a_line_joins_what_moved() -> None:
    drawn = pair_chart([Pair("Moved", 0, 2), Pair("Stayed", 1, 1), Pair("Begun", 3, None)], SCALE, DAYS)
    assert drawn.alt == (
        "Moved: Not yet then, In most places now; Stayed: Here and there then, Here and there now; Begun: Everywhere, by habit"
    )
    for svg in (drawn.wide, drawn.narrow):
        assert svg.count("g-line") == 1
        assert svg.count('class="g-pt g-pt-slate"') == 2 + 1, "two that are now, and the key"
        assert svg.count('class="g-pt"') == 2 + 1, "two that were then, and the key"
        assert svg.count('<circle class="g-axis"') == 1, "a ring where nothing moved"


@pytest.mark.parametrize(
    "scale",
    [
        SCALE,
        ["No", "Yes"],
        ["Todavía no", "En algunos lugares", "En la mayoría de los lugares", "En todas partes, por costumbre"],
    ],
)
def test_words_of_the_scale_never_lie_on_each_other_nor_over_the_edge(scale: list[str]) -> None:
    drawn = pair_chart([Pair("One", 0, 1)], scale, DAYS)
    for svg, wide in ((drawn.wide, 760), (drawn.narrow, 358)):
        spans = [(float(x), float(x) + width(word)) for x, word in WORD.findall(svg)]
        assert len(spans) in {2, len(scale)}
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
        assert spans[0][0] >= 0
        assert spans[-1][1] <= wide


def test_what_people_wrote_is_no_markup() -> None:
    drawn = pair_chart([Pair("<b>", 0, 1)], ["<i>", "&"], ("<u>", ""))
    assert not re.search(r"<[biu]>", drawn.wide + drawn.narrow)
