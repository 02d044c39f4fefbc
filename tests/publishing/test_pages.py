"""The pages of telling: a draft with its one next act, the question to a team, the lesson, its evidence, the list, the feed."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.asking import browser_of, queries
from tests.cast import Cast
from tests.publishing.stories import Story, agree, published, told

from pergola.publishing.actions import publish_lesson, write_lesson
from pergola.publishing.models import Consent, Edition, Lesson
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason


@pytest.fixture
def story(cast: Cast) -> Story:
    return told(cast)


def draft(story: Story) -> str:
    return f"/lessons/drafts/{story.lesson.pk}/"


def body_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def essay(cast: Cast, title: str) -> Edition:
    hub = cast.hub_director
    with walls(cast.every_wall):
        made = write_lesson(
            by=hub, home=cast.network, title=title, form="essay", dek="Two sentences.", byline="The hub"
        )
        return publish_lesson(by=hub, lesson=made)


def test_a_draft_is_the_teams_and_for_all_others_it_is_not_there(story: Story) -> None:
    missing = {"person of another system", "hub director", "lead of system B", "operator", "coach"}
    for name in missing:
        browser = browser_of(story.cast.actors[name])
        answers = [browser.get(f"/lessons/drafts/{pk}/") for pk in (story.lesson.pk, uuid4())]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].content == answers[1].content
        for deed in ("ask", "publish", "claims"):
            assert browser.post(f"{draft(story)}{deed}/").status_code == 404
        assert browser.get(f"{draft(story)}preview/").status_code == 404
    assert Client().get(draft(story)).status_code == 302
    assert "Say it before you write it" in body_of(browser_of(story.cast.member), draft(story))


def test_the_path_from_a_draft_to_a_visitor_one_act_at_a_time(story: Story) -> None:
    lead = browser_of(story.writer)
    assert "Next: ask for consent" in body_of(lead, draft(story))
    once = str(uuid4())
    for _click in range(2):
        assert lead.post(f"{draft(story)}ask/", {"once": once}).status_code == 302
    with walls(story.cast.every_wall):
        asked = {one.team.name: one for one in Consent.objects.unrestricted(Reason.COUNTING).select_related("team")}
    assert len(asked) == 3
    assert "Next: say whether your own team agrees" in body_of(lead, draft(story))
    for person, team in (
        (story.writer, "Alder Valley"),
        (story.cast.team_lead_b, "Brierfield"),
        (story.third_lead, "Quarry Ridge"),
    ):
        answer = browser_of(person).post(
            f"/lessons/consents/{asked[team].pk}/", {"answer": "given", "once": str(uuid4())}
        )
        assert answer.status_code == 302
    assert "Next: publish it" in body_of(lead, draft(story))
    once = str(uuid4())
    addresses = {lead.post(f"{draft(story)}publish/", {"once": once})["Location"] for _click in range(2)}
    assert len(addresses) == 1
    page = body_of(Client(), addresses.pop())
    assert "What four minutes of partner talk did" in page
    assert "Claim 1: supported twice, contradicted once" in page
    assert "Shares are given in bands of 2" in page
    assert "This lesson is published" in body_of(lead, draft(story))


def test_publishing_too_early_says_everything_that_is_missing_and_publishes_nothing(story: Story) -> None:
    answer = browser_of(story.writer).post(f"{draft(story)}publish/", {"once": str(uuid4())})
    assert answer.status_code == 422
    assert "not asked for their consent yet" in answer.content.decode()
    assert not Edition.objects.unrestricted(Reason.COUNTING).exists()


def test_writing_keeps_what_was_written_when_somebody_else_wrote_too(story: Story) -> None:
    lead, other = browser_of(story.writer), browser_of(story.cast.member)
    sent: dict[str, Any] = {
        "title": story.lesson.title,
        "form": "lesson",
        "finding": "change",
        "revision": story.lesson.revision,
    }
    assert lead.post(draft(story), {**sent, "tried": "What she wrote", "once": str(uuid4())}).status_code == 302
    answer = other.post(draft(story), {**sent, "tried": "What he wrote", "once": str(uuid4())})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "What she wrote" in page
    assert "What he wrote" in page
    assert "Nothing is lost" in page
    assert other.post(draft(story), {"once": str(uuid4())}).status_code == 422


def test_a_claim_is_cited_and_taken_out_again(story: Story) -> None:
    lead = browser_of(story.writer)
    with walls(story.cast.every_wall):
        citing = story.lesson.links_out.get(kind="cites")
    assert lead.post(f"{draft(story)}claims/{citing.pk}/remove/", {"once": str(uuid4())}).status_code == 302
    assert "It cites no claim yet" in body_of(lead, draft(story))
    sent = {"claim": str(story.claim.pk), "sentence": "As we say it.", "once": str(uuid4())}
    assert lead.post(f"{draft(story)}claims/", sent).status_code == 302
    assert "As we say it." in body_of(lead, draft(story))
    assert lead.post(f"{draft(story)}claims/", {"claim": str(uuid4()), "once": str(uuid4())}).status_code == 422


def test_who_is_asked_reads_what_is_said_and_the_text_and_others_read_nothing(story: Story) -> None:
    with walls(story.cast.every_wall):
        asked = agree(story)
    third = next(one for one in asked if one.team_id == story.third.pk)
    page = body_of(browser_of(story.third_lead), f"/lessons/consents/{third.pk}/")
    assert "Our blocks are 88 minutes." in page
    assert "Our students could always find the quotation." in page
    for name in ("person of another system", "hub director", "lead of system B", "operator"):
        assert browser_of(story.cast.actors[name]).get(f"/lessons/consents/{third.pk}/").status_code == 404
    member = browser_of(story.cast.member)
    own = next(one for one in asked if one.team_id == story.cast.alder_team.pk)
    assert "lead or its sponsor answers" in body_of(member, f"/lessons/consents/{own.pk}/")
    refused = member.post(f"/lessons/consents/{own.pk}/", {"answer": "withheld", "once": str(uuid4())})
    assert refused.status_code == 403


def test_a_visitor_walks_from_a_claim_back_to_the_rows(story: Story) -> None:
    with walls(story.cast.every_wall):
        edition = published(story)
    page = body_of(Client(), f"/lessons/{edition.pk}/claims/1/")
    for said in (
        "One cycle contradicts it: Quarry Ridge.", "Evidence is copied, not explained", "At least half will explain.",
        "34 to 36", "100 to 299", "slips where a reason links evidence and claim", "contradicts",
    ):  # fmt: skip
        assert said in page
    assert "/chain/" not in page
    assert "/inquiry/" not in page.replace('href="/inquiry/"', "")
    assert Client().get(f"/lessons/{edition.pk}/claims/2/").status_code == 404


def test_withdrawn_it_is_missing_and_its_address_says_that_alone(story: Story) -> None:
    with walls(story.cast.every_wall):
        edition = published(story)
    lead = browser_of(story.writer)
    assert browser_of(story.cast.outsider).post(f"/lessons/{edition.pk}/withdraw/").status_code == 403
    assert Client().get(f"/lessons/{edition.pk}/").status_code == 200
    assert lead.post(f"/lessons/{edition.pk}/withdraw/", {"once": str(uuid4())}).status_code == 302
    answers = [Client().get(f"/lessons/{pk}/") for pk in (edition.pk, uuid4())]
    assert [answer.status_code for answer in answers] == [404, 404]
    said, never = (answer.text.partition("<main")[2].partition("</main")[0] for answer in answers)
    assert ("It was withdrawn" in said, "It was withdrawn" in never) == (True, False)
    for word in (edition.title, "Crossfields", *edition.dek.split(". ")):
        assert word not in said, "nothing of what stood there"
    assert "Bring it back until" in body_of(lead, draft(story))
    assert browser_of(story.cast.outsider).post(f"/lessons/{edition.pk}/bring-back/").status_code == 404
    assert lead.post(f"/lessons/{edition.pk}/bring-back/", {"once": str(uuid4())}).status_code == 302
    assert Client().get(f"/lessons/{edition.pk}/").status_code == 200


def test_beginning_a_lesson_twice_begins_one(cast: Cast) -> None:
    lead = browser_of(cast.team_lead)
    sent = {"title": "Begun", "home": str(cast.alder_team.pk), "seen": "own", "once": str(uuid4())}
    addresses = {lead.post("/lessons/new/", sent)["Location"] for _click in range(2)}
    assert len(addresses) == 1
    with walls(cast.every_wall):
        assert Lesson.objects.unrestricted(Reason.COUNTING).count() == 1
    assert (
        lead.post("/lessons/new/", {**sent, "home": str(cast.brier_team.pk), "once": str(uuid4())}).status_code == 422
    )
    assert "You are in none of them yet" in body_of(browser_of(cast.outsider), "/lessons/new/")


def test_the_list_asks_the_same_with_one_lesson_and_with_three_and_the_feed_is_everyones(cast: Cast) -> None:
    assert "No lesson is published yet" in body_of(Client(), "/lessons/")
    counts = []
    for titles in (("One",), ("Two", "Three")):
        for title in titles:
            essay(cast, title)
        with queries() as asked:
            page = body_of(Client(), "/lessons/")
        counts.append(len(asked))
        assert titles[-1] in page
    assert counts == [1, 1]
    feed = Client().get("/lessons/feed/")
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert feed.content.count(b"<entry>") == 3


def test_the_library_says_what_ones_team_is_asked_and_what_one_writes(story: Story) -> None:
    third, lead = browser_of(story.third_lead), browser_of(story.writer)
    assert "is asked: may" not in body_of(third, "/lessons/")
    assert lead.post(f"{draft(story)}ask/", {"once": str(uuid4())}).status_code == 302
    page = body_of(third, "/lessons/")
    assert "Quarry Ridge is asked: may “Say it before you write it” be published" in page
    assert "Lessons you write" not in page
    assert "Lessons you write" in body_of(lead, "/lessons/")
    for other in (Client(), browser_of(story.cast.outsider)):
        assert "Say it before you write it" not in body_of(other, "/lessons/")


def test_making_it_ours_is_for_those_who_see_the_idea(story: Story) -> None:
    with walls(story.cast.every_wall):
        edition = published(story)
    address = f"/lessons/{edition.pk}/"
    assert "Make it ours" in body_of(browser_of(story.cast.team_lead_b), address)
    for other in (Client(), browser_of(story.cast.outsider)):
        page = body_of(other, address)
        assert "Make it ours" not in page
        assert "See its evidence" in page
