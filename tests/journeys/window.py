"""A window onto the product: a page that notices what a person at the console would."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Error, Page, Request, Response

AXE = Path(__file__).resolve().parents[1] / "browser" / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules whose answer depends on light or dark."""
RUN = "async (what) => (await axe.run(document, {...what, resultTypes: ['violations'], preload: false})).violations"


@dataclass
class Watch:
    """Everything that must not happen in any window: an error, a refused resource, a call to a third party."""

    site: str
    troubles: list[str] = field(default_factory=list)

    _over: list[Page] = field(default_factory=list)

    def over(self, page: Page) -> None:
        self._over.append(page)
        page.on("console", self._hear)
        page.on("pageerror", self._break)
        page.on("request", self._leave)
        page.on("response", self._answer)

    def leave(self) -> None:
        """The window goes on without this watch."""
        for page in self._over:
            page.remove_listener("console", self._hear)
            page.remove_listener("pageerror", self._break)
            page.remove_listener("request", self._leave)
            page.remove_listener("response", self._answer)

    def _break(self, error: Error) -> None:
        self.troubles.append(f"script: {error}")

    def _hear(self, message: ConsoleMessage) -> None:
        """Errors and refusals of the policy. The browser's word on a status is judged where the answer is."""
        if message.type in {"error", "warning"} and "the server responded with a status" not in message.text:
            self.troubles.append(f"{message.type}: {message.text}")

    def _leave(self, request: Request) -> None:
        asked, site = urlsplit(request.url), urlsplit(self.site)
        live = (asked.hostname, asked.path) == (site.hostname, "/live/")  # our own second process, on another port
        if asked.scheme in {"http", "https"} and asked.netloc != site.netloc and not live:
            self.troubles.append(f"third party: {request.url}")

    def _answer(self, response: Response) -> None:
        """A form that is refused is an answer, whether the browser sent it or our script did."""
        refused = response.status == 422 and response.request.resource_type in {"xhr", "fetch"}
        other = response.request.resource_type != "document" and not refused
        if response.status >= 500 or (response.status >= 400 and other):
            self.troubles.append(f"{response.status}: {response.url}")


def axe(page: Page, *, colours_only: bool = False) -> list[str]:
    """What axe finds on this page by WCAG 2.0 to 2.2, A and AA, and best practice: a line for each violation."""
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    what = {"type": "rule", "values": COLOURS} if colours_only else {"type": "tag", "values": RULES}
    found: list[dict[str, Any]] = page.evaluate(RUN, {"runOnly": what})
    return [
        f"{one['id']}: {one['help']}: {'; '.join(str(node['target']) + ' ' + node['html'][:160] for node in one['nodes'][:3])}"
        for one in found
    ]


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width
