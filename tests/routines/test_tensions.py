"""A board of tensions: one's own marks, seen by oneself alone; what is told of a month that is over; and talk that comes of it."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import import_module
from types import SimpleNamespace
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from tests.asking import browser_of, queries
from tests.cast import Cast
from tests.instruments.stories import more_people

from pergola.commons import secrecy
from pergola.commons.models import Once, Participation
from pergola.gather.actions import leave_community
from pergola.kernel.clock import at
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import Person
from pergola.routines import tasks
from pergola.routines.actions.board import (
    MOST,
    Worded,
    put_on_board,
    retire_tension,
    reword_tension,
)
from pergola.routines.actions.marking import place_marks, pool_month
from pergola.routines.board import months_of, my_marks
from pergola.routines.board_clock import month_after, month_at, month_behind, months_between
from pergola.routines.models import Mark, PooledMonth, Tension
from pergola.routines.sealed_marks import place_of
from pergola.routines.standing_words import said_of
from pergola.routines.tasks import pool_over
from pergola.talk.models import Conversation
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
IN_OCTOBER, IN_NOVEMBER = datetime(2026, 10, 14, 15, tzinfo=UTC), datetime(2026, 11, 12, 15, tzinfo=UTC)
IN_DECEMBER = datetime(2026, 12, 2, 15, tzinfo=UTC)
COVER = Worded(
    "cover the content", "go deep", "The test asks for all of it.", "What did you leave out, and was it missed?"
)


def on_board(cast: Cast, words: Worded = COVER) -> Tension:
    with walls(cast.every_wall), at(IN_OCTOBER):
        return put_on_board(by=cast.facilitator, community=cast.talk, words=words)


def mark(cast: Cast, tension: Tension, places: Mapping[Person, int], when: datetime = IN_OCTOBER) -> None:
    with walls(cast.every_wall), at(when):
        month = month_behind(cast.talk.wall_id)
        for who, place in places.items():
            place_marks(by=who, community=cast.talk, month=month, places={tension.pk: place})


def six(cast: Cast) -> list[Person]:
    """All who are in it."""
    return [cast.facilitator, cast.coach, cast.member, *more_people(cast, 3)]


def marked(cast: Cast, tension: Tension, people: Sequence[Person], *places: int, when: datetime = IN_OCTOBER) -> None:
    mark(cast, tension, dict(zip(people, places, strict=False)), when)


def over(cast: Cast, when: datetime = IN_NOVEMBER) -> int:
    with at(when):
        return pool_over(cast.alder_wall.pk)


def board(cast: Cast) -> str:
    return f"/communities/{cast.talk.pk}/tensions/"


def test_put_on_the_board_marked_and_seen_by_oneself_alone(cast: Cast) -> None:
    keeper, member, coach = browser_of(cast.facilitator), browser_of(cast.member), browser_of(cast.coach)
    assert member.get(f"{board(cast)}add/").status_code == 403
    led = keeper.post(f"{board(cast)}add/", {**vars(COVER), "once": str(uuid4())})
    assert led["Location"] == board(cast)
    with walls(cast.every_wall):
        made, month = Tension.objects.get(), month_behind(cast.talk.wall_id)
    shown = member.get(board(cast)).text
    assert all(one in shown for one in ("cover the content", "go deep", COVER.question, "Next: mark where you stood"))
    assert member.get(f"/communities/{cast.talk.pk}/").text.count(board(cast)) == 1, "one finds it from the community"
    field = f"tension-{made.pk}"
    assert member.post(board(cast), {"month": month, field: "6"})["Location"] == board(cast)
    kept = member.get(board(cast)).text
    assert ("are kept. Look at them" in kept, "Next: mark where" in kept) == (True, False)
    assert 'value="6" id' in kept
    mine = f"/tensions/{made.pk}/"
    assert "clearly nearer to “go deep”" in member.get(mine).text
    for other in (coach, keeper):
        assert "clearly nearer to “go deep”" not in other.get(mine).text
        assert "checked" not in other.get(board(cast)).text
    member.post(board(cast), {"month": month, field: "2"})
    assert "clearly nearer to “cover the content”" in member.get(mine).text, "it may be changed while the month lasts"


def test_whoever_is_not_in_it_finds_no_board(cast: Cast) -> None:
    made = on_board(cast)
    for stranger in (cast.former, cast.lead_a, cast.neighbour, cast.outsider, cast.team_lead):
        browser = browser_of(stranger)
        for page in (
            board(cast),
            f"/tensions/{made.pk}/",
            f"/tensions/{made.pk}/talk/",
            f"/tensions/{made.pk}/reword/",
        ):
            assert browser.get(page).status_code == 404, (stranger.name, page)
    with walls(cast.every_wall), pytest.raises(NotAllowed):
        mark(cast, made, {cast.former: 3})


def test_bad_marks_are_told_so_and_nothing_is_kept(cast: Cast) -> None:
    made, member = on_board(cast), browser_of(cast.member)
    with walls(cast.every_wall):
        month = month_behind(cast.talk.wall_id)
    nothing = member.post(board(cast), {"month": month})
    assert (nothing.status_code, "Nothing is marked yet" in nothing.text) == (422, True)
    field = f"tension-{made.pk}"
    assert member.post(board(cast), {"month": month, field: "8"}).status_code == 422
    assert member.post(board(cast), {field: "3"}).status_code == 422
    late = member.post(board(cast), {"month": "2026-01-01", field: "3"})
    assert (late.status_code, "January is over" in late.text) == (422, True)
    assert f'value="{month}"' in late.text, "sent once more, it is about the month it is now"
    assert 'value="3" id' in late.text
    with walls(cast.every_wall):
        assert not Mark.objects.unrestricted(Reason.COUNTING).exists()


def test_a_mark_leaves_no_moment_and_is_sealed(cast: Cast) -> None:
    made, people = on_board(cast), six(cast)
    browser = browser_of(cast.member)
    with walls(cast.every_wall):
        month = month_behind(cast.talk.wall_id)
        before = (Participation.objects.count(), Once.objects.count())
    browser.post(board(cast), {"month": month, f"tension-{made.pk}": "6"})
    with walls(cast.every_wall):
        assert (Participation.objects.count(), Once.objects.count()) == before
        mark(cast, made, dict(zip(people, range(6), strict=True)))
        rows = list(Mark.objects.unrestricted(Reason.COUNTING).filter(month=OCTOBER).order_by("pk"))
        assert {one.name for one in Mark._meta.fields} == {"id", "tension", "wall", "person", "month", "sealed"}
        assert len({len(bytes(one.sealed)) for one in rows}) == 1, "left out is as long as a mark"
        assert [place_of(one) for one in rows] == list(range(6))
        for one in people:
            assert {row.person_id for row in Mark.objects.visible_to(one)} == {one.pk}
    with walls(cast.every_wall), at(IN_OCTOBER):
        mark(cast, made, {cast.member: 7})
        row = Mark.objects.get(person=cast.member, month=OCTOBER)
        row.sealed = b"from another house"
        assert place_of(row) is None


def test_a_seal_does_not_tell_when_it_was_made_nor_one_that_did(cast: Cast) -> None:
    tension = on_board(cast)
    mark(cast, tension, {cast.member: 6})
    anew = import_module("pergola.routines.migrations.0005_seals_without_a_time").seal_anew

    def second() -> int:
        return int.from_bytes(base64.urlsafe_b64decode(bytes(Mark.objects.get().sealed))[1:9])

    with walls(cast.every_wall):
        assert second() == 0
        Mark.objects.update(sealed=secrecy._keys().encrypt(secrecy._keys().decrypt(bytes(Mark.objects.get().sealed))))
        assert second() > 0
        anew(apps, SimpleNamespace(connection=connection))
        assert (second(), place_of(Mark.objects.get())) == (0, 6)
        Mark.objects.update(sealed=b"of another key")
        anew(apps, SimpleNamespace(connection=connection))
        assert bytes(Mark.objects.get().sealed) == b"of another key"


def test_a_month_is_told_when_it_is_over_and_five_have_marked(cast: Cast) -> None:
    made, people = on_board(cast), six(cast)
    few = on_board(cast, Worded("my way", "our way", "Both.", "When did you bend?"))
    marked(cast, made, people, 1, 2, 2, 3, 5)
    marked(cast, few, people, 1, 2, 2, 3, 0)
    assert over(cast, IN_OCTOBER) == 0, "it lasts"
    page = browser_of(cast.member).get
    assert '<svg class="chart-svg' not in page(board(cast)).text
    assert over(cast) == 2
    assert over(cast) == 0, "once"
    with at(IN_NOVEMBER):
        told = page(board(cast)).text
    assert "October: Most stand nearer to “cover the content”. They stand close together." in told
    assert told.count('<svg class="chart-svg') == 2, "one of the two, at both widths"
    assert "In October fewer than five people marked" in told
    assert not any(one.name in told for one in people[3:]), "no names"
    with walls(cast.every_wall):
        seen = PooledMonth.objects.get(tension=made)
        assert (seen.low, seen.at, seen.upper, seen.high) == (1, 1, 1, 2)
        assert PooledMonth.objects.get(tension=few).at is None


def test_what_was_told_stays_whoever_comes_or_goes(cast: Cast) -> None:
    made, people = on_board(cast), six(cast)
    marked(cast, made, people, 1, 2, 2, 3, 5)
    over(cast)
    with walls(cast.every_wall), at(IN_OCTOBER), pytest.raises(Refusal, match="put together already"):
        place_marks(by=people[5], community=cast.talk, month=OCTOBER, places={made.pk: 7})
    with walls(cast.every_wall):
        before = PooledMonth.objects.values().get()
        leave_community(by=people[2], community=cast.talk)
        pool_month(by=None, tension=made, month=OCTOBER)
        assert PooledMonth.objects.values().get() == before
        for act in (lambda: PooledMonth.objects.update(at=0), lambda: PooledMonth.objects.all().delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                act()


def test_only_those_who_are_in_it_when_the_month_is_over_are_told_of(cast: Cast) -> None:
    made, people = on_board(cast), six(cast)
    marked(cast, made, people, 1, 2, 2, 3, 5)
    with walls(cast.every_wall):
        leave_community(by=people[2], community=cast.talk)
    over(cast)
    with walls(cast.every_wall):
        assert PooledMonth.objects.get().at is None, "four are left"


def test_what_moved_since_the_month_told_before(cast: Cast) -> None:
    made, people = on_board(cast), six(cast)
    marked(cast, made, people, 1, 2, 2, 3, 5)
    marked(cast, made, people, 1, 1, 6, 7, 7, 7, when=IN_NOVEMBER)
    over(cast, IN_DECEMBER)
    with walls(cast.every_wall):
        november, october = months_of(cast.member, [made])[made.pk]
        assert (november.month, october.month) == (NOVEMBER, OCTOBER)
        assert november.words == (
            "Most stand nearer to “go deep”. They stand far apart. Since October the middle has moved toward “go deep”."
        )
        assert "Since" not in october.words
        assert [one.words for one in my_marks(people[4], made)] == [
            "all the way to “go deep”",
            "a little nearer to “go deep”",
        ]


@pytest.mark.parametrize(
    ("spots", "words"),
    [
        ((0, 2, 2, 2), "Most stand nearer to “cover the content”."),
        ((2, 2, 4, 4), "The middle of the marks lies between the two."),
        ((2, 3, 3, 4), "The middle of the marks lies between the two."),
        ((2, 2, 3, 4), "The middle of the marks lies between the two."),
        ((3, 3, 4, 4), "The middle of the marks lies between the two. They stand close together."),
        ((4, 4, 4, 6), "Most stand nearer to “go deep”."),
        ((0, 4, 5, 6), "Most stand nearer to “go deep”. They stand far apart."),
    ],
)
def test_in_words(spots: tuple[int, int, int, int], words: str) -> None:
    low, middle, upper, high = spots
    told = PooledMonth(month=NOVEMBER, low=low, at=middle, upper=upper, high=high)
    tension = Tension(one_pole="cover the content", other_pole="go deep")
    assert said_of(tension, told, None) == words
    same = PooledMonth(month=OCTOBER, low=0, at=middle, upper=upper, high=6)
    assert said_of(tension, told, same).endswith("That is where it stood in October.")


def test_the_poles_never_change_and_other_poles_are_another_tension(cast: Cast) -> None:
    made = on_board(cast)
    keeper = browser_of(cast.facilitator)
    page, given = f"/tensions/{made.pk}/reword/", {**vars(COVER), "revision": "1"}
    keeper.post(page, {**given, "question": "What was missed?", "once": str(uuid4())})
    with walls(cast.every_wall):
        made.refresh_from_db()
        assert (made.question, made.revision, Tension.objects.count()) == ("What was missed?", 2, 1)
        with pytest.raises(DatabaseError), transaction.atomic():
            Tension.objects.filter(pk=made.pk).update(one_pole="cover all")
    stale = keeper.post(page, {**given, "why": "Time.", "once": str(uuid4())})
    assert (stale.status_code, "Somebody else changed this meanwhile" in stale.text) == (422, True)
    assert "What was missed?" in stale.text, "what stands there now"
    same = keeper.post(page, {**given, "other_pole": "Cover the content", "revision": "2", "once": str(uuid4())})
    assert (same.status_code, "Both poles are the same" in same.text) == (422, True)
    keeper.post(page, {**given, "one_pole": "cover all of it", "revision": "2", "once": str(uuid4())})
    with walls(cast.every_wall):
        newer = Tension.objects.get(follows=made)
        made.refresh_from_db()
        assert (made.retired is not None, made.one_pole, newer.one_pole) == (
            True,
            "cover the content",
            "cover all of it",
        )
    told = keeper.get(board(cast)).text
    assert ("cover all of it" in told, "No longer on the board" in told) == (True, False)
    assert f"/tensions/{made.pk}/" in keeper.get(f"/tensions/{newer.pk}/").text
    assert keeper.get(page)["Location"] == f"/tensions/{made.pk}/"


def test_what_left_the_board_meanwhile_says_so_and_keeps_what_was_written(cast: Cast) -> None:
    made, keeper, member = on_board(cast), browser_of(cast.facilitator), browser_of(cast.member)
    page = f"/tensions/{made.pk}/"
    with walls(cast.every_wall):
        retire_tension(by=cast.facilitator, tension=made, reason="Two texts a unit.")
    for browser, address, given, words in (
        (keeper, "reword/", {**vars(COVER), "revision": "1", "why": "We lose the thread."}, "We lose the thread."),
        (keeper, "retire/", {"reason": "Nobody marks it."}, "Nobody marks it."),
        (member, "talk/", {"body": "I left out the second text."}, "I left out the second text."),
    ):
        assert browser.get(f"{page}{address}")["Location"] == page
        told = browser.post(f"{page}{address}", given | {"once": str(uuid4())})
        assert (told.status_code, words in told.text, "Two texts a unit." in told.text) == (422, True, True), address
    assert "Two texts a unit." in member.get(f"{page}talk/", follow=True).text
    with walls(cast.every_wall):
        made.refresh_from_db()
        assert (made.reason, made.why, Conversation.objects.exists()) == ("Two texts a unit.", COVER.why, False)


def test_taken_off_with_a_reason_and_its_last_month_is_told(cast: Cast) -> None:
    made, people = on_board(cast), six(cast)
    marked(cast, made, people, 7, 7, 7, 7, 7)
    with walls(cast.every_wall), at(IN_OCTOBER):
        with pytest.raises(Refusal):
            retire_tension(by=cast.facilitator, tension=made, reason=" ")
        with pytest.raises(NotAllowed):
            retire_tension(by=cast.member, tension=made, reason="Enough.")
        retire_tension(by=cast.facilitator, tension=made, reason="Two texts a unit.")
    with pytest.raises(Refusal, match="no longer on the board"):
        mark(cast, made, {people[5]: 3})
    assert over(cast, IN_DECEMBER) == 1, "no month after it left"
    page = browser_of(cast.member).get(f"/tensions/{made.pk}/").text
    assert all(one in page for one in ("Two texts a unit.", "Most stand nearer to “go deep”."))
    assert "Two texts a unit." in browser_of(cast.member).get(board(cast)).text


def test_a_board_holds_six(cast: Cast) -> None:
    for number in range(MOST):
        on_board(cast, Worded(f"one {number}", "other", "Both.", "Which?"))
    with pytest.raises(Refusal, match="Six tensions"):
        on_board(cast)


def test_the_question_opens_one_conversation(cast: Cast) -> None:
    made, member = on_board(cast), browser_of(cast.member)
    page = f"/tensions/{made.pk}/talk/"
    assert COVER.question in member.get(page).text
    given = {"body": f"{COVER.question}\n\nI left out the second text.", "once": str(uuid4())}
    assert member.post(page, {"body": " ", "once": str(uuid4())}).status_code == 422
    first, second = member.post(page, given), member.post(page, given)
    assert first["Location"] == second["Location"]
    with walls(cast.every_wall):
        begun = Conversation.objects.get(community=cast.talk)
        assert (begun.title, begun.get_absolute_url()) == (COVER.question, first["Location"])
    for there in (board(cast), f"/tensions/{made.pk}/"):
        assert first["Location"] in browser_of(cast.coach).get(there).text


def test_a_month_ends_by_the_clock_of_the_community(cast: Cast) -> None:
    moment = datetime(2026, 12, 1, 6, 30, tzinfo=UTC)
    cast.alder.zone = "America/Los_Angeles"
    cast.alder.save(update_fields=["zone"])
    with at(moment), walls(cast.every_wall):
        assert month_behind(cast.alder_wall.pk) == NOVEMBER
        cast.alder.zone = "America/New_York"
        cast.alder.save(update_fields=["zone"])
        assert month_behind(cast.alder_wall.pk) == date(2026, 12, 1)
    assert month_at(moment, ZoneInfo("Pacific/Honolulu")) == NOVEMBER
    assert month_after(date(2026, 12, 1)) == date(2027, 1, 1)
    assert months_between(date(2026, 11, 1), date(2027, 2, 1)) == [NOVEMBER, date(2026, 12, 1), date(2027, 1, 1)]


def test_no_month_is_told_twice_of_the_same_poles(cast: Cast) -> None:
    """Five of six mark as before on the second board: two middles would differ by the sixth."""
    made = on_board(cast)
    turned = replace(COVER, one_pole="Go  deep", other_pole="Cover the content")
    with pytest.raises(Refusal, match="on the board already"):
        on_board(cast, turned)
    with walls(cast.every_wall), at(IN_OCTOBER):
        with pytest.raises(Refusal, match="on the board already"):
            reword_tension(
                by=cast.facilitator, tension=made, words=replace(COVER, one_pole="Cover the content"), revision=1
            )
        retire_tension(by=cast.facilitator, tension=made, reason="Enough of it.")
        for words in (COVER, turned):
            with pytest.raises(Refusal, match="Put them on again in November"):
                put_on_board(by=cast.facilitator, community=cast.talk, words=words)
        other = put_on_board(by=cast.facilitator, community=cast.talk, words=replace(COVER, one_pole="cover all"))
        with pytest.raises(Refusal, match="a month is told once"):
            reword_tension(by=cast.facilitator, tension=other, words=COVER, revision=1)
    with walls(cast.every_wall), at(IN_NOVEMBER):
        assert put_on_board(by=cast.facilitator, community=cast.talk, words=COVER)


def test_what_goes_wrong_with_one_month_or_behind_one_wall_stops_no_other(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = on_board(cast), on_board(cast, Worded("my way", "our way", "Both.", "When did you bend?"))
    seen = []

    def pool(*, by: None, tension: Tension, month: date) -> PooledMonth:
        if tension.pk == bad.pk:
            raise ValueError(month)
        return pool_month(by=by, tension=tension, month=month)

    monkeypatch.setattr(tasks, "pool_month", pool)
    with at(IN_NOVEMBER), pytest.raises(ExceptionGroup):
        pool_over(cast.alder_wall.pk)
    with walls(cast.every_wall):
        assert [one.tension_id for one in PooledMonth.objects.all()] == [good.pk]

    def over(wall: int) -> None:
        seen.append(wall)
        if wall == cast.alder_wall.pk:
            raise ValueError(wall)

    monkeypatch.setattr(tasks, "pool_over", over)
    with pytest.raises(ExceptionGroup) as all_of_it:
        tasks.pool_what_is_over(0)
    assert (len(all_of_it.value.exceptions), set(seen) >= set(cast.every_wall)) == (1, True)


@pytest.mark.parametrize("many", [1, 3])
def test_a_board_asks_as_much_of_one_tension_as_of_three(cast: Cast, many: int) -> None:
    people = six(cast)
    for number in range(many):
        made = on_board(cast, Worded(f"one {number}", "other", "Both.", "Which?"))
        marked(cast, made, people, 1, 2, 2, 3, 5)
        marked(cast, made, people, 1, 1, 6, 7, 7, 7, when=IN_NOVEMBER)
        browser_of(cast.member).post(f"/tensions/{made.pk}/talk/", {"body": "Well?", "once": str(uuid4())})
    over(cast, IN_DECEMBER)
    page = browser_of(cast.member)
    with queries() as asked:
        assert page.get(board(cast)).status_code == 200
    assert len(asked) == 9, "\n".join(asked)
    with queries() as asked:
        assert page.get(f"/tensions/{made.pk}/").status_code == 200
    assert len(asked) == 5, "\n".join(asked)
