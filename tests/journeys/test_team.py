"""A team from nothing to a published lesson: Sam leads, another team’s lead answers for hers, a visitor walks to the rows."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect
from tests.journeys.conftest import Axe, Visit

SAM, HALINA = "team lead", "halina.nowak@sample.invalid"
PROBLEM = "Exit slips name the evidence and stop there"
AIM, MEASURE = "Slips say why", "Slips that say why"
IDEA = "One minute of why, out loud"
CLAIM = "More slips say why when a minute of talk comes first"
LESSON = "A minute of why"
BEFORE = [31, 35, 33, 36, 30, 34, 32, 37, 33, 36, 35, 31]
AFTER = [44, 51, 49, 55, 52, 57, 50, 58, 54, 53, 56, 52]
TODAY = datetime.now(ZoneInfo("America/New_York")).date()
DAYS = [TODAY - timedelta(days=7 * ago) for ago in range(len(BEFORE + AFTER), 0, -1)]


def _rows(first: int, last: int) -> str:
    shares = zip(DAYS, BEFORE + AFTER, strict=True)
    return "\n".join(f"{day:%Y-%m-%d}\t{share}\t100" for day, share in list(shares)[first:last])


def test_from_nothing_to_what_a_visitor_reads(visit_as: Visit, axe: Axe) -> None:
    sam = visit_as(SAM, "/inquiry/")
    _say_what_for(sam)
    _count_before(sam)
    cycle = _try_it(sam)
    _learn(sam, cycle)
    _tied_by_another_team(visit_as(HALINA, "/inquiry/"))
    draft = _write(sam)
    _agreed_to(visit_as(HALINA, "/lessons/"), axe)
    sam.goto(draft)
    sam.get_by_role("button", name="Publish the lesson").click()
    expect(sam.get_by_role("heading", level=1)).to_have_text(LESSON)
    _walked_by(visit_as("visitor", "/lessons/"))


def _say_what_for(page: Page) -> None:
    """Problem → aim, each page leading to the next."""
    page.get_by_role("region", name="Quarry Ridge").get_by_role("link", name="Name another problem").click()
    page.get_by_label("The problem, in one sentence").fill(PROBLEM)
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(PROBLEM)
    page.get_by_role("link", name="Set an aim").click()
    page.get_by_label("What will be different?").fill(AIM)
    page.get_by_label("For whom?").fill("Five classes in two schools")
    page.get_by_label("By how much?").fill("Half of all slips")
    page.get_by_label("By when?").fill(f"{TODAY + timedelta(days=90):%Y-%m-%d}")
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(AIM)


def _count_before(page: Page) -> None:
    """A measure, and a paste with a mistake: the row is named, nothing is taken, nothing is lost."""
    page.get_by_role("link", name="Define a measure").click()
    page.get_by_label("What do you count?").fill(MEASURE)
    page.get_by_role("radio", name="per cent").check()
    page.get_by_label("Out of what?").fill("All slips handed in")
    page.get_by_label("One point is a …").fill("week")
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(MEASURE)
    page.get_by_role("link", name="Put in numbers").click()
    wrong = _rows(0, 2) + "\nthe week of the fair\t40\t100\n" + _rows(3, 12)
    page.get_by_label("Paste your rows").fill(wrong)
    page.get_by_role("button", name="Read these rows").click()
    alert = page.get_by_role("alert").filter(has_text="Nothing was taken")
    expect(alert).to_contain_text("Row 3, column 1:")
    expect(page.get_by_label("Paste your rows")).to_have_value(wrong)
    page.get_by_label("Paste your rows").fill(_rows(0, 12))
    page.get_by_role("button", name="Read these rows").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("12 days, as we read them")
    page.get_by_role("button", name="Put these 12 days in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(MEASURE)
    page.get_by_role("link", name=AIM).click()


def _try_it(page: Page) -> str:
    """Idea → cycle → a prediction that is locked before the data."""
    page.get_by_role("link", name="Propose something to try").click()
    page.get_by_label("What will you try?").fill(IDEA)
    page.locator("main form button[type=submit]").first.click()
    page.get_by_role("link", name="Plan a small cycle").click()
    page.get_by_label("Where, and with whom?").fill("Four classes")
    page.get_by_role("checkbox", name=MEASURE).check()
    page.get_by_label("First day with the change").fill(f"{DAYS[12]:%Y-%m-%d}")
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Cycle 1: {IDEA}")
    page.get_by_label("What do you expect to see, and by when?").fill("Half of all slips say why by the twelfth week.")
    page.get_by_label("Its parts, one on each line").fill("Half of all slips")
    page.get_by_role("button", name="Lock the prediction, go on to Do").click()
    expect(page.get_by_role("complementary", name="What we predicted")).to_contain_text("It cannot be changed.")
    return page.url


def _learn(page: Page, cycle: str) -> None:
    """Do, study, act; what the chart says; a claim."""
    page.get_by_role("link", name="Put in numbers").click()
    page.get_by_label("Paste your rows").fill(_rows(12, 24))
    page.get_by_role("button", name="Read these rows").click()
    page.get_by_role("button", name="Put these 12 days in").click()
    page.goto(cycle)
    reading = page.locator(".note", has_text="Something changed, and it held.")
    expect(reading).to_contain_text("twelve weeks in a row lie above the old median")
    page.get_by_label("Two or three sentences are plenty").fill("It was loud for a week.")
    page.get_by_role("button", name="Finish Do, go on to Study").click()
    page.get_by_label("Two or three sentences are plenty").fill("They asked for the minute.")
    page.get_by_label("Half of all slips").select_option(label="as predicted")
    page.get_by_role("button", name="Finish Study, go on to Act").click()
    page.get_by_text("We have decided").click()
    page.get_by_role("group", name="What becomes of it?").get_by_role("radio", name="Adopt").check()
    page.locator("form[action$='/decide/'] textarea").fill("It costs a minute.")
    page.get_by_role("button", name="Decide").click()
    page.get_by_role("link", name="Make a claim").click()
    page.get_by_label("What does this show, in one sentence?").fill(CLAIM)
    page.get_by_label("It says that something had an effect").check()
    page.get_by_role("button", name="Make the claim").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"“{CLAIM}”")
    page.get_by_role("link", name="Let more people see it").click()
    page.locator("main form button[type=submit]").first.click()


def _tied_by_another_team(page: Page) -> None:
    """Halina’s team found the same, and says so."""
    page.get_by_role("link", name="Cycle 1: Partners say the claim first").first.click()
    page.get_by_role("link", name="Tie it to a claim somebody made").click()
    page.get_by_role("radio", name=CLAIM).check()
    page.get_by_role("radio", name="replicates it").check()
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("link", name=CLAIM)).to_be_visible()


def _write(page: Page) -> str:
    """The draft lists what is missing, until nothing is; then the other team is asked."""
    page.goto("/lessons/new/")
    page.get_by_label("What the lesson is called").fill(LESSON)
    page.get_by_label("In whose name", exact=True).select_option(label="Quarry Ridge")
    page.get_by_role("button", name="Begin the lesson").click()
    state = page.get_by_role("region", name="stand in the way")
    for sentence in ("Say in two sentences", "Say who it is by", "Say what you tried.", "cites no claim yet"):
        expect(state).to_contain_text(sentence)
    draft = page.url
    words = {
        "In two sentences": "A minute of talk before writing. Slips said why, and went on saying it.",
        "By whom": "Sam Ortega, Quarry Ridge",
        "What we tried": "A minute of why.",
        "What we saw": "More slips say why.\n\n[claim 1]",
        "What we cannot say": "Whether it was the talk.",
    }
    for label, text in words.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_role("button", name="Save the text").click()
    page.get_by_text("Cite a claim", exact=True).click()
    page.get_by_label("Which claim").select_option(label=CLAIM)
    page.get_by_role("button", name="Cite it").click()
    page.get_by_role("button", name="Ask them").click()
    expect(page.get_by_role("button", name="Ask them")).to_have_count(0)  # whoever counts does not wait
    if page.get_by_role("link", name="Read it and answer").count():
        page.get_by_role("link", name="Read it and answer").click()
        _answer(page)
    return draft


def _answer(page: Page) -> None:
    page.get_by_role("radio", name="Yes: publish it with what it says about us").check()
    page.get_by_role("button", name="Seal the answer").click()


def _agreed_to(page: Page, axe: Axe) -> None:
    """The lead of the other team reads the whole text and agrees."""
    waiting = page.locator(".note", has_text=LESSON)
    expect(waiting).to_contain_text("Brierfield is asked")
    waiting.get_by_role("link", name="Read it and answer").click()
    expect(page.get_by_role("region", name="The whole text")).to_contain_text("A minute of why.")
    assert axe(page) == []
    _answer(page)
    expect(page.get_by_text("yes").or_(page.get_by_text("Answered")).first).to_be_visible()


def _walked_by(page: Page) -> None:
    """From the lesson to the last row, signed out."""
    page.get_by_role("link", name=LESSON, exact=True).click()
    expect(page.get_by_text("Claim 1: supported twice")).to_be_visible()
    page.get_by_role("link", name="See its evidence").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"“{CLAIM}”")
    expect(page.get_by_role("region", name="What it rests on")).to_contain_text(PROBLEM)
    ours = page.get_by_role("region", name="Quarry Ridge, cycle 1, Four classes")
    ours.locator("summary").click()
    expect(ours.locator("tbody tr")).to_have_count(24)
