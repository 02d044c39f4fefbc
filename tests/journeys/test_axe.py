"""Every page of the list: nothing for axe to find, in light and dark, on a desk and on a phone; no page scrolls sideways.

PERGOLA_PICTURES names a folder for a picture of each.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Page
from tests.journeys.conftest import Axe, Open, Scheme, Visit
from tests.journeys.pages import PAGES, Stop
from tests.journeys.things import Things
from tests.journeys.window import Watch, sideways

SIGHTS: tuple[tuple[int, Scheme], ...] = (
    (1280, "light"),
    (1280, "dark"),
    (390, "dark"),
    (390, "light"),
    (320, "light"),
)
"""Every rule in light; in dark, those that ask for colours: nothing else of a page depends on it."""


@pytest.fixture(scope="module")
def readers(open_window: Open) -> Iterator[Callable[[str], Page]]:
    """One window a person, for pages that are only read: nothing of one is left in the next."""
    opened: dict[str, Page] = {}

    def find(who: str) -> Page:
        if who not in opened:
            opened[who] = open_window(who)
        return opened[who]

    yield find
    for page in opened.values():
        page.context.close()


@pytest.fixture
def arrive(
    visit_as: Visit, readers: Callable[[str], Page], things: Things, site: str
) -> Iterator[Callable[[Stop], Page]]:
    """The window at this stop. Where something is done there, it is a window of its own."""
    watch = Watch(site)

    def go(stop: Stop) -> Page:
        path = stop.at(things)
        if stop.then is not None:
            page = visit_as(stop.who, path)
            stop.then(page)
        else:
            page = readers(stop.who)
            watch.over(page)
            answer = page.goto(path)
            assert answer is not None
            assert answer.status == stop.status, f"{path} answers {answer.status}"
        if stop.shows:
            assert resolve(urlsplit(page.url).path).view_name == stop.shows
        return page

    yield go
    watch.leave()
    assert not watch.troubles, "\n".join(watch.troubles)


@pytest.mark.parametrize("stop", PAGES, ids=str)
def test_a_page_is_for_everyone(arrive: Callable[[Stop], Page], axe: Axe, stop: Stop) -> None:
    page = arrive(stop)
    found = []
    for width, scheme in SIGHTS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found += [f"{width} {scheme}: {line}" for line in axe(page, colours_only=scheme == "dark")]
        if (over := sideways(page)) > 0:
            found.append(f"{width}: {over} pixels too wide")
        _picture(page, stop, f"{width}-{scheme}")
    assert not found, "\n".join(found)


def _picture(page: Page, stop: Stop, name: str) -> None:
    if folder := os.environ.get("PERGOLA_PICTURES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        safe = str(stop).replace("/", "_")
        page.screenshot(path=Path(folder) / f"{safe}.{name}.png", full_page=True)
