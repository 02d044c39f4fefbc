"""The process that draws: HTML comes in, a PDF goes out. It knows no setting and no database, and asks no network.

`python -I -m pergola.kernel.press.printer`; with `look` it only says whether it can draw here: its libraries are the system's.
"""

import logging
import resource
import sys
from typing import Any

from weasyprint import HTML
from weasyprint.urls import URLFetcher

SECONDS, MEMORY = 20, 2_000_000_000
"""Of work, and of room. After that the system ends this process, whatever it is at."""


class Nothing(URLFetcher):  # type: ignore[misc]  # it comes without types
    """Whatever a page shows stands in the page itself (`data:`). Nothing else is fetched, from nowhere."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=["data"], allow_redirects=False)

    def fetch(self, url: str, headers: Any = None) -> Any:
        if not url.startswith("data:"):
            raise ValueError("nothing is fetched for a page on paper")
        return super().fetch(url, headers)


def pdf(html: str) -> bytes:
    """Tagged, so that it can be read aloud (PDF/UA)."""
    page = HTML(string=html, base_url="about:blank", url_fetcher=Nothing())
    return bytes(page.write_pdf(pdf_variant="pdf/ua-1"))


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    logging.disable(logging.CRITICAL)  # what is said of a page on the way holds words of the page
    if sys.argv[1:] != ["look"]:
        sys.stdout.buffer.write(pdf(sys.stdin.buffer.read().decode()))


if __name__ == "__main__":
    main()
