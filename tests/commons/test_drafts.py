"""Words somebody is writing are kept as they type, for them alone, until they are used."""

from uuid import uuid4

import pytest
from pytest_django import DjangoDbBlocker
from tests.asking import browser_of
from tests.cast import Cast
from tests.together import at_one_moment

from pergola.commons.actions import discard_draft, save_draft
from pergola.commons.drafts import Place, draft_address, draft_for
from pergola.commons.models import Artifact, Draft
from pergola.commons.once import do_once
from pergola.kernel.errors import Refusal
from pergola.people.models import walls_of
from pergola.talk.actions import say, start_conversation
from pergola.walls.opening import walls


@pytest.fixture
def asked(cast: Cast) -> Artifact:
    with walls(cast.every_wall):
        return start_conversation(by=cast.member, space=cast.talk, title="Seats?")


def test_what_is_in_the_box_is_there_again(cast: Cast, asked: Artifact) -> None:
    browser, place = browser_of(cast.member), f"post:{asked.pk}"
    assert browser.post(draft_address(place), {"body": "I swapped se"}).status_code == 204
    assert browser.post(draft_address(place), {"body": "I swapped seats"}).status_code == 204
    page = browser.get(f"/conversations/{asked.pk}/").content.decode()
    assert "I swapped seats</textarea>" in page
    assert "Kept as you left it" in page
    with walls(walls_of(cast.member)):
        assert Draft.objects.count() == 1
    assert browser.post(draft_address(place), {"body": "  "}).status_code == 204
    with walls(walls_of(cast.member)):
        assert draft_for(cast.member, place) is None


def test_a_place_names_its_field(cast: Cast, asked: Artifact) -> None:
    browser, place = browser_of(cast.member), f"cycle-study:{asked.pk}:learned"
    browser.post(draft_address(place), {"body": "not this", "learned": "this"})
    with walls(walls_of(cast.member)):
        draft = draft_for(cast.member, place)
        assert draft is not None
        assert draft.text == "this"


def test_a_draft_is_nobody_elses(cast: Cast, asked: Artifact) -> None:
    with walls(walls_of(cast.member)):
        save_draft(by=cast.member, wall=asked.wall_id, place=f"post:{asked.pk}", text="my own words")
    for name, person in cast.actors.items():
        with walls(cast.every_wall):
            assert Draft.objects.visible_to(person).exists() == (name == "member"), name
    assert "my own words" not in browser_of(cast.coach).get(f"/conversations/{asked.pk}/").content.decode()


def test_a_form_already_sent_leaves_no_draft_behind(cast: Cast, asked: Artifact) -> None:
    """The last keystroke's draft may arrive after the post: it must not come back as unsent words."""
    browser, place, form = browser_of(cast.member), f"post:{asked.pk}", {"once": str(uuid4()), "body": "Sent."}
    browser.post(draft_address(place), form)
    browser.post(f"/things/{asked.pk}/say/", form)
    assert browser.post(draft_address(place), form).status_code == 204
    with walls(walls_of(cast.member)):
        assert draft_for(cast.member, place) is None


@pytest.mark.parametrize("first", ["sent", "kept"])
def test_a_form_sent_while_its_last_keystroke_is_kept_leaves_no_draft_behind(
    first: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    key = uuid4()
    with django_db_blocker.unblock(), at_one_moment() as together:
        with walls(together.cast.every_wall):
            asked = start_conversation(by=together.cast.member, space=together.cast.talk, title="Seats?")
        place, wall = f"post:{asked.pk}", asked.wall_id

        def send(cast: Cast) -> str:
            return do_once(cast.member, wall, key, lambda: str(say(by=cast.member, artifact=asked, body="Sent.")))

        def keep(cast: Cast) -> Draft | None:
            return save_draft(by=cast.member, wall=wall, place=place, text="Sent.", once=key)

        answers = together.in_turn(*((send, keep) if first == "sent" else (keep, send)))
        assert not any(isinstance(one, Exception) for one in answers), answers
        with walls(together.cast.every_wall):
            assert draft_for(together.cast.member, place) is None


@pytest.mark.parametrize(
    "place",
    [
        "post",
        "post:1",
        "Post:{id}",
        "post:{id}:",
        "post:{id}:Body",
        "post:{id}:body:x",
        "../{id}",
        "post:{ID}",
        "post:{id}\n",
    ],
)
def test_what_is_no_place_is_not_found(cast: Cast, asked: Artifact, place: str) -> None:
    name = place.replace("{id}", str(asked.pk)).replace("{ID}", str(asked.pk).upper())
    assert Place.read(name) is None


def test_too_long_is_said_and_a_null_is_left_out(cast: Cast, asked: Artifact) -> None:
    browser, address = browser_of(cast.member), draft_address(f"post:{asked.pk}")
    assert browser.post(address, {"body": "x" * 100_001}).status_code == 422
    assert browser.post(address, {"body": "nu\x00ll"}).status_code == 204
    assert browser.get(address).status_code == 405
    with walls(walls_of(cast.member)), pytest.raises(Refusal):
        save_draft(by=cast.member, wall=asked.wall_id, place="post:x", text="x" * 100_001)
    with walls(walls_of(cast.member)):
        assert [one.text for one in Draft.objects.visible_to(cast.member)] == ["null"]
        discard_draft(by=cast.member, place=f"post:{asked.pk}")
        assert not Draft.objects.exists()
