"""The look is held: the page of components is beside what was kept of it. After a change that is meant, keep it anew:

PERGOLA_TEST_KEEP_LOOK=1 bin/test --only-tests -n 0 tests/look
"""

import os
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page
from pytest_django import Settings
from tests.kernel.test_components_browser import HOME, Server
from tests.look.recording import keep, kept, look, pictures_differ, words_differ

from pergola.demo.views.components import NOW

type Scheme = Literal["light", "dark"]
LOOKS: list[tuple[int, Scheme]] = [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]
MUTANTS = {
    "a note stands one pixel further right": ".note { margin-left: 1px }",
    "a button is one pixel higher": ".btn { padding-top: calc(.5rem + 1px) }",
    "an act stands one pixel lower, and nothing else moves": ".act { position: relative; top: 1px }",
    "one wash is a shade lighter": ":root { --leaf-wash: light-dark(#e4eeda, #253123) }",
    "the ink is not quite the ink": ":root { --ink: light-dark(#271d25, #f0ebe7) }",
    "a heading is a little lighter in weight": "h2 { font-weight: 500 }",
    "a corner is rounder": ".btn { border-radius: 6px }",
    "something floats": ".act { box-shadow: 0 1px 3px #0004 }",
    "the ring is thinner": ":focus-visible { outline-width: 1px !important }",
    "a button answers the mouse otherwise": ".btn-primary:hover { background: var(--straw) !important }",
    "a dot of a chart is larger": ".g-dot { r: 5px }",
    "another font": "blockquote, .lede { font-family: serif }",
    "a ground is a picture": ".sheet { background-image: linear-gradient(#0000, #0003) }",
}

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def always_the_same(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Static files under their plain names, and one day that is always today."""
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def shown(browser: Browser, width: int, scheme: Scheme) -> Page:
    """The page as it is served, in a window that takes one more style for its pictures."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page.route("**/*", Server())
    page.goto(HOME)
    page.evaluate("document.fonts.ready.then(() => true)")
    return page


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_look_is_as_it_was_kept(browser: Browser, tmp_path: Path, width: int, scheme: Scheme) -> None:
    page = shown(browser, width, scheme)
    now, name = look(page), f"{width}-{scheme}"
    page.close()
    if os.environ.get("PERGOLA_TEST_KEEP_LOOK"):
        keep(name, now)
    then = kept(name)
    told = words_differ(then.lines, now.lines) + pictures_differ(then.picture, now.picture)
    if told:
        now.picture.save(tmp_path / "now.png")
        then.picture.save(tmp_path / "then.png")
        pytest.fail(f"{len(told)} things look otherwise; pictures in {tmp_path}\n" + "\n".join(told[:40]))


def test_a_small_change_of_look_is_seen(browser: Browser) -> None:
    """Each of these is noticed, beside the same page unchanged; and the unchanged page is noticed by neither."""
    page = shown(browser, 390, "light")
    first = look(page)
    unseen, by_words, by_picture = [], 0, 0
    for says, style in {"nothing": "/* */", **MUTANTS}.items():
        changed = page.add_style_tag(content=style)
        now = look(page)
        changed.evaluate("one => one.remove()")
        words, picture = words_differ(first.lines, now.lines), pictures_differ(first.picture, now.picture)
        if says == "nothing":
            assert (words, picture) == ([], [])
        elif not words and not picture:
            unseen.append(says)
        by_words, by_picture = by_words + bool(words), by_picture + bool(picture)
    page.close()
    assert unseen == []
    assert by_words >= len(MUTANTS) - 2
    assert by_picture >= len(MUTANTS) // 2
