"""The communities one is in, and those one could join."""

import pytest
from django.test import override_settings
from tests.asking import browser_of, identity_of, queries
from tests.cast import Cast

from pergola.gather.actions import open_community
from pergola.walls.opening import walls


def test_mine_those_open_to_me_and_no_others(cast: Cast) -> None:
    with walls(cast.every_wall):
        open_community(by=cast.lead_b, wall=cast.brier_wall, name="Brierfield only", charter="Ours.")
    for name, person in cast.actors.items():
        told = browser_of(person).get("/communities/")
        page = told.content.decode()
        if name == "visitor":
            assert told.status_code == 302
            continue
        alder = {
            "facilitator",
            "coach",
            "member",
            "lead of system A",
            "member of another community",
            "former member",
            "team lead",
        }
        assert ("Talk that does the thinking" in page) == (name in alder), name
        assert ("Seats and hours" in page) == (name == "member of another community"), f"{name}: by invitation"
        assert ("Brierfield only" in page) == (name == "lead of system B"), name
        assert ("You are in no community yet." in page) == (
            name
            not in {"facilitator", "coach", "member", "member of another community", "lead of system B", "operator"}
        ), name
        assert ("You are in no school system or network here yet" in page) == (name == "operator"), name


def test_whoever_is_behind_no_wall_is_told_why_and_what_to_do(cast: Cast) -> None:
    browser = browser_of(cast.operator)
    page = browser.get("/communities/").text
    assert "Next: ask to come in" in page
    assert identity_of(cast.operator).email in page
    assert "Nothing is open to join here just now." not in page
    assert "/communities/" in browser.get("/month/").text
    pairs = browser.get("/pairs/").text
    assert "/near/" not in pairs
    assert "How to come in" in pairs
    with override_settings(KEEPER="the office of Alder Valley"):
        assert "ask the office of Alder Valley" in browser.get("/communities/").text


@pytest.mark.parametrize("more", [1, 3])
def test_four_questions_whatever_is_there(cast: Cast, more: int) -> None:
    with walls(cast.every_wall):
        for number in range(more):
            open_community(by=cast.lead_a, wall=cast.alder_wall, name=f"Another {number}", charter="Why not.")
    browser = browser_of(cast.member)
    with queries() as told:
        browser.get("/communities/")
    assert len(told) == 4
