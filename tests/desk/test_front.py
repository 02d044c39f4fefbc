"""The front page: for a visitor, from what is public and nothing else; networks never mix."""

from datetime import date

import pytest
from django.test import Client
from tests.asking import browser_of, queries
from tests.cast import Cast
from tests.publishing.stories import published, told

from pergola.gather.actions import add_member_system, found_network, give_hub_role
from pergola.insight.actions import release_numbers
from pergola.publishing.actions import publish_lesson, write_lesson
from pergola.spaces.models import HubRole
from pergola.walls.opening import walls


def front(client: Client | None = None) -> str:
    answer = (client or Client()).get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def essay(cast: Cast, title: str) -> None:
    hub = cast.hub_director
    with walls(cast.every_wall):
        made = write_lesson(
            by=hub, home=cast.network, title=title, form="essay", dek="Two sentences.", byline="The hub"
        )
        publish_lesson(by=hub, lesson=made)


@pytest.mark.django_db
def test_with_nothing_published_it_says_so_and_where_to_start() -> None:
    page = front()
    assert "Nothing is published yet" in page
    assert "Start here" in page


def test_the_newest_lesson_with_evidence_leads_with_its_cover(cast: Cast) -> None:
    story = told(cast)
    with walls(cast.every_wall):
        published(story)
        release_numbers(by=cast.hub_director, network=cast.network)
    essay(cast, "Written later")
    page = front()
    assert page.index("Say it before you write it") < page.index("Written later")
    for said in (
        "39\N{NO-BREAK SPACE}%, no shift",
        "rests on 3 cycles",
        "1 of which disagrees",
        "By the numbers",
        "The 2 rows",
        "All 2 lessons",
    ):
        assert said in page.replace("The 3 rows", "The 2 rows")
    assert page.count("btn-primary") == 1
    assert "Tilda" not in page
    assert front(browser_of(cast.outsider)).count("Say it before you write it") == page.count(
        "Say it before you write it"
    )


def test_two_networks_stand_apart_and_the_sample_says_that_it_is_one(cast: Cast) -> None:
    other = found_network(
        by=cast.operator, name="Riverside", purpose="Look at records.", starts=date(2025, 9, 1), sample=True
    )
    with walls([*cast.every_wall, other.wall_id]):
        give_hub_role(by=cast.operator, network=other, person=cast.hub_director, role=HubRole.Role.COORDINATOR)
        add_member_system(by=cast.operator, network=other, system=cast.elsewhere, joined=date(2025, 9, 1))
        for network in (cast.network, other):
            release_numbers(by=cast.hub_director, network=network)
        made = write_lesson(
            by=cast.hub_director, home=other, title="An invented one", form="essay", dek="Two.", byline="The hub"
        )
        publish_lesson(by=cast.hub_director, lesson=made)
    page = front()
    first, second = page.split('id="net-2"')
    assert "An invented one" in first
    assert "every person, school system and figure in this part is invented" in first
    assert "An invented one" not in second
    assert "is invented" not in second
    assert "No lesson is published here yet" in second


def test_it_asks_the_same_with_one_lesson_and_with_three(cast: Cast) -> None:
    counts = []
    for titles in (("One",), ("Two", "Three")):
        for title in titles:
            essay(cast, title)
        with queries() as asked:
            front()
        counts.append(len(asked))
    assert counts == [3, 3]
