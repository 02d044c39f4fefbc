"""What is removed is gone at once, comes back for thirty days, and then its words are gone for good."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from tests.asking import browser_of
from tests.cast import Cast

from pergola.commons.actions import bring_back_artifact, remove_artifact
from pergola.commons.housekeeping import empty_removed, sweep_marks
from pergola.commons.models import Artifact, Once, Participation
from pergola.commons.once import do_once
from pergola.commons.rules import removed_by
from pergola.commons.tasks import let_go
from pergola.gather.actions import leave_community
from pergola.kernel.clock import at, now
from pergola.kernel.errors import NotAllowed
from pergola.people.models import walls_of
from pergola.talk.actions import remove_post, say, start_conversation
from pergola.talk.models import Post
from pergola.talk.tasks import let_go as let_go_of_posts
from pergola.walls.opening import walls

TITLE = "Period 1 does not warm up"


@pytest.fixture
def asked(cast: Cast) -> Artifact:
    with walls(cast.every_wall):
        return start_conversation(by=cast.member, space=cast.talk, title=TITLE, body="Is it the hour?")


def test_a_second_press_on_bring_back_leads_to_what_is_back_and_a_stranger_nowhere(cast: Cast, asked: Artifact) -> None:
    with walls(cast.every_wall):
        remove_artifact(by=cast.member, artifact=asked)
    address = reverse("commons:bring_back", args=[asked.pk])
    pressed = [browser_of(cast.member).post(address) for _ in range(2)]
    assert [one.status_code for one in pressed] == [302, 302]
    assert pressed[0]["Location"] == pressed[1]["Location"]
    assert [browser_of(one).post(address).status_code for one in (cast.coach, cast.outsider)] == [404, 404]


def test_gone_for_everyone_and_back_as_it_was(cast: Cast, asked: Artifact) -> None:
    with walls(cast.every_wall):
        remove_artifact(by=cast.member, artifact=asked)
        remove_artifact(by=cast.member, artifact=asked)
        for person in cast.actors.values():
            assert not Artifact.objects.visible_to(person).filter(pk=asked.pk).exists()
        bring_back_artifact(by=cast.member, artifact=asked)
        assert Artifact.objects.visible_to(cast.facilitator).get(pk=asked.pk).title == TITLE
        verbs = Participation.objects.visible_to(cast.member).filter(artifact=asked).values_list("verb", flat=True)
        assert sorted(verbs) == ["made", "removed", "restored"], "removing twice is removing once"


def test_those_who_keep_the_place_may_and_others_may_not(cast: Cast, asked: Artifact) -> None:
    with walls(cast.every_wall):
        with pytest.raises(NotAllowed):
            remove_artifact(by=cast.coach, artifact=asked)
        remove_artifact(by=cast.facilitator, artifact=asked)
        with pytest.raises(NotAllowed):
            bring_back_artifact(by=cast.member, artifact=asked)
        assert list(removed_by(cast.member)) == []
        assert list(removed_by(cast.facilitator)) == [asked]
        assert list(removed_by(cast.visitor)) == []


def test_not_after_thirty_days_and_not_after_leaving(cast: Cast, asked: Artifact) -> None:
    with walls(walls_of(cast.member)):
        remove_artifact(by=cast.member, artifact=asked)
        with at(now() + timedelta(days=30, seconds=1)):
            assert list(removed_by(cast.member)) == []
            with pytest.raises(NotAllowed, match="thirty days"):
                bring_back_artifact(by=cast.member, artifact=asked)
        leave_community(by=cast.member, community=cast.talk)
        with pytest.raises(NotAllowed):
            bring_back_artifact(by=cast.member, artifact=asked)


def test_the_page_says_until_when_and_one_link_brings_it_back(cast: Cast, asked: Artifact) -> None:
    browser = browser_of(cast.member)
    gone = browser.post(f"/things/{asked.pk}/remove/", follow=True)
    assert f"“{TITLE}” is removed. It can come back until" in gone.content.decode()
    assert browser.get(f"/conversations/{asked.pk}/").status_code == 404
    assert TITLE in browser.get("/removed/").content.decode()
    assert TITLE not in browser_of(cast.coach).get(f"/communities/{cast.talk.pk}/?removed={asked.pk}").content.decode()
    back = browser.post(f"/things/{asked.pk}/bring-back/", follow=True)
    assert back.request["PATH_INFO"] == f"/conversations/{asked.pk}/"
    assert "is back" in back.content.decode()
    assert browser.post(f"/things/{asked.pk}/bring-back/").status_code == 302, "a second press"


def test_next_never_leads_out_of_the_house(cast: Cast, asked: Artifact) -> None:
    told = browser_of(cast.member).post(f"/things/{asked.pk}/remove/", {"next": "https://evil.example/"})
    assert told["Location"].startswith(f"/communities/{cast.talk.pk}/")


def test_after_thirty_days_the_words_are_gone_and_the_row_stays(cast: Cast, asked: Artifact) -> None:
    with walls(cast.every_wall):
        kept = start_conversation(by=cast.member, space=cast.talk, title="Stays", body="because nobody removed it")
        post = say(by=cast.coach, artifact=kept, body="Said and taken back.")
        remove_post(by=cast.coach, post=post)
        remove_artifact(by=cast.member, artifact=asked)
        do_once(cast.member, cast.alder_wall.pk, uuid4(), lambda: "/old/")
    let_go(timestamp=0)
    let_go_of_posts(timestamp=0)
    with walls(cast.every_wall):
        asked.refresh_from_db()
        assert asked.title == TITLE, "thirty days are not over"
    with at(now() + timedelta(days=31)):
        let_go(timestamp=0)
        let_go_of_posts(timestamp=0)
        assert empty_removed(cast.alder_wall.pk) == 0, "twice is once"
        assert sweep_marks(cast.alder_wall.pk) == 0
    with walls(cast.every_wall):
        asked.refresh_from_db()
        kept.refresh_from_db()
        assert (asked.title, asked.body, asked.words) == ("—", "", "")
        assert kept.title == "Stays"
        assert Post.objects.get(pk=post.pk).body == ""
        assert not Once.objects.exists()
        assert Participation.objects.filter(artifact=asked).exists(), "what was done stays done"
