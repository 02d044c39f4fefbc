"""The pages a browser looks at, and as whom. Whoever builds a page adds a line here; test_pages.py misses one that is not.

`{names}` in an address are those of things.py.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import FilePayload, Page
from tests.journeys.people import PASSWORD
from tests.journeys.things import Things
from tests.matrix.filing import a_png

from pergola.desk.guides import GUIDES


@dataclass(frozen=True)
class Stop:
    """One page: who looks, where, what they do there; and the route they are at then, if it is another one."""

    who: str
    path: str
    then: Callable[[Page], None] | None = None
    state: str = ""
    shows: str = ""
    status: int = 200

    def __str__(self) -> str:
        return " ".join([self.who, self.path, self.state]).strip().replace(" ", "-")

    def at(self, things: Things) -> str:
        return things.path(self.path)


def post_nothing_right(page: Page) -> None:
    """Send the page's first form with mistakes in it, past the browser's own checks."""
    page.locator("main form[method=post]").first.evaluate("form => { form.noValidate = true }")
    page.locator("main form[method=post] button[type=submit]").first.click()


def ask_nobody_for_a_number(page: Page) -> None:
    """Above the form stand links, each with a button that ends it."""
    page.locator("main form.sheet").evaluate("form => { form.noValidate = true }")
    page.get_by_role("button", name="Make the link").click()


def begin_without_words(page: Page) -> None:
    page.get_by_label("Your problem of practice, in a sentence").fill("")
    post_nothing_right(page)


def open_everything(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


def ask_nothing(page: Page) -> None:
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    page.get_by_role("button", name="Keep these questions").click()


def agree_too_early(page: Page) -> None:
    page.get_by_role("button", name="The team has agreed on this").click()


def leave_all_out(page: Page) -> None:
    for box in page.get_by_label("I leave it out this month").all():
        box.check()
    page.get_by_role("button", name="Keep my marks").click()
    page.get_by_text("are kept. Look at them").click()


def say_yes_to_all(page: Page) -> None:
    for box in page.get_by_role("radio", name="Yes", exact=True).all():
        box.check()
    page.get_by_role("button", name="See what fits").click()
    page.get_by_role("button", name="Look again").wait_for()


def ask_for_a_code(page: Page) -> None:
    page.get_by_label("E-mail address", exact=True).fill("nobody@journeys.example")
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code", exact=True).wait_for()


def ask_for_a_new_password(page: Page) -> None:
    page.get_by_label("E-mail address", exact=True).fill("nobody@journeys.example")
    page.locator("main form[method=post] button[type=submit]").click()
    page.get_by_label("Code", exact=True).wait_for()


def make_an_account(page: Page) -> None:
    page.get_by_label("Your name", exact=True).fill("Oda Fermata")
    page.get_by_label("E-mail address", exact=True).fill("oda@journeys.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code", exact=True).wait_for()


def half_way_in(page: Page) -> None:
    page.get_by_label("E-mail address", exact=True).fill(QUINN)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Code", exact=True).wait_for()


def ask_for_a_code_again(page: Page) -> None:
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code", exact=True).wait_for()


def write_addresses(page: Page) -> None:
    page.get_by_label("E-mail addresses").fill("one@journeys.example, two@journeys.example")
    page.get_by_role("button", name="Show who gets a mail").click()


def write_a_bad_address(page: Page) -> None:
    page.get_by_label("E-mail addresses").fill("one@journeys.example\ntwo at journeys")
    page.get_by_role("button", name="Show who gets a mail").click()


def paste(rows: str) -> Callable[[Page], None]:
    def then(page: Page) -> None:
        page.get_by_label("Paste your rows").fill(rows)
        page.get_by_role("button", name="Read these rows").click()

    return then


BY_GROUP = "Race\tBlack\t34\t96\nRace\tWhite\t80\t155\nRace\tAsian\t2\t5\nEverybody\t116\t256"


def paste_groups(rows: str) -> Callable[[Page], None]:
    def then(page: Page) -> None:
        page.get_by_label("Paste your rows").fill(rows)
        page.get_by_role("button", name="See what would be told").click()

    return then


def add_a_picture(page: Page) -> None:
    board = FilePayload(name="board.png", mimeType="image/png", buffer=a_png(640, 400))
    page.get_by_label("A picture or a document").set_input_files(board)
    page.get_by_label("What it shows or is for").fill("The board after four minutes of talk.")
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("img", name="The board after four minutes of talk.").first.wait_for()


def add_and_describe(page: Page) -> None:
    add_a_picture(page)
    page.get_by_role("link", name=re.compile(r"Put its words right\s*: board\.png")).first.click()
    page.get_by_role("button", name="Keep it like this").wait_for()


def say_not_yet(page: Page) -> None:
    for box in page.get_by_label("Not yet", exact=True).all():
        box.check()
    page.get_by_role("button", name="Suggest a place").click()
    page.get_by_role("button", name="I am there").wait_for()


def lose_the_token(page: Page) -> None:
    """As when a form was open over night."""
    page.locator("main form[method=post] [name=csrfmiddlewaretoken]").first.evaluate("token => token.remove()")
    page.locator("main form[method=post] button[type=submit]").first.click()


MEMBER, KEEPER, LEAD, HUB, SEES = "member", "facilitator", "team lead", "hub", "evaluator"
PLANS, TRIES = "priya.natarajan@sample.invalid", "leilani.kahale@sample.invalid"
STUDIES, ANSWERS, PAT = "eben.thayer@sample.invalid", "ray.castellano@sample.invalid", "pat.forte@sample.invalid"
RENATA, ISAAC = "coach", "isaac.boateng@sample.invalid"
DARIO = "dario.benedetti@sample.invalid"
QUINN = "quinn.grave@sample.invalid"
DUNMORE = "patrice.lindgren@sample.invalid"
SYSTEM_LEAD = "system lead"
VISITOR, NEW, OPERATOR = "visitor", "noor.haddad@sample.invalid", "operator"
NOWHERE = "00000000-0000-7000-8000-000000000000"

ENTRANCE = [
    Stop(VISITOR, "/account/login/"),
    Stop(VISITOR, "/account/login/", post_nothing_right, "mistakes"),
    Stop(VISITOR, "/account/login/code/"),
    Stop(VISITOR, "/account/login/code/", ask_for_a_code, "enter code", "account_confirm_login_code"),
    Stop(VISITOR, "/account/signup/"),
    Stop(VISITOR, "/account/signup/", post_nothing_right, "mistakes"),
    Stop(VISITOR, "/account/signup/", make_an_account, "enter code", "account_email_verification_sent"),
    Stop(VISITOR, "/account/password/reset/"),
    Stop(
        VISITOR, "/account/password/reset/", ask_for_a_new_password, "enter code", "account_confirm_password_reset_code"
    ),
    Stop(VISITOR, "/account/inactive/"),
    Stop(VISITOR, "/demo/"),
    Stop(VISITOR, "/demo/components/", open_everything),
    Stop(VISITOR, "/demo/components/?theme=dark", open_everything, "in dark"),
    Stop(MEMBER, "/you/"),
    Stop(MEMBER, "/account/password/set/"),
    Stop(PAT, "/account/password/change/"),
    Stop(MEMBER, "/account/email/"),
    Stop(PAT, "/account/reauthenticate/"),
    Stop(MEMBER, "/account/logout/"),
    Stop(VISITOR, "/account/login/passkey/"),
    Stop(VISITOR, "/account/login/", half_way_in, "second factor", "mfa_authenticate"),
    Stop(VISITOR, "/account/signup/passkey/"),
    Stop(VISITOR, "/account/signup/passkey/", post_nothing_right, "mistakes"),
    Stop(QUINN, "/you/", state="every way in"),
    Stop(MEMBER, "/account/passkeys/add/"),
    Stop(QUINN, "/account/passkeys/add/", state="another"),
    Stop(QUINN, "/account/passkeys/{passkey}/name/"),
    Stop(QUINN, "/account/passkeys/{passkey}/remove/"),
    Stop(MEMBER, "/account/app/"),
    Stop(MEMBER, "/account/app/", post_nothing_right, "mistakes"),
    Stop(QUINN, "/account/app/remove/"),
    Stop(QUINN, "/account/recovery-codes/"),
    Stop(QUINN, "/account/recovery-codes/new/"),
    Stop(PAT, "/account/password/remove/"),
    Stop(MEMBER, "/account/reauthenticate/mail/"),
    Stop(MEMBER, "/account/reauthenticate/mail/", ask_for_a_code_again, "enter code"),
    Stop(QUINN, "/account/reauthenticate/code/"),
    Stop(QUINN, "/account/reauthenticate/passkey/"),
    Stop(VISITOR, "/invitations/{invitation}/"),
    Stop(PAT, "/invitations/{invitation}/"),
    Stop(MEMBER, "/invitations/{invitation}/", state="somebody else’s"),
    Stop("fay.lindqvist@sample.invalid", "/invitations/{invited here}/here/"),
    Stop(VISITOR, "/invitations/1-gone/", state="gone", status=404),
]
PUBLIC = [
    Stop(VISITOR, "/"),
    Stop(VISITOR, "/lessons/"),
    Stop(VISITOR, "/lessons/{edition}/", open_everything),
    Stop(VISITOR, "/lessons/{essay}/", state="essay"),
    Stop(VISITOR, "/packages/"),
    Stop(VISITOR, "/lessons/{package}/", open_everything, "package"),
    Stop(VISITOR, "/lessons/{edition}/claims/1/", open_everything),
    Stop(VISITOR, "/numbers/{release}/systems/"),
    Stop(VISITOR, "/numbers/{release}/students/"),
    Stop(VISITOR, "/systems/"),
    Stop(VISITOR, "/systems/?name=nowhere+at+all", state="none found"),
    Stop(VISITOR, "/schools/"),
    Stop(VISITOR, "/schools/?name=nowhere+at+all", state="none found"),
    Stop(VISITOR, "/schools/{school}/"),
    Stop(VISITOR, "/map/"),
    Stop(VISITOR, "/map/?state=OR", state="none there"),
    Stop(VISITOR, "/systems/alder-valley/"),
    Stop(VISITOR, "/systems/alder-valley/schools/"),
    Stop(VISITOR, "/systems/{record}/"),
    Stop(VISITOR, "/systems/{record}/schools/"),
    Stop(VISITOR, "/search/"),
    Stop(VISITOR, "/search/?q=claim"),
    Stop(VISITOR, "/search/?q=xylophone", state="no hits"),
    Stop(VISITOR, "/start/"),
    Stop(VISITOR, "/start/", post_nothing_right, "mistakes"),
    Stop(VISITOR, "/start/", say_yes_to_all, "answered"),
    Stop(MEMBER, "/start/", say_yes_to_all, "answered"),
    Stop(VISITOR, "/who-sees-what/"),
    Stop(VISITOR, "/accessibility/"),
    Stop(VISITOR, "/help/"),
    *(Stop(VISITOR, f"/help/{name}/") for name in GUIDES),
    Stop(VISITOR, "/nowhere/", state="not found", status=404),
]
DESK = [
    Stop(MEMBER, "/"),
    Stop(MEMBER, "/month/"),
    Stop(LEAD, "/month/"),
    Stop(NEW, "/month/", state="nothing waits"),
    Stop(MEMBER, "/communities/"),
    Stop(NEW, "/communities/", state="in none yet"),
    Stop(MEMBER, "/communities/{community}/"),
    Stop(NEW, "/communities/{community}/", state="outside"),
    Stop(OPERATOR, "/month/", state="operator"),
    Stop(MEMBER, "/chain/{claim}/", open_everything),
    Stop(LEAD, "/chain/{claim}/", open_everything),
    Stop(MEMBER, "/chain/{problem}/", state="from a problem"),
    Stop(MEMBER, "/chain/{claim}/report/"),
    Stop(MEMBER, "/dead-ends/"),
    Stop(LEAD, "/dead-ends/"),
    Stop(NEW, "/dead-ends/", state="none"),
    Stop(MEMBER, "/chain/{problem}/report/", state="from a problem"),
    Stop(HUB, "/hub/{network}/"),
    Stop(SEES, "/hub/{network}/"),
    Stop("visitor", "/numbers/of/{network}/frame/"),
    Stop(HUB, "/networks/{network}/numbers/"),
    Stop(HUB, "/networks/{network}/numbers/systems/"),
    Stop(SEES, "/networks/{network}/numbers/students/"),
    Stop(MEMBER, "/search/?q=claim"),
    Stop(MEMBER, "/search/?q=claim&when=month", state="narrowed"),
    Stop(MEMBER, "/search/?q=alder", state="people and places"),
    Stop(MEMBER, "/lessons/"),
    Stop(MEMBER, f"/communities/{NOWHERE}/", state="not found", status=404),
    Stop(NEW, "/you/", lose_the_token, "sent too late"),
]
GATHER = [
    Stop(MEMBER, "/communities/{community}/people/"),
    Stop(KEEPER, "/communities/{community}/people/", open_everything),
    Stop(HUB, "/communities/open/{wall}/", open_everything),
    Stop(HUB, "/communities/open/{wall}/", post_nothing_right, "mistakes"),
    Stop(OPERATOR, "/communities/open/{wall}/", state="of others", status=404),
    Stop(KEEPER, "/communities/{community}/groups/open/"),
    Stop(MEMBER, "/communities/{community}/charter/"),
    Stop(NEW, "/communities/{community}/charter/", state="outside"),
    Stop(MEMBER, "/communities/{community}/charter/2/"),
    Stop(MEMBER, "/communities/{community}/charter/write/"),
    Stop(NEW, "/communities/{on request}/", state="on request"),
    Stop(NEW, "/communities/{on request}/ask/"),
    Stop(NEW, "/communities/{on request}/ask/", post_nothing_right, "mistakes"),
    Stop(KEEPER, "/communities/{community}/arrange/"),
    Stop(KEEPER, "/communities/{community}/stage/"),
    Stop(MEMBER, "/communities/{community}/stage/", state="read"),
    Stop(RENATA, "/communities/{fellowship}/", state="fellowship"),
    Stop(RENATA, "/communities/{fellowship}/become/"),
    Stop(RENATA, "/communities/{fellowship}/people/", state="not yet leading"),
    Stop(KEEPER, "/communities/{community}/hand-over/"),
    Stop(ISAAC, "/hand-overs/{hand-over}/"),
    Stop(DARIO, "/hand-overs/{hand-over}/", state="asked"),
    Stop(KEEPER, "/communities/{community}/close/"),
    Stop(MEMBER, "/communities/{closed}/", state="closed"),
    Stop(MEMBER, "/communities/{closed}/thanks/"),
    Stop(KEEPER, "/communities/{closed}/thanks/", state="who closed it"),
    Stop(KEEPER, "/communities/{closed}/pack/"),
    Stop(KEEPER, "/communities/{community}/invite/"),
    Stop(KEEPER, "/communities/{community}/invite/", write_a_bad_address, "a bad address"),
    Stop(KEEPER, "/communities/{community}/invite/", write_addresses, "who gets a mail"),
    Stop(KEEPER, "/communities/{community}/people/{membership}/take-out/"),
    Stop(MEMBER, "/teams/{team}/people/{team member}/take-out/"),
    Stop(MEMBER, "/teams/{team}/", open_everything),
    Stop(NEW, "/communities/{by invitation}/", state="by invitation", status=200),
    Stop(HUB, "/teams/{team in need}/"),
    Stop(HUB, "/teams/{resting team}/", state="resting"),
    Stop(HUB, "/teams/{team in need}/promise/"),
    Stop(HUB, "/teams/{team in need}/promise/", post_nothing_right, "mistakes"),
    Stop(HUB, "/promises/{promise}/let-go/"),
    Stop(HUB, "/teams/{team in need}/gatherings/new/", state="by the hub"),
    Stop(MEMBER, "/teams/{team}/invite/"),
    Stop(HUB, "/networks/{network}/", open_everything),
    Stop(MEMBER, "/networks/{network}/", state="of a team"),
    Stop(HUB, "/networks/{network}/systems/ask/?name=unified"),
    Stop(MEMBER, "/networks/{network}/systems/{member system}/shares/"),
    Stop(MEMBER, "/networks/{network}/systems/{member system}/leave/"),
    Stop(OPERATOR, "/networks/found/"),
    Stop(OPERATOR, "/networks/found/", post_nothing_right, "mistakes"),
    Stop(OPERATOR, "/leads/first/"),
    Stop(OPERATOR, "/leads/first/?name=unified"),
    Stop(SYSTEM_LEAD, "/systems/alder-valley/asking/"),
    Stop(DUNMORE, "/systems/alder-valley/come-in/"),
    Stop(DUNMORE, "/systems/alder-valley/come-in/", post_nothing_right, "mistakes"),
    Stop(SYSTEM_LEAD, "/systems/alder-valley/leads/"),
    Stop(SYSTEM_LEAD, "/systems/alder-valley/leads/", post_nothing_right, "mistakes"),
    Stop(HUB, "/hub/{network}/people/"),
    Stop(HUB, "/hub/{network}/people/{evaluator}/take-out/"),
    Stop(HUB, "/hub/{network}/invite/"),
]
CALLING = "denise.holloway@sample.invalid"
CALLS = [
    Stop(MEMBER, "/calls/{called wall}/"),
    Stop(CALLING, "/calls/{called wall}/", state="leading"),
    Stop(CALLING, "/calls/{called wall}/open/"),
    Stop(CALLING, "/calls/{called wall}/open/", post_nothing_right, "mistakes"),
    Stop(CALLING, "/calls/{called wall}/what-next/"),
    Stop(MEMBER, "/calls/{call}/"),
    Stop(CALLING, "/calls/{call}/close/"),
    Stop(MEMBER, "/calls/{call}/propose/"),
    Stop(MEMBER, "/calls/{call}/propose/", post_nothing_right, "mistakes"),
    Stop(MEMBER, "/focus-areas/{wanted}/"),
    Stop(CALLING, "/focus-areas/{wanted}/", state="leading"),
    Stop(MEMBER, "/focus-areas/{merged}/", state="merged"),
    Stop(CALLING, "/focus-areas/{wanted}/launch/", open_everything),
    Stop(CALLING, "/focus-areas/{wanted}/launch/", post_nothing_right, "mistakes"),
    Stop(CALLING, "/focus-areas/{merged}/launch/", state="not enough people"),
    Stop(CALLING, "/focus-areas/{wanted}/merge/"),
    Stop(CALLING, "/focus-areas/{wanted}/retire/"),
    Stop(MEMBER, "/pathways/{called wall}/"),
    Stop(CALLING, "/pathways/{called wall}/make/"),
    Stop(MEMBER, "/pathways/{pathway}/"),
    Stop(TRIES, "/pathways/{pathway}/", state="on it"),
    Stop(CALLING, "/pathways/{pathway}/", state="leading"),
    Stop(CALLING, "/pathways/{pathway}/change/"),
    Stop(MEMBER, "/pathways/{pathway}/check/"),
    Stop(MEMBER, "/pathways/{pathway}/check/", say_not_yet, "suggested"),
    Stop(CALLING, "/pathways/{pathway}/levels/add/"),
    Stop(CALLING, "/pathways/{pathway}/levels/{level}/"),
    Stop(CALLING, "/pathways/{pathway}/levels/{level}/things/"),
]
SYSTEM_LEAD, GROUPS = "denise.holloway@sample.invalid", "ansel.whitaker@sample.invalid"
INSTRUMENTS = [
    Stop(KEEPER, "/communities/{community}/health/", open_everything),
    Stop(GROUPS, "/communities/{asked community}/health/", state="being asked"),
    Stop(KEEPER, "/communities/{community}/health/questions/"),
    Stop(KEEPER, "/communities/{community}/health/questions/", ask_nothing, "mistakes"),
    Stop(KEEPER, "/communities/{community}/health/ask/"),
    Stop(VISITOR, "/answers/{answering}/"),
    Stop(VISITOR, "/answers/{answering}/", post_nothing_right, "mistakes"),
    Stop(VISITOR, "/answers/1-gone/", state="gone", status=404),
    Stop(GROUPS, "/askings/{pulse}/"),
    Stop(MEMBER, "/askings/{poll}/", state="a poll"),
    Stop(SYSTEM_LEAD, "/polls/{alder}/"),
    Stop(MEMBER, "/polls/{alder}/", state="not leading"),
    Stop(SYSTEM_LEAD, "/polls/{alder}/ask/"),
    Stop(SYSTEM_LEAD, "/polls/{alder}/ask/", post_nothing_right, "mistakes"),
    Stop(HUB, "/hub/{network}/self-assessment/", open_everything),
    Stop(MEMBER, "/teams/{team}/self-assessment/"),
    Stop(HUB, "/teams/{team}/self-assessment/", state="as the hub"),
    Stop(LEAD, "/teams/{answering team}/self-assessment/", state="waiting"),
    Stop(ANSWERS, "/teams/{half}/self-assessment/", state="half done"),
    Stop(LEAD, "/teams/{answering team}/self-assessment/{round}/"),
    Stop(LEAD, "/teams/{answering team}/self-assessment/{round}/", agree_too_early, "mistakes"),
]
TEACHING = [
    Stop(MEMBER, "/communities/{community}/routines/"),
    Stop(RENATA, "/communities/{fellowship}/routines/", state="none"),
    Stop(MEMBER, "/communities/{community}/routines/write/"),
    Stop(MEMBER, "/communities/{community}/routines/write/", post_nothing_right, "mistakes"),
    Stop(MEMBER, "/routines/{routine}/"),
    Stop(KEEPER, "/routines/{routine}/", state="whose it is"),
    Stop(MEMBER, "/routines/{proposed routine}/", state="proposed"),
    Stop(MEMBER, "/routines/{variant}/", state="a variant"),
    Stop(MEMBER, "/routines/{routine}/family/"),
    Stop(KEEPER, "/routines/{routine}/change/"),
    Stop(MEMBER, "/routines/{variant}/share/"),
    Stop(MEMBER, "/routines/{routine}/tried/"),
    Stop(MEMBER, "/routines/{routine}/tried/", post_nothing_right, "mistakes"),
    Stop(MEMBER, "/routines/{routine}/use/"),
    Stop(MEMBER, "/routines/{routine}/make-it-ours/"),
    Stop(MEMBER, "/routines/{variant}/propose/"),
    Stop(MEMBER, "/agreements/{agreement}/", open_everything, "stands"),
    Stop(MEMBER, "/agreements/{proposal}/", open_everything, "asked"),
    Stop(MEMBER, "/agreements/{proposal}/talk/"),
    Stop(KEEPER, "/agreements/{proposal}/word-anew/"),
    Stop(KEEPER, "/agreements/{proposal}/end/"),
]
BOARDS = [
    Stop(MEMBER, "/communities/{community}/tensions/"),
    Stop(MEMBER, "/communities/{community}/tensions/", post_nothing_right, "mistakes"),
    Stop(KEEPER, "/communities/{community}/tensions/", leave_all_out, "kept"),
    Stop(GROUPS, "/communities/{asked community}/tensions/", state="too few"),
    Stop(KEEPER, "/communities/{community}/tensions/add/"),
    Stop(KEEPER, "/communities/{community}/tensions/add/", post_nothing_right, "mistakes"),
    Stop(MEMBER, "/tensions/{tension}/", open_everything),
    Stop(MEMBER, "/tensions/{tension}/talk/"),
    Stop(KEEPER, "/tensions/{tension}/reword/"),
    Stop(KEEPER, "/tensions/{tension}/retire/"),
]
MEETINGS = [
    Stop(MEMBER, "/communities/{community}/gatherings/"),
    Stop(KEEPER, "/communities/{community}/gatherings/new/", open_everything),
    Stop(KEEPER, "/communities/{community}/gatherings/new/", post_nothing_right, "mistakes"),
    Stop(MEMBER, "/communities/{community}/gatherings/new/", state="of two"),
    Stop(MEMBER, "/gatherings/{gathering}/"),
    Stop(KEEPER, "/gatherings/{gathering}/", state="kept"),
    Stop(KEEPER, "/gatherings/{gathering}/move/", open_everything),
    Stop(KEEPER, "/gatherings/{past gathering}/", open_everything, "who was there"),
    Stop(MEMBER, "/gatherings/{past gathering}/", state="that was"),
    Stop(MEMBER, "/teams/{team}/gatherings/"),
    Stop(MEMBER, "/teams/{team}/gatherings/new/"),
]
TALK = [
    Stop(MEMBER, "/conversations/{talk}/"),
    Stop(MEMBER, "/conversations/{talk}/edit/"),
    Stop(KEEPER, "/conversations/{told talk}/"),
    Stop(MEMBER, "/communities/{community}/conversations/"),
    Stop(MEMBER, "/communities/{community}/conversations/", post_nothing_right, "mistakes"),
    Stop(MEMBER, "/teams/{team}/conversations/"),
    Stop(KEEPER, "/posts/{post}/edit/"),
    Stop(MEMBER, "/things/{act}/say/"),
    Stop(MEMBER, "/removed/"),
    Stop(MEMBER, "/notices/"),
    Stop(NEW, "/notices/", state="nothing came"),
    Stop(MEMBER, "/notices/mail/", open_everything),
    Stop(VISITOR, "/notices/stop/{stop}/"),
    Stop(VISITOR, "/notices/stop/gone/", state="gone", status=404),
]
FILES = [
    Stop(MEMBER, "/things/{act}/file/"),
    Stop(MEMBER, "/things/{act}/file/", post_nothing_right, "mistakes"),
    Stop(MEMBER, "/things/{act}/video/"),
    Stop(MEMBER, "/things/{act}/video/", post_nothing_right, "mistakes"),
    Stop(MEMBER, "/things/{act}/say/file/"),
    Stop(MEMBER, "/things/{act}/say/video/"),
    Stop(MEMBER, "/things/{act}/file/", add_and_describe, "its words", "commons:describe_file"),
    Stop(MEMBER, "/things/{act}/file/", add_a_picture, "with a picture on it", "inquiry:cycle"),
]
INQUIRY = [
    Stop(MEMBER, "/inquiry/"),
    Stop(NEW, "/inquiry/", state="in none yet"),
    Stop(MEMBER, "/inquiry/teams/{team}/problem/"),
    Stop(MEMBER, "/inquiry/teams/{team}/problem/", post_nothing_right, "mistakes"),
    Stop(MEMBER, "/inquiry/communities/{community}/problem/"),
    Stop(MEMBER, "/inquiry/problems/{problem}/"),
    Stop(MEMBER, "/inquiry/problems/{problem}/words/"),
    Stop(MEMBER, "/inquiry/problems/{problem}/aim/"),
    Stop(MEMBER, "/inquiry/problems/{problem}/aim/", post_nothing_right, "mistakes"),
    Stop(MEMBER, "/inquiry/aims/{aim}/"),
    Stop(MEMBER, "/inquiry/aims/{aim}/words/"),
    Stop(MEMBER, "/inquiry/aims/{aim}/idea/"),
    Stop(MEMBER, "/inquiry/aims/{aim}/measure/", open_everything),
    Stop(MEMBER, "/inquiry/aims/{aim}/measure/", post_nothing_right, "mistakes"),
    Stop(MEMBER, "/inquiry/ideas/{idea}/"),
    Stop(MEMBER, "/inquiry/ideas/{idea}/words/"),
    Stop(MEMBER, "/inquiry/ideas/{idea}/cycle/"),
    Stop(MEMBER, "/inquiry/measures/{measure}/", open_everything),
    Stop(HUB, "/inquiry/measures/{measure}/"),
    Stop(MEMBER, "/inquiry/measures/{measure}/words/"),
    Stop(MEMBER, "/inquiry/measures/{measure}/data/", open_everything),
    Stop(MEMBER, "/inquiry/measures/{measure}/data/", paste("1 September 2025\t40\nsome day\t41"), "a mistake"),
    Stop(MEMBER, "/inquiry/measures/{measure}/data/", paste("1 September 2025\t40\n2 September 2025\t41"), "as read"),
    Stop(MEMBER, "/inquiry/measures/{measure}/days/{day}/"),
    Stop(MEMBER, "/inquiry/measures/{measure}/ask/"),
    Stop(MEMBER, "/inquiry/measures/{measure}/ask/", ask_nobody_for_a_number, "mistakes"),
    Stop(VISITOR, "/inquiry/numbers/{number}/"),
    Stop(VISITOR, "/inquiry/numbers/{number}/", post_nothing_right, "mistakes"),
    Stop(MEMBER, "/inquiry/measures/{counted}/limits/", open_everything),
    Stop(HUB, "/inquiry/measures/{counted}/limits/"),
    Stop(MEMBER, "/inquiry/measures/{counted}/split/"),
    Stop(MEMBER, "/inquiry/measures/{counted}/split/", post_nothing_right, "mistakes"),
    Stop(MEMBER, "/inquiry/measures/{counted}/version/"),
    Stop(MEMBER, "/inquiry/measures/{counted}/words/", state="of a shared definition"),
    Stop(MEMBER, "/inquiry/aims/{aim}/definition/"),
    Stop(MEMBER, "/inquiry/networks/{network}/definitions/"),
    Stop(HUB, "/inquiry/networks/{network}/definitions/", state="by the hub"),
    Stop(HUB, "/inquiry/networks/{network}/definitions/new/"),
    Stop(HUB, "/inquiry/networks/{network}/definitions/new/", post_nothing_right, "mistakes"),
    Stop(MEMBER, "/inquiry/definitions/{definition}/"),
    Stop(MEMBER, "/inquiry/definitions/{definition}/versions/1/"),
    Stop(HUB, "/inquiry/definitions/{definition}/withdraw/"),
    Stop(HUB, "/inquiry/definitions/{definition}/version/"),
    Stop(HUB, "/inquiry/definitions/{definition}/version/", post_nothing_right, "mistakes"),
    Stop(PLANS, "/inquiry/cycles/{plan}/", open_everything, "plan"),
    Stop(TRIES, "/inquiry/cycles/{do}/", open_everything, "do"),
    Stop(STUDIES, "/inquiry/cycles/{study}/", open_everything, "study"),
    Stop(MEMBER, "/inquiry/cycles/{act}/", open_everything, "act"),
    Stop(HUB, "/inquiry/cycles/{act}/", open_everything, "act, to the hub"),
    Stop(MEMBER, "/inquiry/cycles/{done}/", open_everything, "done"),
    Stop(MEMBER, "/inquiry/cycles/{act}/words/"),
    Stop(MEMBER, "/inquiry/cycles/{done}/claim/"),
    Stop(MEMBER, "/inquiry/cycles/{done}/tie/"),
    Stop(MEMBER, "/inquiry/claims/{claim}/words/"),
    Stop(PLANS, "/inquiry/things/{plan}/share/"),
    Stop(MEMBER, "/inquiry/measures/{means}/", open_everything),
    Stop(MEMBER, "/inquiry/measures/{means}/limits/", open_everything),
    Stop(MEMBER, "/inquiry/measures/{means}/data/", open_everything),
    Stop(MEMBER, "/inquiry/measures/{measure}/groups/", open_everything),
    Stop(HUB, "/inquiry/measures/{measure}/groups/", state="to the hub"),
    Stop(MEMBER, "/inquiry/measures/{measure}/groups/put-in/"),
    Stop(MEMBER, "/inquiry/measures/{measure}/groups/put-in/", paste_groups("Race\tBlack\t34\tmany"), "a mistake"),
    Stop(MEMBER, "/inquiry/measures/{measure}/groups/put-in/", paste_groups(BY_GROUP), "as it would be told"),
]
LESSONS = [
    Stop(MEMBER, "/lessons/{edition}/", open_everything),
    Stop(MEMBER, "/lessons/new/"),
    Stop(MEMBER, "/packages/new/"),
    Stop(MEMBER, "/lessons/{package}/", state="package of one’s own"),
    Stop(MEMBER, "/lessons/drafts/{package draft}/", open_everything, "package"),
    Stop(DUNMORE, "/packages/{package}/begin/"),
    Stop(DUNMORE, "/packages/{package}/begin/", begin_without_words, "with mistakes"),
    Stop(NEW, "/packages/{package}/begin/", state="on no team"),
    Stop(NEW, "/lessons/new/", state="in no place yet"),
    Stop(LEAD, "/lessons/drafts/{draft}/", open_everything),
    Stop(MEMBER, "/lessons/drafts/{lesson}/", open_everything, "published"),
    Stop(HUB, "/lessons/drafts/{draft}/", state="of somebody else"),
    Stop(LEAD, "/lessons/drafts/{draft}/preview/"),
    Stop(ANSWERS, "/lessons/consents/{consent}/"),
]
ROSTERS = [
    Stop(SYSTEM_LEAD, "/systems/alder-valley/", state="lead"),
    Stop(SYSTEM_LEAD, "/systems/alder-valley/roster/"),
    Stop(SYSTEM_LEAD, "/systems/alder-valley/roster/", post_nothing_right, "mistakes"),
    Stop(SYSTEM_LEAD, "/systems/alder-valley/roster/schools/"),
    Stop(SYSTEM_LEAD, "/systems/alder-valley/roster/people/"),
    Stop(SYSTEM_LEAD, "/systems/alder-valley/roster/people/?which=left"),
    Stop(SYSTEM_LEAD, "/systems/alder-valley/roster/invite/"),
    Stop(SYSTEM_LEAD, "/rosters/{roster}/"),
    Stop(VISITOR, "/rosters/invitations/{mail of a roster}/"),
    Stop(MEMBER, "/rosters/invitations/{mail of a roster}/", state="somebody else’s"),
]
NEARBY = [
    Stop(MEMBER, "/commitment/", open_everything),
    Stop(NEW, "/commitment/", state="nothing is said yet"),
    Stop(NEW, "/commitment/coach/"),
    Stop(NEW, "/commitment/coach/", post_nothing_right, "mistakes"),
    Stop(MEMBER, "/pairs/"),
    Stop(NEW, "/pairs/", state="none yet"),
    Stop(MEMBER, "/pairs/{asked pair}/", state="asked"),
    Stop(MEMBER, "/pairs/{coached}/"),
    Stop(MEMBER, "/pairs/{coached}/meet/"),
    Stop(KEEPER, "/pairs/{coached}/month/", open_everything),
    Stop(MEMBER, "/near/"),
    Stop(SYSTEM_LEAD, "/near/", state="has not said where"),
    Stop(MEMBER, "/near/where-i-work/"),
    Stop(MEMBER, "/near/{near}/ask/"),
    Stop(VISITOR, "/systems/alder-valley/feeders/"),
    Stop(SYSTEM_LEAD, "/systems/alder-valley/feeders/", state="lead"),
    Stop(SYSTEM_LEAD, "/systems/alder-valley/feeders/table/"),
    Stop(SYSTEM_LEAD, "/systems/alder-valley/feeders/table/", post_nothing_right, "mistakes"),
    Stop(SYSTEM_LEAD, "/systems/alder-valley/programmes/"),
    Stop(SYSTEM_LEAD, "/systems/alder-valley/programmes/", post_nothing_right, "mistakes"),
    Stop(SYSTEM_LEAD, "/systems/alder-valley/clock/"),
]
GROWTH = [
    Stop(MEMBER, "/inquiry/problems/{problem}/causes/"),
    Stop(MEMBER, "/inquiry/problems/{problem}/causes/?part={cause}", open_everything, "one chosen"),
    Stop(HUB, "/inquiry/problems/{problem}/causes/"),
    Stop(MEMBER, "/inquiry/problems/{problem}/known/"),
    Stop(MEMBER, "/inquiry/problems/{problem}/known/", post_nothing_right, "mistakes"),
    Stop(MEMBER, "/inquiry/problems/{problem}/keep/"),
    Stop(MEMBER, "/inquiry/problems/{problem}/versions/2/"),
    Stop(MEMBER, "/inquiry/aims/{aim}/drivers/"),
    Stop(MEMBER, "/inquiry/aims/{aim}/drivers/?part={driver}", open_everything, "one chosen"),
    Stop(HUB, "/inquiry/aims/{aim}/drivers/"),
    Stop(MEMBER, "/inquiry/aims/{aim}/drivers/keep/"),
    Stop(MEMBER, "/inquiry/aims/{aim}/drivers/paper/"),
    Stop(MEMBER, "/inquiry/aims/{aim}/drivers/versions/2/"),
    Stop(MEMBER, "/inquiry/aims/{aim}/theory/"),
    Stop(HUB, "/inquiry/aims/{aim}/theory/"),
    Stop(MEMBER, "/inquiry/aims/{aim}/theory/words/"),
    Stop(MEMBER, "/inquiry/aims/{aim}/theory/versions/1/"),
    Stop(MEMBER, "/inquiry/parts/{clause}/known/"),
]
FRIENDS = [
    Stop(MEMBER, "/inquiry/networks/{network}/ideas/", open_everything),
    Stop(HUB, "/inquiry/networks/{network}/ideas/?q=nothing-like-it", state="none like that"),
    Stop(MEMBER, "/inquiry/networks/{network}/ideas/new/"),
    Stop(MEMBER, "/inquiry/networks/{network}/ideas/new/", post_nothing_right, "mistakes"),
    Stop(HUB, "/inquiry/ideas/{idea of the network}/", state="to the hub"),
    Stop(HUB, "/inquiry/ideas/{idea of the network}/weigh/"),
    Stop(HUB, "/inquiry/ideas/{idea of the network}/weigh/", post_nothing_right, "mistakes"),
    Stop(MEMBER, "/inquiry/ideas/{idea of the network}/take-up/"),
    Stop(MEMBER, "/inquiry/ideas/{idea}/side-by-side/", open_everything),
    Stop(MEMBER, "/inquiry/ideas/{idea}/side-by-side/?by=dose", state="by dose"),
    Stop(MEMBER, "/inquiry/things/{act}/critical-friends/", open_everything),
    Stop(MEMBER, "/inquiry/things/{act}/critical-friends/", post_nothing_right, "mistakes"),
    Stop(MEMBER, "/inquiry/critiques/"),
    Stop(NEW, "/inquiry/critiques/", state="none"),
    Stop(MEMBER, "/inquiry/critiques/{closed critique}/", open_everything, "closed"),
    Stop(MEMBER, "/inquiry/critiques/{open critique}/", open_everything, "asked of us"),
    Stop(DUNMORE, "/inquiry/critiques/{open critique}/", open_everything, "asked by us"),
    Stop(DUNMORE, "/inquiry/critiques/{open critique}/remarks/{remark}/"),
    Stop(DUNMORE, "/inquiry/critiques/{open critique}/remarks/{remark}/", post_nothing_right, "mistakes"),
    Stop(MEMBER, "/inquiry/teams/{team}/stage/", open_everything),
    Stop(HUB, "/inquiry/teams/{team in need}/stage/", state="nobody has said"),
    Stop(MEMBER, "/inquiry/quiet/"),
]
PAGES = [
    *(*ENTRANCE, *PUBLIC, *DESK, *GATHER, *MEETINGS, *TEACHING, *INSTRUMENTS, *BOARDS),
    *(*TALK, *FILES, *INQUIRY, *LESSONS, *ROSTERS),
    *(*CALLS, *NEARBY, *GROWTH, *FRIENDS),
]
