"""My month: the one next thing for whoever asks, and nothing of anybody else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.asking import browser_of, queries
from tests.cast import Cast
from tests.inquiry import story
from tests.meetings.stories import ZONE, meets

from pergola.desk.month import Month, month_of_person
from pergola.gather.actions import join_community
from pergola.gather.actions.walking import Level, add_level, make_pathway, step_on_pathway
from pergola.inquiry.actions import say_lean
from pergola.inquiry.models import Cycle
from pergola.kernel.clock import at, now, today
from pergola.meetings.actions import When, plan_gathering
from pergola.people.models import Person, WallMember, standing_of, walls_of
from pergola.spaces.models import Community, Membership
from pergola.talk.actions import say, start_conversation
from pergola.walls.opening import walls

PAGE = "/month/"
IDEA = b"Say it, then write it"


@pytest.fixture(autouse=True)
def long_here(cast: Cast) -> None:
    """Nobody is new: first steps are told in tests/desk/test_first_steps.py."""
    WallMember.objects.update(since=now() - timedelta(days=900))


def month_of(person: Person) -> Month:
    with walls(walls_of(person)):
        return month_of_person(person, standing_of(person))


def test_a_visitor_is_asked_to_sign_in(cast: Cast, client: Client) -> None:
    assert client.get(PAGE).headers["Location"] == f"{reverse('account_login')}?next={PAGE}"


def test_somebody_in_nothing_is_shown_the_communities(cast: Cast) -> None:
    act = month_of(cast.former).act
    assert act is not None
    assert (act.title, act.url) == ("Next: find a community", reverse("desk:communities"))


def test_the_hub_is_sent_to_its_teams_and_the_operator_to_a_second_way_in(cast: Cast) -> None:
    act = month_of(cast.hub_director).act
    assert act is not None
    assert act.url == reverse("desk:hubs")
    act = month_of(cast.operator).act
    assert act is not None
    assert act.url.startswith(reverse("people:you"))


def test_a_team_that_decides_asks_each_member_once(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        cycle = story.studied(cast).cycle
    before = month_of(cast.member)
    assert before.act is not None
    assert (before.act.button, before.cycle) == ("Say which way I lean", cycle)
    with walls(walls_of(cast.member)):
        say_lean(by=cast.member, cycle=cycle, towards=Cycle.Decision.ADAPT)
    assert month_of(cast.member).act is None


@pytest.mark.parametrize(
    ("so_far", "button"),
    [(story.planned, "Open the plan"), (story.locked, "Open the cycle"), (story.tried, "Open the chart")],
)
def test_each_step_has_its_one_next_thing(cast: Cast, so_far: type, button: str) -> None:
    with walls(walls_of(cast.member)):
        so_far(cast)
    act = month_of(cast.member).act
    assert act is not None
    assert act.button == button


def test_meetings_are_those_of_my_communities_and_still_to_come(cast: Cast) -> None:
    begins, keeper = now() + timedelta(days=3), cast.neighbour
    mine = meets(cast, begins)
    with walls(walls_of(keeper)):
        plan_gathering(by=keeper, space=cast.seats, when=When(begins - timedelta(days=1), ZONE))
    assert [one.gathering.pk for one in month_of(cast.member).meetings] == [mine.pk]
    with at(begins + timedelta(hours=2)):
        assert month_of(cast.member).meetings == []


@pytest.mark.parametrize(
    ("who", "as_news"), [("outsider", False), ("lead_b", False), ("neighbour", False), ("team_lead_b", True)]
)
def test_others_read_of_it_as_news_once_it_is_shared_and_never_as_their_act(
    cast: Cast, who: str, as_news: bool
) -> None:
    with walls(walls_of(cast.member)):
        story.studied(cast)
        Cycle.objects.update(changed=now())
    page = browser_of(getattr(cast, who)).get(PAGE).content
    assert (IDEA in page, b"Say which way I lean" in page) == (as_news, False)


def test_before_it_is_shared_nobody_else_reads_a_word(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        story.tried(cast)
        Cycle.objects.update(changed=now())
    assert IDEA in browser_of(cast.member).get(PAGE).content
    assert IDEA not in browser_of(cast.team_lead_b).get(PAGE).content


@pytest.mark.parametrize("rooms", [1, 3])
def test_the_page_asks_the_same_whatever_one_is_in(cast: Cast, rooms: int) -> None:
    with walls(walls_of(cast.member)):
        story.studied(cast)
        Cycle.objects.update(changed=now())
        for number in range(rooms - 1):
            room = Community.objects.create(
                wall=cast.alder_wall, name=f"Room {number}", charter="We meet.", started=today()
            )
            join_community(by=cast.member, community=room)
    browser = browser_of(cast.member)
    browser.get(PAGE)
    with queries() as asked:
        browser.get(PAGE)
    assert len(asked) == 8


def test_an_answer_to_ones_own_question_is_news_and_ones_own_word_is_not(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        asked = start_conversation(by=cast.member, space=cast.talk, title="How long do you wait?")
    assert month_of(cast.member).news == []
    with walls(walls_of(cast.coach)):
        say(by=cast.coach, artifact=asked, body="Three seconds.")
    assert [one.title for one in month_of(cast.member).news] == ["How long do you wait?"]
    assert month_of(cast.coach).news == []
    with walls(walls_of(cast.member)):
        say(by=cast.member, artifact=asked, body="Thank you.")
    assert month_of(cast.member).news == []


def test_all_of_two_weeks_is_there_and_the_end_says_so_only_where_it_is(cast: Cast) -> None:
    with walls(walls_of(cast.coach)):
        for number in range(9):
            start_conversation(by=cast.coach, space=cast.talk, title=f"Question {number}")
    page = browser_of(cast.member).get(PAGE).content.decode()
    assert all(f"Question {number}" in page for number in range(9))
    assert "And 3 more" in page
    assert "That is all for now." in page
    with walls(walls_of(cast.coach)):
        for number in range(40):
            start_conversation(by=cast.coach, space=cast.talk, title=f"Later {number}")
    assert "More has happened than fits here" in browser_of(cast.member).get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("so_far", "maker", "others"),
    [(story.planned, "Open the plan", None), (story.studied, "Say which way I lean", "Say which way I lean")],
)
def test_a_cycle_of_a_community_waits_for_whoever_began_it_and_leaning_for_all(
    cast: Cast, so_far: Callable[..., object], maker: str, others: str | None
) -> None:
    with walls(walls_of(cast.member)):
        Membership.objects.filter(community=cast.talk).update(joined=now() - timedelta(days=900))
        so_far(cast, home=cast.talk)
    acts = [month_of(one).act for one in (cast.member, cast.coach)]
    assert [act and act.button for act in acts] == [maker, others]


def test_where_one_is_on_a_pathway_stands_there_for_oneself_alone_and_costs_no_question(cast: Cast) -> None:
    with walls(walls_of(cast.lead_a)):
        pathway = make_pathway(by=cast.lead_a, wall=cast.alder_wall, name="Listening", about="From one to all.")
        level = add_level(by=cast.lead_a, pathway=pathway, level=Level("Stations that listen", "2.0"))
        bare = make_pathway(by=cast.lead_a, wall=cast.alder_wall, name="Asking", about="Questions of children.")
    browser = browser_of(cast.member)
    browser.get(PAGE)
    with queries() as before:
        assert b"You are on" not in browser.get(PAGE).content
    with walls(walls_of(cast.member)):
        step_on_pathway(by=cast.member, pathway=pathway, level=level)
        step_on_pathway(by=cast.member, pathway=bare)
    with queries() as after:
        page = browser.get(PAGE).content.decode()
    assert "You are on “Listening”:" in page
    assert f'href="/pathways/{pathway.pk}/">2.0 Stations that listen</a>' in page
    assert "You are on “Asking”:" in page
    assert "at no level yet" in page
    assert len(before) == len(after)
    assert b"Stations that listen" not in browser_of(cast.coach).get(PAGE).content
