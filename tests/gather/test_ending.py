"""A community ends well: it is closed and stays to be read, its people thank each other, each takes along what they may see."""

import zipfile
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from tests.asking import browser_of
from tests.cast import Cast
from tests.matrix.filing import a_png
from tests.meetings.stories import meets
from tests.talk.telling import begun, said, told

from pergola.commons.files.keeping import keep, store
from pergola.commons.models import File
from pergola.gather.actions import close_community, join_community, open_again, say_thanks
from pergola.gather.models import Pack
from pergola.gather.pack.making import let_packs_go, make
from pergola.kernel.clock import at, now
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.meetings.models import Gathering
from pergola.people.models import Person, walls_of
from pergola.spaces import audiences
from pergola.spaces.models import Membership
from pergola.talk.actions import edit_post, revise_conversation, say, start_conversation
from pergola.talk.models import Conversation, Post
from pergola.walls.opening import walls


def closed(cast: Cast) -> Conversation:
    talk = begun(cast, title="Who has tried turn and talk?")
    said(cast, cast.coach, talk, "We have, since May.")
    meets(cast, now() + timedelta(days=3))
    with walls(cast.every_wall):
        close_community(by=cast.facilitator, community=cast.talk, farewell="The year is over.")
    return talk


def test_it_is_read_only_and_says_so(cast: Cast) -> None:
    talk = closed(cast)
    home, member = f"/communities/{cast.talk.pk}/", browser_of(cast.member)
    page = member.get(home).text
    assert ("This community was closed on" in page, "Ask or tell something" in page) == (True, False)
    assert "Who has tried turn and talk?" in page, "what was said stays to be read"
    assert "We have, since May." in member.get(f"/conversations/{talk.pk}/").text
    assert "was closed on" in browser_of(cast.former).get(home).text
    assert member.post(f"/things/{talk.pk}/say/", {"body": "One more."}).status_code == 403
    for path in ("join/", "charter/write/", "arrange/", "gatherings/new/", "conversations/", "invite/", "close/"):
        assert browser_of(cast.facilitator).post(f"{home}{path}").status_code == 403, path
    with walls(cast.every_wall):
        assert Gathering.objects.get().called_off is not None
    assert told(cast)["coach"].count("closed") == 1


def test_the_acts_refuse_and_beneath_them_the_database_does(cast: Cast) -> None:
    talk = closed(cast)
    with walls(cast.every_wall):
        talk.refresh_from_db()
        post = Post.objects.get()
        for act in (
            lambda: say(by=cast.member, artifact=talk, body="One more."),
            lambda: start_conversation(by=cast.member, space=cast.talk, title="One more"),
            lambda: revise_conversation(by=cast.member, conversation=talk, revision=1, title="Otherwise", body=""),
            lambda: edit_post(by=cast.coach, post=post, revision=1, body="Otherwise."),
            lambda: join_community(by=cast.former, community=cast.talk),
        ):
            with pytest.raises(NotAllowed):
                act()
        audience = audiences.for_community(cast.talk)
        inside = {"wall": cast.alder_wall, "audience": audience, "community": cast.talk, "made_by": cast.member}
        for statement in (
            lambda: Post.objects.create(artifact=talk, by=cast.member, body="One more."),
            lambda: Post.objects.filter(pk=post.pk).update(body="Otherwise."),
            lambda: Conversation.objects.create(title="One more", **inside),
            lambda: Conversation.objects.filter(pk=talk.pk).update(title="Otherwise"),
            lambda: Membership.objects.create(community=cast.talk, person=cast.former, joined=now()),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                statement()


def test_its_people_thank_each_other_and_nobody_else_reads_it(cast: Cast) -> None:
    page = f"/communities/{cast.talk.pk}/thanks/"
    assert browser_of(cast.member).get(page).status_code == 404, "it goes on"
    closed(cast)
    for words in ("For the coffee.", "For asking the newest one first."):
        browser_of(cast.member).post(page, {"words": words, "once": str(uuid4())})
    read = browser_of(cast.coach).get(page).text
    assert all(one in read for one in ("The year is over.", "For asking the newest one first.", "Colleen Facilitator"))
    assert "For the coffee." not in read, "said again, the newer stands"
    for who in (cast.former, cast.neighbour, cast.lead_a):
        assert browser_of(who).get(page).status_code == 404
    with walls(cast.every_wall), pytest.raises(NotAllowed):
        say_thanks(by=cast.former, community=cast.talk, words="Me, too.")


def test_for_thirty_days_it_can_go_on(cast: Cast) -> None:
    closed(cast)
    path, home = f"/communities/{cast.talk.pk}/open-again/", f"/communities/{cast.talk.pk}/"
    assert browser_of(cast.member).post(path).status_code == 403
    with at(now() + timedelta(days=31)), walls(cast.every_wall), pytest.raises(NotAllowed):
        open_again(by=cast.facilitator, community=cast.talk)
    browser_of(cast.facilitator).post(path)
    assert "Ask or tell something" in browser_of(cast.member).get(home).text


def unpacked(cast: Cast, who: Person) -> dict[str, str]:
    """Asked for, made by the worker's own function, fetched; what is in it."""
    browser, page = browser_of(who), f"/communities/{cast.talk.pk}/pack/"
    browser.post(page)
    with walls(walls_of(who)):
        pack = Pack.objects.visible_to(who).order_by("-asked")[0]
    assert make(cast.alder_wall.pk, str(pack.pk))
    assert f"/packs/{pack.pk}/" in browser.get(page).text
    answer: Any = browser.get(f"/packs/{pack.pk}/")
    archive = zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content)))
    return {name: archive.read(name).decode(errors="replace") for name in archive.namelist()}


def test_a_pack_holds_what_its_person_may_see_and_nothing_else(cast: Cast) -> None:
    talk = begun(cast, title="=HYPERLINK(1) <b>bold</b>")
    said(cast, cast.coach, talk, "We have, <script>since</script> May.")
    meets(cast, now() + timedelta(days=3), place="Room 12")
    with walls(cast.every_wall):
        keepers = audiences.for_facilitators(cast.talk)
        start = {"wall": cast.alder_wall, "community": cast.talk, "made_by": cast.facilitator}
        Conversation.objects.create(title="Among keepers", audience=keepers, **start)
        key = keep(cast.alder_wall.pk, BytesIO(a_png()))
        File.objects.create(
            artifact=talk, added_by=cast.member, kind="picture", media="png", name="board.png", description="Green",
            size=80, key=key, width=12, height=8,
        )  # fmt: skip
    pack = unpacked(cast, cast.member)
    everything = "\n".join(pack.values())
    assert "We have, since May." in pack["things/0001.html"].replace("&lt;script&gt;", "").replace(
        "&lt;/script&gt;", ""
    )
    assert "<script>" not in everything.split("tables/")[0]
    assert "&lt;b&gt;bold" in pack["index.html"]
    assert "Room 12" in pack["gatherings.html"]
    assert "files/0001 board.png" in pack
    assert "\ufeff" in pack["tables/things.csv"]
    assert "'=HYPERLINK(1)" in pack["tables/things.csv"], "no spreadsheet reckons with it"
    assert "Among keepers" not in everything
    assert "Among keepers" in "\n".join(unpacked(cast, cast.facilitator).values())


def test_only_whoever_asked_fetches_it_and_only_while_they_are_in_it(cast: Cast) -> None:
    unpacked(cast, cast.member)
    with walls(cast.every_wall):
        pack = Pack.objects.get()
    for name, who in cast.actors.items():
        if name != "member":
            answer = browser_of(who).get(f"/packs/{pack.pk}/")
            assert answer.status_code == (302 if name == "visitor" else 404), name
    with walls(cast.every_wall):
        Membership.objects.filter(community=cast.talk, person=cast.member).delete()
    assert browser_of(cast.member).get(f"/packs/{pack.pk}/").status_code == 404
    assert browser_of(cast.member).get(f"/communities/{cast.talk.pk}/pack/").status_code == 404


def test_asked_twice_it_is_made_once_and_after_a_week_it_is_gone(cast: Cast) -> None:
    browser, page = browser_of(cast.member), f"/communities/{cast.talk.pk}/pack/"
    for _ in range(2):
        browser.post(page)
    with walls(cast.every_wall):
        pack = Pack.objects.get()
    assert make(cast.alder_wall.pk, str(pack.pk))
    assert not make(cast.alder_wall.pk, str(pack.pk)), "what is made is not made again"
    with walls(cast.every_wall):
        pack.refresh_from_db()
    assert store().exists(pack.key)
    assert let_packs_go(cast.alder_wall.pk) == 0
    with at(now() + timedelta(days=8)):
        assert let_packs_go(cast.alder_wall.pk) == 1
        assert "packs are kept a week" in browser_of(cast.member).get(page).text
    assert not store().exists(pack.key)


def test_whoever_left_before_it_was_made_gets_none(cast: Cast) -> None:
    browser_of(cast.member).post(f"/communities/{cast.talk.pk}/pack/")
    with walls(cast.every_wall):
        pack = Pack.objects.get()
        Membership.objects.filter(community=cast.talk, person=cast.member).delete()
    assert not make(cast.alder_wall.pk, str(pack.pk))
    with walls(cast.every_wall):
        pack.refresh_from_db()
    assert (pack.key, pack.failed is not None) == ("", True)


def test_closing_is_refused_to_who_does_not_keep_it(cast: Cast) -> None:
    with walls(cast.every_wall):
        with pytest.raises(NotAllowed):
            close_community(by=cast.member, community=cast.talk)
        with pytest.raises(Refusal):
            say_thanks(by=cast.member, community=cast.talk, words="Too early.")
