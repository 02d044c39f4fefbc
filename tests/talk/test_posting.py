"""Saying something about a thing, putting it right, taking it back and bringing it back."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from pytest_django import DjangoDbBlocker
from tests.asking import browser_of, queries
from tests.cast import Cast
from tests.together import at_one_moment

from pergola.commons.actions import remove_artifact, save_draft
from pergola.commons.drafts import draft_for
from pergola.commons.models import Participation
from pergola.gather.actions import keep_community, leave_community
from pergola.kernel.clock import at, now
from pergola.kernel.errors import NotAllowed, Refusal, Stale
from pergola.people.models import Asker, walls_of
from pergola.spaces.models import Membership
from pergola.talk.actions import bring_back_post, edit_post, remove_post, revise_conversation, say, start_conversation
from pergola.talk.models import Conversation, Post
from pergola.talk.places import say_place
from pergola.walls.opening import walls

SECRET = "Period one says four words"


@pytest.fixture
def asked(cast: Cast) -> Conversation:
    """Marisol asks in Talk that does the thinking, and Colleen answers."""
    with walls(cast.every_wall):
        conversation = start_conversation(by=cast.member, space=cast.talk, title=SECRET, body="Is it the hour?")
        say(by=cast.facilitator, artifact=conversation, body="It is the hour with *mine*.")
    return conversation


def test_an_answer_stands_there_with_its_author_and_uses_up_its_draft(cast: Cast, asked: Conversation) -> None:
    with walls(walls_of(cast.coach)):
        save_draft(by=cast.coach, wall=asked.wall_id, place=say_place(asked), text="I could come and")
        before = asked.changed
        with at(now() + timedelta(minutes=1)):
            post = say(by=cast.coach, artifact=asked, body="  I could come and sit in the back.\r\n")
        assert post.body == "I could come and sit in the back."
        assert post.wall_id == asked.wall_id
        assert draft_for(cast.coach, say_place(asked)) is None
        asked.refresh_from_db()
        assert asked.changed > before
        assert Participation.objects.visible_to(cast.coach).filter(verb="said", artifact=asked).count() == 1


def test_nobody_speaks_where_they_are_not_and_the_draft_stays(cast: Cast, asked: Conversation) -> None:
    with walls(cast.every_wall), pytest.raises(NotAllowed):
        start_conversation(by=cast.former, space=cast.talk, title="I am back")
    with walls(cast.every_wall), pytest.raises(NotAllowed):
        start_conversation(by=cast.lead_a, space=cast.talk, title="From above")


def test_a_text_of_nothing_or_of_too_much_is_refused_in_a_sentence(cast: Cast, asked: Conversation) -> None:
    with walls(walls_of(cast.member)):
        with pytest.raises(Refusal, match="nothing written"):
            say(by=cast.member, artifact=asked, body=" \n ")
        with pytest.raises(Refusal, match=r"1 character longer than the 20,000"):
            say(by=cast.member, artifact=asked, body="x" * 20_001)
        say(by=cast.member, artifact=asked, body="x" * 20_000)


def test_two_windows_both_texts(cast: Cast, asked: Conversation) -> None:
    with walls(walls_of(cast.facilitator)):
        post = Post.objects.get()
        edit_post(by=cast.facilitator, post=post, revision=1, body="The hour, with mine.")
        with pytest.raises(Stale) as stale:
            edit_post(by=cast.facilitator, post=post, revision=1, body="It is the hour.")
        assert (stale.value.theirs, stale.value.mine) == ("The hour, with mine.", "It is the hour.")
        post.refresh_from_db()
        assert (post.body, post.revision) == ("The hour, with mine.", 2)
        assert post.edited is not None


def test_what_was_removed_while_one_put_it_right_says_so_and_keeps_ones_words(cast: Cast, asked: Conversation) -> None:
    """Both waited for the same row: whoever comes second finds it gone."""
    with walls(walls_of(cast.facilitator)):
        post = Post.objects.get()
        remove_post(by=cast.facilitator, post=post)
        with pytest.raises(Refusal, match="removed meanwhile"):
            edit_post(by=cast.facilitator, post=post, revision=1, body="It is the hour.")
    with walls(cast.every_wall):
        remove_artifact(by=cast.member, artifact=asked)
        with pytest.raises(Refusal, match="removed meanwhile"):
            revise_conversation(by=cast.member, conversation=asked, revision=1, title="Why?", body="")


def test_ones_own_words_only(cast: Cast, asked: Conversation) -> None:
    with walls(walls_of(cast.member)):
        post = Post.objects.get()
        with pytest.raises(NotAllowed):
            edit_post(by=cast.member, post=post, revision=1, body="I agree with Marisol.")
        with pytest.raises(NotAllowed):
            remove_post(by=cast.member, post=post)


def test_a_facilitator_takes_away_and_only_who_took_it_away_brings_it_back(cast: Cast, asked: Conversation) -> None:
    with walls(cast.every_wall):
        post = say(by=cast.member, artifact=asked, body="Said in anger.")
        remove_post(by=cast.facilitator, post=post)
        assert not Post.objects.visible_to(cast.member).filter(pk=post.pk).exists()
        with pytest.raises(NotAllowed):
            bring_back_post(by=cast.member, post=post)
        bring_back_post(by=cast.facilitator, post=post)
        assert Post.objects.visible_to(cast.member).filter(pk=post.pk).exists()


def test_for_thirty_days_and_not_for_thirty_one(cast: Cast, asked: Conversation) -> None:
    with walls(walls_of(cast.facilitator)):
        post = Post.objects.get()
        remove_post(by=cast.facilitator, post=post)
        with at(now() + timedelta(days=30, minutes=1)), pytest.raises(NotAllowed, match="thirty days"):
            bring_back_post(by=cast.facilitator, post=post)
        with at(now() + timedelta(days=29)):
            bring_back_post(by=cast.facilitator, post=post)


def test_not_after_leaving(cast: Cast, asked: Conversation) -> None:
    with walls(walls_of(cast.coach)):
        post = say(by=cast.coach, artifact=asked, body="I sat in the back.")
        remove_post(by=cast.coach, post=post)
        leave_community(by=cast.coach, community=cast.talk)
        with pytest.raises(NotAllowed):
            bring_back_post(by=cast.coach, post=post)


def test_double_submit_at_one_moment_posts_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock(), at_one_moment() as together:
        with walls(together.cast.every_wall):
            asked = start_conversation(by=together.cast.member, space=together.cast.talk, title="Seats?")
        browsers = [browser_of(together.cast.member) for _ in range(2)]
        form = {"once": str(uuid4()), "body": "Said once."}

        def press(number: int) -> int:
            return int(browsers[number].post(f"/things/{asked.pk}/say/", form).status_code)

        assert together(lambda _cast: press(0), lambda _cast: press(1)) == [302, 302]
        with walls(together.cast.every_wall):
            assert Post.objects.filter(body="Said once.").count() == 1


def test_taken_back_while_a_keeper_takes_it_away_it_is_removed_once(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Whoever was first has removed it, and can bring it back."""
    with django_db_blocker.unblock(), at_one_moment() as together:
        with walls(together.cast.every_wall):
            asked = start_conversation(by=together.cast.member, space=together.cast.talk, title="Seats?")
            post = say(by=together.cast.member, artifact=asked, body="Hasty.")

        assert together.in_turn(
            lambda cast: remove_post(by=cast.member, post=post),
            lambda cast: remove_post(by=cast.facilitator, post=post),
        ) == [None, None]
        with walls(together.cast.every_wall):
            gone = Participation.objects.get(artifact=asked, verb=Participation.Verb.REMOVED)
            assert Post.objects.get(pk=post.pk).removed_by_id == gone.person_id


def actors(cast: Cast) -> dict[str, Asker]:
    return {name: who for name, who in cast.actors.items() if name not in {"facilitator", "coach", "member"}}


def test_nobody_outside_the_community_gets_a_word_of_it_by_any_address(cast: Cast, asked: Conversation) -> None:
    """Former member, neighbour, other systems, hub, operator, visitor: the same answer as for what does not exist."""
    with walls(cast.every_wall):
        post = Post.objects.get()
    nothing = str(uuid4())
    for name, person in actors(cast).items():
        browser = browser_of(person)
        for path in ("/conversations/{a}/", "/things/{a}/say/", "/posts/{p}/edit/", "/conversations/{a}/edit/"):
            real = browser.get(path.format(a=asked.pk, p=post.pk))
            absent = browser.get(path.format(a=nothing, p=nothing))
            assert real.status_code == absent.status_code, (name, path)
            assert real.status_code == 404 or "/account/login/" in real["Location"], (name, path)
            assert SECRET not in real.content.decode()
        for path in (
            "/things/{a}/say/", "/posts/{p}/edit/", "/posts/{p}/remove/", "/posts/{p}/bring-back/",
            "/conversations/{a}/edit/", "/things/{a}/remove/", "/things/{a}/bring-back/", "/drafts/post:{a}/",
        ):  # fmt: skip
            told = browser.post(path.format(a=asked.pk, p=post.pk), {"body": "let me in", "revision": "1"})
            assert told.status_code == 404 or "/account/login/" in told["Location"], (name, path)
    with walls(cast.every_wall):
        assert list(Post.objects.values_list("body", flat=True)) == ["It is the hour with *mine*."]
        assert list(Conversation.objects.values_list("title", flat=True)) == [SECRET]


def test_a_member_may_see_and_not_do_what_is_anothers(cast: Cast, asked: Conversation) -> None:
    with walls(cast.every_wall):
        post = Post.objects.get()
    browser = browser_of(cast.coach)
    assert browser.post(f"/posts/{post.pk}/remove/").status_code == 403
    assert browser.post(f"/things/{asked.pk}/remove/").status_code == 403
    assert browser.get(f"/posts/{post.pk}/edit/").status_code == 404, "another's words have no page to edit them"
    assert browser.get(f"/posts/{post.pk}/remove/").status_code == 405, "nothing is changed by looking"


def test_the_story_in_a_browser_without_javascript(cast: Cast, asked: Conversation) -> None:
    browser, home = browser_of(cast.member), f"/conversations/{asked.pk}/"
    page = browser.get(home).content.decode()
    assert "It is the hour with <em>mine</em>." in page
    assert "Seen by the 3 people of this community." in page
    assert "in their notices; nobody gets a mail for it." in page

    refused = browser.post(f"/things/{asked.pk}/say/", {"once": str(uuid4()), "body": "y" * 20_002})
    assert refused.status_code == 422
    assert "2 characters longer than the 20,000" in refused.content.decode()
    assert "y" * 20_002 in refused.content.decode(), "what was written stays in its box"

    answer = browser.post(f"/things/{asked.pk}/say/", {"once": str(uuid4()), "body": "I will count."}, follow=True)
    assert "I will count." in answer.content.decode()
    with walls(cast.every_wall):
        post = Post.objects.get(body="I will count.")
    edit = {"body": "I will count for a week.", "revision": "1", "once": str(uuid4())}
    assert "I will count for a week." in browser.post(f"/posts/{post.pk}/edit/", edit, follow=True).content.decode()

    stale = browser.post(f"/posts/{post.pk}/edit/", {"body": "I will not.", "revision": "1"})
    assert stale.status_code == 422
    assert "I will count for a week." in stale.content.decode()
    assert "I will not." in stale.content.decode()

    gone = browser.post(f"/posts/{post.pk}/remove/", follow=True).content.decode()
    assert "“I will count for a week.” is removed. It can come back until" in gone
    assert "I will count for a week." in browser.get("/removed/").content.decode()
    back = browser.post(f"/posts/{post.pk}/bring-back/", follow=True).content.decode()
    assert "I will count for a week." in back


def test_with_htmx_the_new_list_comes_back_and_a_refusal_is_swapped_too(cast: Cast, asked: Conversation) -> None:
    browser, say_it = browser_of(cast.member), f"/things/{asked.pk}/say/"
    part = browser.post(say_it, {"body": "Counted."}, headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert part.content.decode().startswith('<section class="block" id="posts"')
    newest = re.search(r'tabindex="-1" autofocus>(.*?)</li>', part.content.decode(), re.DOTALL)
    assert newest is not None, "what was just said is where one goes on"
    assert "Counted." in newest[1]
    refused = browser.post(say_it, {"body": " "}, headers={"HX-Request": "true"})
    assert refused.status_code == 422
    assert "There is nothing written yet." in refused.content.decode()


def test_a_post_of_ten_megabytes_is_told_so_and_nothing_is_half_kept(cast: Cast, asked: Conversation) -> None:
    browser = browser_of(cast.member)
    told = browser.post(f"/things/{asked.pk}/say/", {"body": "z" * 10_000_000}, headers={"HX-Request": "true"})
    assert told.status_code == 413
    assert "too long to send at one go" in told.content.decode()
    assert told["HX-Reswap"] == "none", "the page stays as it is, the words in their box"
    with walls(cast.every_wall):
        assert Post.objects.count() == 1


def test_the_conversation_asks_the_same_number_of_questions_for_one_answer_and_for_many(
    cast: Cast, asked: Conversation
) -> None:
    browser = browser_of(cast.member)
    counts = []
    for _ in range(2):
        with queries() as told:
            assert browser.get(f"/conversations/{asked.pk}/").status_code == 200
        counts.append(len(told))
        with walls(cast.every_wall):
            for number in range(2):
                say(by=cast.coach, artifact=asked, body=f"And {number}.")
    assert counts == [6, 6]


def test_a_keeper_given_the_role_may_remove(cast: Cast, asked: Conversation) -> None:
    with walls(cast.every_wall):
        keep_community(by=cast.facilitator, community=cast.talk, person=cast.coach, role=Membership.Role.FACILITATOR)
        remove_post(by=cast.coach, post=Post.objects.get())
        assert not Post.objects.visible_to(cast.facilitator).exists()


@pytest.mark.parametrize("who", ["neighbour", "outsider", "team_lead_b", "hub_director", "operator", "former"])
def test_nobody_posts_on_what_they_do_not_see_whoever_calls(cast: Cast, asked: Conversation, who: str) -> None:
    """Every wall is open here, and no view stands before it: the act itself says no, and tells nothing of the thing."""
    with walls(cast.every_wall):
        with pytest.raises(NotAllowed, match="There is nothing here that you can see") as refusal:
            say(by=getattr(cast, who), artifact=asked, body="I was not here.")
        assert SECRET not in str(refusal.value)
        assert Post.objects.count() == 1


def test_what_a_keeper_removed_leaves_a_line_that_says_who_did(cast: Cast, asked: Conversation) -> None:
    page = asked.get_absolute_url()
    with walls(walls_of(cast.coach)):
        critical = say(by=cast.coach, artifact=asked, body="The plan was too large.")
        own = say(by=cast.coach, artifact=asked, body="And one more thing.")
        remove_post(by=cast.coach, post=own)
    assert "was removed by" not in browser_of(cast.member).get(page).content.decode(), "one’s own leaves no trace"
    with walls(walls_of(cast.facilitator)):
        remove_post(by=cast.facilitator, post=critical)
    told = browser_of(cast.member).get(page).content.decode()
    assert "Something said here was removed by Colleen Facilitator" in told
    assert "The plan was too large." not in told
    with walls(walls_of(cast.facilitator)):
        bring_back_post(by=cast.facilitator, post=critical)
    back = browser_of(cast.member).get(page).content.decode()
    assert ("was removed by" in back, "The plan was too large." in back) == (False, True)
