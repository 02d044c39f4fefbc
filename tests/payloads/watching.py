"""A real browser that reads those pages, and hears whatever runs, asks for something, or could be made to run."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from mimetypes import guess_type
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Browser, Dialog, Page, Route
from tests.payloads.writing import Shown

HERE = Path(__file__).parent
DETECTOR, PROVOKE = HERE / "detector.js", (HERE / "provoke.js").read_text(encoding="utf-8")
SITE = "http://pergola.test"
KEPT = ("content-type", "content-security-policy", "x-content-type-options", "referrer-policy", "x-frame-options")
OURS = re.compile(r"/files/[0-9a-f-]{36}/picture/(small|large)/$")
VIEWED = "refused style-src-elem inline"
"""Of a feed: the browser draws XML with a style of its own, which our policy refuses too."""
CARELESS = {"Content-Type": "text/html; charset=utf-8"}


@dataclass
class Watching:
    page: Page
    now: Shown | None = None
    asked: list[str] = field(default_factory=list)
    """What a page asked for that no page of ours asks for."""
    said: list[str] = field(default_factory=list)

    @classmethod
    @contextmanager
    def of(cls, browser: Browser) -> Iterator["Watching"]:
        context = browser.new_context(bypass_csp=False)
        context.add_init_script(path=DETECTOR)
        watching = cls(context.new_page())
        context.route("**/*", watching._answer)
        context.on("dialog", watching._dialog)
        context.on("page", lambda other: watching.asked.append(f"a window: {other.url}"))
        yield watching
        context.close()

    def _answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        if path == "/page/" and self.now is not None:
            headers = {name: value for name, value in self.now.headers.items() if name.lower() in KEPT}
            route.fulfill(body=self.now.body, headers=headers)
        elif OURS.match(path):
            route.abort()  # a picture of ours: nothing here depends on how it looks
        elif path.startswith("/static/"):
            self._static(route, Path(settings.STATIC_ROOT) / path.removeprefix("/static/"))
        else:
            self.asked.append(f"{route.request.method} {route.request.url[:120]}")
            route.abort()

    @staticmethod
    def _static(route: Route, path: Path) -> None:
        if path.suffix == ".woff2" or not path.is_file():
            route.abort()
        else:
            route.fulfill(path=path, content_type=guess_type(path.name)[0] or "application/octet-stream")

    def _dialog(self, dialog: Dialog) -> None:
        self.asked.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def notice(self, shown: Shown) -> list[str]:
        """Everything about this page that a page of ours must not have. Nothing is what is hoped for."""
        self.now = shown
        self.asked.clear()
        self.page.goto(f"{SITE}/page/", wait_until="load")
        told = self.page.evaluate(PROVOKE)
        xml = "xml" in shown.headers.get("Content-Type", "")
        heard = [one for one in told["heard"] if not (xml and one == VIEWED)]
        armed = [one for one in told["armed"] if not (xml and one == "<style>")]
        return [*(f"ran: {one}" for one in heard), *(f"could run: {one}" for one in armed), *self.asked]


def careless(payload: str) -> list[Shown]:
    """What a careless page would make of it: as it is, in a value, and in a box."""
    forms = (
        f"<main>{payload}</main>",
        f'<main><input value="{payload}"></main>',
        f"<main><textarea>{payload}</textarea></main>",
    )
    return [
        Shown("careless", f"<!doctype html><title>x</title>{one}".encode(errors="replace"), CARELESS) for one in forms
    ]


def noticed_of(watching: Watching, some: Sequence[str]) -> list[str]:
    """Those of the payloads that are noticed where nobody took care."""
    return [one for one in some if any(watching.notice(shown) for shown in careless(one))]
