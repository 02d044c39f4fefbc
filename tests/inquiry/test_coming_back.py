"""Whatever one removes says so on the page one lands on, and comes back from there with one button."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from tests.asking import browser_of
from tests.cast import Cast
from tests.inquiry.story import Story, planned

from pergola.commons.models import Artifact
from pergola.inquiry.actions import make_claim, name_problem
from pergola.people.models import walls_of
from pergola.talk.actions import start_conversation
from pergola.walls.opening import walls

KINDS: dict[str, Callable[[Story, Cast], Artifact]] = {
    "problem": lambda story, cast: story.problem,
    "aim": lambda story, cast: story.aim,
    "idea": lambda story, cast: story.idea,
    "measure": lambda story, cast: story.measure,
    "cycle": lambda story, cast: story.cycle,
    "claim": lambda story, cast: make_claim(by=cast.member, home=cast.alder_team, title="Talk helps"),
    "problem of a community": lambda story, cast: name_problem(by=cast.member, home=cast.talk, title="Late bells"),
    "conversation of a team": lambda story, cast: start_conversation(by=cast.member, space=cast.alder_team, title="A"),
    "conversation": lambda story, cast: start_conversation(by=cast.member, space=cast.talk, title="Anybody?"),
}


@pytest.mark.parametrize("name", KINDS)
def test_removed_and_brought_back_from_where_one_lands(cast: Cast, name: str) -> None:
    with walls(walls_of(cast.member)):
        thing = KINDS[name](planned(cast), cast)
    browser = browser_of(cast.member)
    where = thing.get_absolute_url()
    words = f"{where}words/" if where.startswith("/inquiry/") else where
    hidden = {"next": reverse("inquiry:home")} if 'name="next"' in browser.get(words).text else {}
    landed = browser.post(reverse("commons:remove", args=[thing.pk]), hidden, follow=True)
    assert landed.status_code == 200
    assert f"“{thing.title}” is removed. It can come back until" in landed.text
    back = reverse("commons:bring_back", args=[thing.pk])
    assert landed.text.count(f'action="{back}"') == 1
    assert browser.get(where).status_code == 404
    assert browser.post(back, follow=True).request["PATH_INFO"] == where
    assert browser.get(where).status_code == 200


def test_nobody_else_is_told_of_it(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        story = planned(cast)
    browser_of(cast.member).post(reverse("commons:remove", args=[story.idea.pk]))
    for page in (
        reverse("inquiry:home"),
        reverse("gather:team", args=[cast.alder_team.pk]),
        reverse("publishing:lessons"),
    ):
        told = browser_of(cast.team_lead).get(f"{page}?removed={story.idea.pk}").text
        assert "is removed" not in told
        assert browser_of(cast.member).get(f"{page}?removed=nothing").status_code == 200


@pytest.mark.parametrize("page", ["/you/", "/help/"])
def test_what_i_removed_is_found_from_you_and_from_help(cast: Cast, page: str) -> None:
    assert f'href="{reverse("talk:removed")}"' in browser_of(cast.member).get(page).text
