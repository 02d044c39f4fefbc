"""Every page of the list: nothing for axe to find, in light and dark, on a desk and on a phone; no page scrolls sideways.

PERGOLA_PICTURES names a folder for a picture of each.
"""

import os
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.journeys.conftest import Visit
from tests.journeys.pages import PAGES, Stop
from tests.journeys.window import sideways

WIDTHS, SCHEMES = (1280, 390), ("light", "dark")
NARROWEST = 320


@pytest.mark.parametrize("stop", PAGES, ids=str)
def test_a_page_is_for_everyone(visit_as: Visit, axe: Callable[[Page], list[str]], stop: Stop) -> None:
    page = visit_as(stop.who, stop.path)
    stop.reach(page)
    found = []
    for width, scheme in product(WIDTHS, SCHEMES):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        found += [f"{width} {scheme}: {line}" for line in axe(page)]
        _picture(page, stop, f"{width}-{scheme}")
    page.set_viewport_size({"width": NARROWEST, "height": 900})
    _picture(page, stop, f"{NARROWEST}-dark")
    if (over := sideways(page)) > 0:
        found.append(f"{NARROWEST}: {over} pixels too wide")
    assert not found, "\n".join(found)


def _picture(page: Page, stop: Stop, name: str) -> None:
    if folder := os.environ.get("PERGOLA_PICTURES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        safe = str(stop).replace("/", "_")
        page.screenshot(path=Path(folder) / f"{safe}.{name}.png", full_page=True)
