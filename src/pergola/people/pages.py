"""Pages about oneself that stand on higher floors: each app names its own here, and You leads to them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class PageOfMine:
    """A link on the page “You”: what it is called, and the name of its address."""

    label: str | Promise
    named: str

    @property
    def address(self) -> str:
        return reverse(self.named)


PAGES: list[PageOfMine] = []


def declare_page_of_mine(label: str | Promise, named: str) -> None:
    """Called once, as an app gets ready."""
    page = PageOfMine(label, named)
    if page.named not in {one.named for one in PAGES}:
        PAGES.append(page)
