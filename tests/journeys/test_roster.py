"""Denise, a morning a month: who works in her district now. And what somebody who left can still open."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect
from tests.exchange.bundles import bundle_12, role, user, zipped
from tests.journeys.conftest import Visit
from tests.journeys.people import PASSWORD
from tests.journeys.product import Mailbox
from tests.journeys.things import COMMUNITY

ROSTER = "/systems/alder-valley/roster/"
ALWAYS = (user("u-io", "Io", "Kyrie", email="io@journeys.example"), role("r-io", "u-io"))


def put_in(page: Page, path: Path, *, who: tuple[str, ...]) -> None:
    """Choose the file, read what it would do, put it in."""
    people = [
        ALWAYS[0],
        *(user(f"u-{name}", name, "Libretto", email=f"{name.lower()}@journeys.example") for name in who),
    ]
    roles = [ALWAYS[1], *(role(f"r-{name}", f"u-{name}") for name in who)]
    students = [(user("k1", "A", "Student"), role("q1", "k1", "student"))]
    files = bundle_12([*people, *(one for one, _role in students)], [*roles, *(one for _user, one in students)])
    page.goto(ROSTER)
    page.get_by_label("The bundle, a zip archive").set_input_files(zipped(path, files))
    page.get_by_role("button", name="Send it, and see what it would do").click()
    page.get_by_text("Nothing is changed yet. This is what would happen.").wait_for(timeout=60_000)


def test_a_bundle_is_sent_read_and_put_in_and_whoever_left_opens_nothing(
    visit_as: Visit, browser: Browser, site: str, mailbox: Mailbox, tmp_path: Path
) -> None:
    lead = visit_as("system lead", "/systems/alder-valley/")
    lead.get_by_role("link", name="The roster").click()
    put_in(lead, tmp_path / "september.zip", who=("Nina",))
    expect(lead.get_by_role("region", name="Come: ")).to_contain_text("Nina Libretto")
    expect(lead.get_by_role("region", name="Not taken")).to_contain_text("1 row of a student.")
    lead.get_by_role("button", name="Put it in").click()
    lead.get_by_text("By Denise Holloway.").wait_for(timeout=60_000)
    lead.goto(f"{ROSTER}invite/")
    lead.get_by_role("button", name="Send one mail").click()
    expect(lead.get_by_text("1 mail is on its way.")).to_be_visible()

    link = re.search(r"/rosters/invitations/\S+", mailbox.latest("nina@journeys.example"))
    assert link
    nina = browser.new_context(base_url=site).new_page()
    nina.goto(link[0])
    expect(nina.get_by_role("heading", level=1)).to_have_text("Alder Valley")
    nina.get_by_role("link", name="Make an account").click()
    nina.get_by_label("Your name", exact=True).fill("Nina Libretto")
    nina.get_by_label("E-mail address", exact=True).fill("nina@journeys.example")
    nina.get_by_label("Password", exact=True).fill(PASSWORD)
    before = len(mailbox.letters)
    nina.get_by_role("button", name="Send me a code").click()
    nina.get_by_label("Code", exact=True).fill(mailbox.code("nina@journeys.example", after=before))
    nina.get_by_role("button", name="This is my address").click()
    nina.wait_for_url("**/month/")
    nina.goto("/communities/")
    nina.get_by_role("link", name=COMMUNITY, exact=True).click()
    nina.get_by_role("button", name="Join").click()
    expect(nina.get_by_text("You are in.")).to_be_visible()
    room = nina.url

    put_in(lead, tmp_path / "october.zip", who=("Otis",))
    gone = lead.get_by_role("region", name="Go: ")
    expect(gone).to_contain_text("Nina Libretto")
    expect(gone).to_contain_text("1 membership of a community")
    lead.get_by_role("button", name="Put it in").click()
    lead.get_by_text("By Denise Holloway.").wait_for(timeout=60_000)

    answer = nina.goto(room)
    assert answer is not None
    assert answer.status == 404
    nina.goto("/communities/")
    expect(nina.get_by_role("link", name=COMMUNITY, exact=True)).to_have_count(0)
    nina.context.close()


def test_without_script_one_loads_the_page_again(visit_as: Visit, tmp_path: Path) -> None:
    page = visit_as("system lead", ROSTER, javascript=False)
    bundle = zipped(tmp_path / "plain.zip", {"users.csv": "sourcedId\n"})
    page.get_by_label("The bundle, a zip archive").set_input_files(bundle)
    page.get_by_role("button", name="Send it, and see what it would do").click()
    for _try in range(60):
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        if page.get_by_role("link", name="Look again").count() == 0:
            break
        page.wait_for_timeout(500)
        page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("It could not be taken")
    expect(page.get_by_text("The bundle has no manifest.csv")).to_be_visible()
