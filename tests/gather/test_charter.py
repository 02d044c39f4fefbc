"""A charter is written together, version after version, and none is rewritten."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from tests.asking import browser_of, queries
from tests.cast import Cast
from tests.talk.telling import told

from pergola.gather.actions import write_charter
from pergola.gather.actions.chartering import Words
from pergola.kernel.clock import at, now, today
from pergola.kernel.errors import NotAllowed, Stale
from pergola.people.models import walls_of
from pergola.spaces.models import Charter, Community
from pergola.walls.opening import walls


def form(version: int = 1, **words: str) -> dict[str, object]:
    return {"once": str(uuid4()), "version": version, "sentence": "We meet because talk comes first.", **words}


def test_any_member_writes_another_version_and_the_old_one_stays(cast: Cast) -> None:
    page = f"/communities/{cast.talk.pk}/charter/"
    member, former = browser_of(cast.member), browser_of(cast.former)
    why = "We had never said how we decide."
    member.post(f"{page}write/", form(decisions="Nobody objects.", sentence="We meet to talk.", why=why))
    assert told(cast) == {"coach": ["charter"], "facilitator": ["charter"]}
    read = member.get(page).text
    assert all(one in read for one in ("Nobody objects.", why, "Version 2", "Version 1"))
    assert "We meet to talk." in former.get(f"/communities/{cast.talk.pk}/").text, "what others read before they join"
    outside = former.get(page).text
    assert ("Nobody objects." in outside, why in outside, "Version 1" in outside) == (True, False, False)
    assert former.get(f"{page}1/").status_code == 404
    changed = member.get(f"{page}2/").text
    assert "What is otherwise than before" in changed
    assert "We meet because talk comes first." in changed
    assert "We meet because talk comes first." in member.get(f"{page}1/").text
    assert former.post(f"{page}write/", form(2)).status_code == 403


def test_two_who_write_at_once_lose_nothing(cast: Cast) -> None:
    page = f"/communities/{cast.talk.pk}/charter/write/"
    browser_of(cast.coach).post(page, form(norms="What is said stays."))
    late = browser_of(cast.member).post(page, form(norms="Nobody is quoted."))
    assert (late.status_code, "What is said stays." in late.text, "Nobody is quoted." in late.text) == (422, True, True)
    browser_of(cast.member).post(page, form(2, norms="Nobody is quoted. What is said stays."))
    with walls(cast.every_wall):
        versions = Charter.objects.filter(community=cast.talk).values_list("version", "replaced")
        assert [(number, until is None) for number, until in versions] == [(3, True), (2, False), (1, False)]
    with walls(walls_of(cast.member)), pytest.raises(Stale):
        write_charter(by=cast.member, community=cast.talk, words=Words("Otherwise"), why="", version=1)


def test_the_same_words_are_no_version_and_nobody_is_told(cast: Cast) -> None:
    browser_of(cast.member).post(f"/communities/{cast.talk.pk}/charter/write/", form())
    assert told(cast) == {}
    with walls(cast.every_wall):
        assert Charter.objects.filter(community=cast.talk).count() == 1
        with pytest.raises(NotAllowed):
            write_charter(by=cast.former, community=cast.talk, words=Words("Ours"), why="", version=1)


def test_it_asks_again_on_its_day_and_is_answered_in_one_tap(cast: Cast) -> None:
    home, page = f"/communities/{cast.talk.pk}/", f"/communities/{cast.talk.pk}/charter/"
    browser = browser_of(cast.member)
    assert "Does it still hold?" not in browser.get(home).text
    with at(now() + timedelta(days=190)):
        assert "Does it still hold?" in browser_of(cast.member).get(home).text
        assert "Does it still hold?" not in browser_of(cast.former).get(page).text
        browser_of(cast.member).post(f"{page}holds/")
        assert "Does it still hold?" not in browser_of(cast.member).get(home).text
        with walls(cast.every_wall):
            cast.talk.refresh_from_db()
            assert cast.talk.review_on == today() + timedelta(days=182)
        assert browser_of(cast.former).post(f"{page}holds/").status_code == 403


def test_a_community_older_than_charters_keeps_its_sentence_as_the_first(cast: Cast) -> None:
    with walls(cast.every_wall):
        old = Community.objects.create(wall=cast.alder_wall, name="Old", charter="As ever.", started=date(2020, 1, 1))
        old.memberships.create(person=cast.member, joined=now())
    page = f"/communities/{old.pk}/charter/"
    assert "As ever." in browser_of(cast.member).get(page).text
    browser_of(cast.member).post(f"{page}write/", form(sentence="As never before."))
    assert "As ever." in browser_of(cast.member).get(f"{page}1/").text


def test_no_version_is_rewritten_by_anybody(cast: Cast) -> None:
    with walls(cast.every_wall):
        for change in ({"sentence": "Other."}, {"why": "Other."}, {"version": 9}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Charter.objects.filter(community=cast.talk).update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            Charter.objects.filter(community=cast.talk).delete()


@pytest.mark.parametrize("more", [1, 3])
def test_the_same_number_of_questions_for_one_and_for_three(cast: Cast, more: int) -> None:
    with walls(walls_of(cast.member)):
        for number in range(more):
            words = Words(f"We meet, {number}.")
            write_charter(by=cast.member, community=cast.talk, words=words, why="", version=number + 1)
    browser = browser_of(cast.coach)
    with queries() as asked:
        browser.get(f"/communities/{cast.talk.pk}/charter/")
    assert len(asked) == 3
