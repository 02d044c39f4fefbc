"""The mast: its order in the source is the order in which a telephone shows it, and so the order of Tab."""

import re
from pathlib import Path

from tests.asking import browser_of
from tests.cast import Cast

CSS = Path(__file__).parents[2] / "assets/css/mast.css"


def test_what_is_ones_own_stands_before_the_words_as_a_telephone_shows_it(cast: Cast) -> None:
    page = browser_of(cast.member).get("/help/").text
    mast = page.partition('<header class="mast">')[2].partition("</header>")[0]
    order = ("wordmark", ">Search</a>", ">Notices", ">Marisol</a>", ">My month</a>", ">Library</a>")
    places = [mast.index(one) for one in order]
    assert places == sorted(places)
    narrow = CSS.read_text().partition("@media(min-width:44rem)")[0]
    assert not re.search(r"[{;]order:", narrow), "the eye goes as the source does"


def test_calls_and_pathways_stand_under_communities(cast: Cast) -> None:
    for page in (f"/calls/{cast.alder_wall.pk}/", f"/pathways/{cast.alder_wall.pk}/"):
        told = browser_of(cast.member).get(page).text
        assert re.search(r'<a href="/communities/" aria-current="page">Communities</a>', told), page
