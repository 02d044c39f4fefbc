"""Days that no plan means, values that a unit cannot have, and pages that were opened too long ago: said, and nothing lost."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from tests.asking import browser_of
from tests.cast import Cast
from tests.inquiry.story import Story, locked, planned

from pergola.inquiry.actions import add_part, propose_to_network, set_aim
from pergola.inquiry.models import Cycle, Part
from pergola.kernel.errors import Refusal
from pergola.people.models import walls_of
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

pytestmark = pytest.mark.django_db


def inside(cast: Cast, sealed: bool = False) -> Story:
    with walls(walls_of(cast.member)):
        return locked(cast) if sealed else planned(cast)


def address(name: str, *args: object) -> str:
    return reverse(f"inquiry:{name}", args=args)


def plan_of(story: Story, **more: str) -> dict[str, str]:
    return {"prediction": "Half", "begins": "2026-09-29", "revision": str(story.cycle.revision), "keep": "1", **more}


@pytest.mark.parametrize("predicted", ["-5", "155"])
def test_a_share_is_predicted_between_nothing_and_everything(cast: Cast, predicted: str) -> None:
    story, browser = inside(cast), browser_of(cast.member)
    answer = browser.post(address("plan", story.cycle.pk), plan_of(story, predicted=predicted))
    assert answer.status_code == 422
    assert "Per cent lie between 0 and 100." in answer.text
    assert browser.post(address("plan", story.cycle.pk), plan_of(story, predicted="55")).status_code == 302


@pytest.mark.parametrize(
    ("unit", "limit", "taken"), [("share", "-5", False), ("minutes", "-1", False), ("score", "-1", True)]
)
def test_the_least_one_would_accept_is_a_value_of_the_unit(cast: Cast, unit: str, limit: str, taken: bool) -> None:
    story, browser = inside(cast), browser_of(cast.member)
    body = {"title": "M", "unit": unit, "out_of": "all", "role": "balancing", "limit": limit, "once": str(uuid4())}
    assert (browser.post(address("define_measure", story.aim.pk), body).status_code == 302) is taken


def test_a_plan_names_no_day_of_another_century(cast: Cast) -> None:
    story, browser = inside(cast), browser_of(cast.member)
    answer = browser.post(address("plan", story.cycle.pk), plan_of(story, study_by="9999-12-31"))
    assert answer.status_code == 422
    assert "more than twenty years away" in answer.text
    body = {"title": "T", "for_whom": "w", "goal": "g", "by_when": "9999-12-31"}
    answer = browser.post(address("set_aim", story.problem.pk), body)
    assert answer.status_code == 422
    assert "Check the year." in answer.text
    with walls(walls_of(cast.member)), pytest.raises(Refusal):
        set_aim(by=cast.member, problem=story.problem, title="T", goal="g", by_when=date(9999, 12, 31))


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_table_by_group_is_of_a_day_that_was_lived(cast: Cast, day: str) -> None:
    story, browser = inside(cast), browser_of(cast.member)
    rows = "Race,Black,12,20\nRace,White,20,40\nEverybody,32,60"
    answer = browser.post(address("put_in_by_group", story.measure.pk), {"on": day, "pasted": rows, "look": "1"})
    assert answer.status_code == 422
    assert "This is what will be told" not in answer.text


def test_what_was_sent_from_an_old_page_of_the_plan_is_shown_and_not_taken(cast: Cast) -> None:
    story, browser = inside(cast, sealed=True), browser_of(cast.member)
    answer = browser.post(address("plan", story.cycle.pk), plan_of(story, prediction="Something else altogether"))
    assert answer.status_code == 422
    assert "This was not taken: the cycle has gone on" in answer.text
    assert "Something else altogether" in answer.text
    held = Cycle.objects.unrestricted(Reason.COUNTING)
    with walls(walls_of(cast.member)):
        assert "altogether" not in held.get(pk=story.cycle.pk).prediction


def test_whoever_may_grow_a_picture_finds_how(cast: Cast) -> None:
    """With parts there and none chosen, one link begins another beside them; readers have none."""
    story, browser = inside(cast), browser_of(cast.member)
    with walls(walls_of(cast.member)):
        add_part(by=cast.member, thing=story.aim, of=Part.Of.DRIVERS, words="Talk comes first")
        add_part(by=cast.member, thing=story.problem, of=Part.Of.CAUSES, words="Time")
    for page, words in (("drivers", "Add a primary driver"), ("causes", "Add a category")):
        at = address(page, (story.aim if page == "drivers" else story.problem).pk)
        assert words in browser.get(at).text
        chosen = browser.get(f"{at}?part=aim").text
        assert words not in chosen
        assert "Add it" in chosen
        assert "Done with this part" not in chosen


def test_the_way_up_from_ideas_leads_where_everybody_may_go(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        idea = propose_to_network(by=cast.member, network=cast.network, title="A quiet minute")
    browser = browser_of(cast.member)
    listed = address("ideas", cast.network.pk)
    for page in (listed, idea.get_absolute_url()):
        trail = browser.get(page).text.partition("<h1")[0].rpartition("<main")[2]
        up = trail.partition('href="')[2].partition('"')[0]
        assert up
        assert browser.get(up).status_code == 200, (page, up)


def test_the_hub_finds_ideas_and_definitions_from_inquiry(cast: Cast) -> None:
    """It works in no team: what the network proposes and counts the same way is its way in."""
    page = browser_of(cast.hub_director).get(address("home")).text
    assert address("ideas", cast.network.pk) in page
    assert address("definitions", cast.network.pk) in page
