"""What those who lead a school system can do there stands in one place: on its page, and on their month."""

from tests.asking import browser_of, queries
from tests.cast import Cast

WAYS = (
    "Who asks to come in",
    "Calls for themes",
    "What should we support next?",
    "Polls",
    "Pathways",
    "Tags of the schools",
    "Feeder patterns",
)


def test_a_lead_finds_all_of_it_on_the_systems_page_and_nobody_else_does(cast: Cast) -> None:
    page = f"/systems/{cast.alder.slug}/"
    told = browser_of(cast.lead_a).get(page).text
    assert all(one in told for one in (*WAYS, "The roster"))
    assert told.count("For its leads") == 2, "one heading, and the name of its list"
    for who in (cast.facilitator, cast.lead_b, cast.visitor):
        assert "Calls for themes" not in browser_of(who).get(page).text


def test_and_on_their_month_for_one_question_more(cast: Cast) -> None:
    lead = browser_of(cast.lead_a)
    told = lead.get("/month/").text
    assert all(f">{one}</a>" in told for one in (*WAYS, "The roster", "Open a community"))
    for link in (f"/calls/{cast.alder_wall.pk}/", f"/systems/{cast.alder.slug}/roster/"):
        assert f'href="{link}"' in told
    assert "For those who lead" not in browser_of(cast.facilitator).get("/month/").text
    with queries() as asked:
        lead.get("/month/")
    assert len([one for one in asked if 'FROM "systems_schoolsystem"' in one]) <= 2
