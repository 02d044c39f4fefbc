"""The pages a browser looks at, and as whom. Whoever builds a page adds a line here.

A page whose address holds an id is reached as a person reaches it: by the words of the links on the way.
"""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page


@dataclass(frozen=True)
class Stop:
    """One page: who looks, where they begin, which links they follow, what they do last."""

    who: str
    path: str
    through: tuple[str, ...] = ()
    then: Callable[[Page], None] | None = None
    state: str = ""

    def __str__(self) -> str:
        return " ".join([self.who, self.path, *self.through, self.state]).strip().replace(" ", "-")

    def reach(self, page: Page) -> None:
        """From the first page on."""
        for words in self.through:
            page.get_by_role("link", name=words).first.click()
        if self.then is not None:
            self.then(page)


def post_nothing_right(page: Page) -> None:
    """Send the page's first form with mistakes in it, past the browser's own checks."""
    page.locator("main form").first.evaluate("form => { form.noValidate = true }")
    page.locator("main form button[type=submit]").first.click()


def ask_for_a_code(page: Page) -> None:
    page.get_by_label("E-mail address", exact=True).fill("nobody@journeys.example")
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code", exact=True).wait_for()


PAGES = [
    # the entrance
    Stop("visitor", "/account/login/"),
    Stop("visitor", "/account/login/", then=post_nothing_right, state="mistakes"),
    Stop("visitor", "/account/login/code/"),
    Stop("visitor", "/account/login/code/", then=ask_for_a_code, state="enter code"),
    Stop("visitor", "/account/signup/"),
    Stop("visitor", "/account/signup/", then=post_nothing_right, state="mistakes"),
    Stop("visitor", "/account/password/reset/"),
    Stop("visitor", "/account/inactive/"),
    Stop("visitor", "/demo/"),
    # oneself
    Stop("member", "/you/"),
    Stop("member", "/account/password/set/"),
    Stop("pat.forte@sample.invalid", "/account/password/change/"),
    Stop("member", "/account/email/"),
    Stop("pat.forte@sample.invalid", "/account/reauthenticate/"),
    Stop("member", "/account/logout/"),
    # the desk
    Stop("visitor", "/"),
    Stop("member", "/month/"),
]
