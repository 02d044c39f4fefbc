"""The chain page: contradictions first, picture and outline both ways, and nothing that one may not see."""

from uuid import uuid4

import pytest
from django.test import Client
from tests.asking import browser_of, queries
from tests.cast import Cast
from tests.publishing.stories import STAYS, Story, published, run_cycle, told

from pergola.commons.models import Artifact
from pergola.inquiry.actions import make_claim, tie
from pergola.talk.models import Post
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason


@pytest.fixture
def story(cast: Cast) -> Story:
    return told(cast)


def page_of(story: Story, thing: Artifact) -> str:
    answer = browser_of(story.writer).get(f"/chain/{thing.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_first_thing_said_is_what_contradicts(story: Story) -> None:
    page = page_of(story, story.claim)
    assert "One cycle contradicts it: Quarry Ridge. Two support it: Alder Valley, Brierfield." in page
    assert "Next: ask Quarry Ridge what was different" in page
    for said in (
        "Evidence is copied, not explained",
        "Say it, then write it",
        "34 to",
        "39\N{NO-BREAK SPACE}%, no shift",
        "Our blocks are 88 minutes.",
    ):
        assert said in page
    assert page.count('class="g-con"') == 2  # once wide, once narrow
    assert (
        'href="#' not in page.split('class="chart-svg wide-only"')[1].split("</svg>")[0]
    )  # every box leads to its page


def test_from_anything_of_the_chain_one_comes_to_the_same_claim(story: Story) -> None:
    with walls(story.cast.every_wall):
        problem = Artifact.objects.unrestricted(Reason.COUNTING).get(kind="problem")
    for thing in (story.supporting, story.idea, problem, story.lesson):
        assert "The share of explained evidence rises, and stays up" in page_of(story, thing)


def test_what_nothing_speaks_to_yet_says_what_is_missing(story: Story) -> None:
    with walls(story.cast.every_wall):
        bare = make_claim(by=story.writer, home=story.cast.alder_team, title="Bare")
        alone = run_cycle(story.writer, story.cast.alder_team, story.idea, STAYS, scope="alone", studied=False)
    assert "No cycle speaks to it yet." in page_of(story, bare)
    assert "No claim rests on it yet." in page_of(story, alone)


def test_another_teams_cycle_that_is_not_shared_is_nowhere_on_the_page(story: Story) -> None:
    with walls(story.cast.every_wall):
        hidden = run_cycle(
            story.cast.team_lead_b, story.cast.brier_team, story.idea, STAYS, scope="a secret place", studied=False
        )
        hidden.links_out.create(
            target=story.claim, kind="contradicts", made_by=story.cast.team_lead_b, note="Told to nobody"
        )
    page = page_of(story, story.claim)
    assert "a secret place" not in page
    assert "Told to nobody" not in page
    assert "One cycle contradicts it" in page
    theirs = browser_of(story.cast.team_lead_b).get(f"/chain/{story.claim.pk}/").content.decode()
    assert "a secret place" in theirs
    assert browser_of(story.writer).get(f"/chain/{hidden.pk}/").status_code == 404


def test_missing_and_forbidden_are_alike_and_a_visitor_is_asked_to_sign_in(story: Story) -> None:
    outsider = browser_of(story.cast.outsider)
    answers = [outsider.get(f"/chain/{pk}/") for pk in (story.claim.pk, uuid4())]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert outsider.post(f"/chain/{story.claim.pk}/invite/", {"body": "Hello"}).status_code == 404
    assert Client().get(f"/chain/{story.claim.pk}/").status_code == 302


def test_inviting_says_it_once_under_the_claim_and_the_act_is_done(story: Story) -> None:
    lead, once = browser_of(story.writer), str(uuid4())
    for _click in range(2):
        assert (
            lead.post(f"/chain/{story.claim.pk}/invite/", {"body": "What was different?", "once": once}).status_code
            == 302
        )
    assert lead.post(f"/chain/{story.claim.pk}/invite/", {"body": "  ", "once": str(uuid4())}).status_code == 422
    with walls(story.cast.every_wall):
        assert Post.objects.unrestricted(Reason.COUNTING).count() == 1
    page = page_of(story, story.claim)
    assert "What was different?" in page
    assert "Next: ask Quarry Ridge" not in page


def test_the_contradicting_team_is_not_asked_to_invite_itself(story: Story) -> None:
    page = browser_of(story.third_lead).get(f"/chain/{story.claim.pk}/").content.decode()
    assert "Next: ask" not in page


def test_what_came_of_it_a_lesson_and_who_took_it_up(story: Story) -> None:
    with walls(story.cast.every_wall):
        published(story)
        taken = run_cycle(
            story.cast.team_lead_b, story.cast.brier_team, story.idea, STAYS, scope="in the home language"
        )
        tie(by=story.cast.team_lead_b, source=taken, target=Artifact.objects.get(pk=story.lesson.pk), kind="adapts")
    page = page_of(story, story.claim)
    assert "One more has taken the lesson up." in page
    assert "Adopted" in page
    assert "Adoption" in page


def test_the_page_asks_the_same_with_three_cycles_and_with_five(story: Story) -> None:
    browser = browser_of(story.writer)
    counts = []
    for more in (0, 2):
        with walls(story.cast.every_wall):
            for n in range(more):
                cycle = run_cycle(story.third_lead, story.third, story.idea, STAYS, scope=f"place {n}")
                tie(by=story.third_lead, source=cycle, target=story.claim, kind="contradicts")
        with queries() as asked:
            assert browser.get(f"/chain/{story.claim.pk}/").status_code == 200
        counts.append(len(asked))
    assert counts == [7, 7]
