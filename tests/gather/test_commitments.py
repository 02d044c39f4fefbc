"""So many a month: counted from what was done, added to by one tap, left out by choice; seen by oneself and the coach one chose."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.asking import browser_of
from tests.cast import Cast
from tests.meetings.stories import meets

from pergola.commons.files.keeping import store
from pergola.commons.models import Participation
from pergola.gather import commitments
from pergola.gather.actions import (
    add_elsewhere,
    answer_pair,
    ask_for_pack,
    ask_for_pair,
    commit_to,
    end_pair,
    rest_a_month,
    take_elsewhere_out,
)
from pergola.gather.commitments import Done, Month, months, this_month
from pergola.gather.forgetting import forget_taken_out
from pergola.gather.models import Commitment, Elsewhere, Pack, Pair, Rest
from pergola.gather.models.commitment import Kind
from pergola.gather.pack.making import make
from pergola.kernel.clock import at
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.meetings.actions import confirm_presence, take_presence_back
from pergola.people.models import Person
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

TODAY = datetime(2026, 11, 18, 16, tzinfo=UTC)
SECRET = "What I saw in room nine"


def committed(cast: Cast, times: int = 3) -> None:
    with walls(cast.every_wall):
        commit_to(by=cast.member, wall=cast.alder_wall.pk, times=times)


def added(cast: Cast, kind: Kind = Kind.VISIT, day: date | None = None, words: str = SECRET) -> Elsewhere:
    with walls(cast.every_wall):
        return add_elsewhere(by=cast.member, wall=cast.alder_wall.pk, kind=kind, day=day, words=words)


def coached(cast: Cast) -> Pair:
    with walls(cast.every_wall):
        asked = ask_for_pair(by=cast.member, wall=cast.alder_wall.pk, person=cast.coach, kind=Pair.Kind.COACH)
        return answer_pair(by=cast.coach, pair=asked, accepted=True)


def read(cast: Cast, reader: Person | None = None) -> list[Month]:
    with walls(cast.every_wall):
        return months(reader or cast.member, cast.member, cast.alder_wall.pk)


def was_there(cast: Cast, day: datetime, alone_with: Person | None = None) -> None:
    with at(day - timedelta(days=1)):
        gathering = meets(cast, day, by=cast.member if alone_with else None, alone_with=alone_with)
    with at(day + timedelta(hours=2)), walls(cast.every_wall):
        confirm_presence(by=cast.member, gathering=gathering, person=cast.member)


def test_being_there_counts_by_itself_on_the_day_it_was_and_nothing_is_logged_twice(cast: Cast) -> None:
    coached(cast)
    was_there(cast, datetime(2026, 10, 29, 15, tzinfo=UTC))
    was_there(cast, datetime(2026, 11, 4, 15, tzinfo=UTC), alone_with=cast.coach)
    was_there(cast, datetime(2026, 11, 12, 15, tzinfo=UTC), alone_with=cast.facilitator)
    with at(TODAY):
        committed(cast)
        this, before = read(cast)[:2]
    assert [(one.day.day, one.kind) for one in this.done] == [(12, Kind.MEETING), (4, Kind.CHECK_IN)]
    assert [(one.day, one.kind, one.title) for one in before.done] == [(date(2026, 10, 29), Kind.MEETING, "We meet")]
    assert (this.times, this.to_go, before.times) == (3, 1, None)
    with walls(cast.every_wall):
        assert not Elsewhere.objects.unrestricted(Reason.COUNTING).exists()


def test_who_was_not_there_after_all_has_not_met_and_who_was_again_has(cast: Cast) -> None:
    day = datetime(2026, 11, 4, 15, tzinfo=UTC)
    with at(day - timedelta(days=1)):
        gathering = meets(cast, day)
    with at(TODAY), walls(cast.every_wall):
        commit_to(by=cast.member, wall=cast.alder_wall.pk, times=2)
        for act, left in ((confirm_presence, 1), (take_presence_back, 0), (confirm_presence, 1)):
            act(by=cast.member, gathering=gathering, person=cast.member)
            assert len(read(cast)[0].done) == left
            line = this_month(cast.member, cast.alder_wall.pk)
            assert line is not None
            assert (line.done, line.to_go) == (left, 2 - left)


def test_a_tap_adds_today_and_twice_sent_is_once(cast: Cast) -> None:
    with at(TODAY):
        committed(cast, 1)
        form = {"kind": "conference", "once": str(uuid4())}
        for _twice in range(2):
            assert browser_of(cast.member).post("/commitment/elsewhere/", form).status_code == 302
        this = read(cast)[0]
        assert [(one.day, one.kind) for one in this.done] == [(date(2026, 11, 18), Kind.CONFERENCE)]
        page = browser_of(cast.member).get("/commitment/").text
        assert "November is as you meant it" in page
        assert "%" not in page.partition("<main")[2].partition("</main")[0]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"kind": "visit", "day": "2026-11-30"}, "still to come"),
        ({"kind": "visit", "day": "2024-11-30"}, "more than a year ago"),
        ({"kind": "golf"}, "golf"),
        ({"kind": "visit", "day": "soon"}, "Enter a valid date"),
    ],
)
def test_what_cannot_be_read_says_why_and_keeps_the_line(cast: Cast, sent: dict[str, str], said: str) -> None:
    with at(TODAY):
        answer = browser_of(cast.member).post("/commitment/elsewhere/", {**sent, "words": SECRET, "once": str(uuid4())})
        assert (answer.status_code, said in answer.text, SECRET in answer.text) == (422, True, True)
    with walls(cast.every_wall):
        assert not Elsewhere.objects.unrestricted(Reason.COUNTING).exists()


def test_what_was_taken_out_comes_back_and_after_thirty_days_is_gone(cast: Cast) -> None:
    with at(TODAY):
        one = added(cast)
        page = f"/commitment/elsewhere/{one.pk}/take-out/"
        browser_of(cast.member).post(page)
        assert read(cast)[0].done == []
        assert SECRET in browser_of(cast.member).get("/commitment/").text, "it can come back"
        browser_of(cast.member).post(page, {"back": "1"})
        assert len(read(cast)[0].done) == 1
        browser_of(cast.member).post(page)
    with at(TODAY + timedelta(days=29)):
        assert forget_taken_out(cast.alder_wall.pk) == 0
    with at(TODAY + timedelta(days=31)):
        assert forget_taken_out(cast.alder_wall.pk) == 1
    with walls(cast.every_wall):
        assert not Elsewhere.objects.unrestricted(Reason.COUNTING).exists()


def test_a_month_is_left_out_by_choice_and_only_that_month(cast: Cast) -> None:
    with at(TODAY):
        committed(cast)
        for _twice in range(2):
            browser_of(cast.member).post("/commitment/rest/")
        assert "November is left out" in browser_of(cast.member).get("/commitment/").text
        assert "You leave this month out" in browser_of(cast.member).get("/month/").text
        browser_of(cast.member).post("/commitment/rest/", {"back": "1"})
        assert not read(cast)[0].rests
        browser_of(cast.member).post("/commitment/rest/")
    with at(TODAY + timedelta(days=30)):
        this, before = read(cast)[:2]
        assert (this.rests, before.rests, this.times) == (False, True, 3)


def test_meaning_more_changes_no_month_before(cast: Cast) -> None:
    with at(TODAY):
        committed(cast, 2)
        committed(cast, 3)
    with at(TODAY + timedelta(days=30)):
        committed(cast, 0)
        assert [one.times for one in read(cast)[:3]] == [0, 3, None]
        with walls(cast.every_wall):
            assert this_month(cast.member, cast.alder_wall.pk) is None
            with pytest.raises(Refusal):
                commit_to(by=cast.member, wall=cast.alder_wall.pk, times=13)
            with pytest.raises(NotAllowed):
                commit_to(by=cast.member, wall=cast.brier_wall.pk, times=1)


def test_the_coach_sees_it_after_a_yes_and_no_longer_after_the_end_and_nobody_else_ever(cast: Cast) -> None:
    others = [cast.lead_a, cast.facilitator, cast.neighbour, cast.hub_director, cast.operator, cast.lead_b]
    with at(TODAY):
        committed(cast)
        added(cast)
        with walls(cast.every_wall):
            rest_a_month(by=cast.member, wall=cast.alder_wall.pk, rests=True)
            asked = ask_for_pair(by=cast.member, wall=cast.alder_wall.pk, person=cast.coach, kind=Pair.Kind.COACH)
        page = f"/pairs/{asked.pk}/month/"

        def seen_by(who: Person) -> tuple[int, list[bool]]:
            with walls(cast.every_wall):
                rows = [one.objects.visible_to(who).exists() for one in (Commitment, Elsewhere, Rest)]
            answer = browser_of(who).get(page)
            return (answer.status_code, rows) if SECRET not in answer.text or answer.status_code == 200 else (0, rows)

        assert seen_by(cast.coach) == (404, [False, False, False]), "asked is not yes"
        with walls(cast.every_wall):
            answer_pair(by=cast.coach, pair=asked, accepted=True)
        assert seen_by(cast.coach) == (200, [True, True, True])
        assert SECRET in browser_of(cast.coach).get(page).text
        assert [seen_by(one) for one in others] == [(404, [False, False, False])] * len(others)
        assert seen_by(cast.member) == (404, [True, True, True]), "one’s own page is another"
        with walls(cast.every_wall):
            assert not Elsewhere.objects.editable_by(cast.coach).exists(), "a coach reads, and changes nothing"
            with pytest.raises(NotAllowed):
                take_elsewhere_out(by=cast.coach, one=Elsewhere.objects.visible_to(cast.coach).get())
            end_pair(by=cast.member, pair=asked)
        assert seen_by(cast.coach) == (404, [False, False, False])


def test_a_coach_is_told_the_day_of_what_they_may_not_see_and_no_title(cast: Cast) -> None:
    coached(cast)
    with at(datetime(2026, 11, 3, tzinfo=UTC)):
        alone = meets(cast, datetime(2026, 11, 4, 15, tzinfo=UTC), by=cast.member, alone_with=cast.facilitator)
    with at(TODAY):
        with walls(cast.every_wall):
            confirm_presence(by=cast.member, gathering=alone, person=cast.member)
        (own,), (theirs,) = read(cast)[0].done, read(cast, cast.coach)[0].done
    assert (own.day, own.title) == (theirs.day, alone.title)
    assert (theirs.title, theirs.url) == ("", "")


def test_nothing_of_it_leaves_in_a_pack(cast: Cast) -> None:
    """The one export there is: of a community, for somebody in it."""
    with at(TODAY):
        committed(cast)
        added(cast)
        with walls(cast.every_wall):
            pack = ask_for_pack(by=cast.member, community=cast.talk)
        make(cast.alder_wall.pk, str(pack.pk))
    with walls(cast.every_wall):
        made = Pack.objects.unrestricted(Reason.COUNTING).get(pk=pack.pk)
    with store().open(made.key) as there:
        whole = ZipFile(BytesIO(there.read()))
        assert whole.namelist()
        assert not any(SECRET.encode() in whole.read(name) for name in whole.namelist())


def test_what_plugs_in_is_counted_on_both_pages(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def playlists(member: Person, wall: int, since: date) -> list[Done]:
        assert (member, wall) == (cast.member, cast.alder_wall.pk)
        return [Done(max(since, date(2026, 11, 2)), Kind.PLAYLIST, title="Talk moves")]

    monkeypatch.setattr(commitments, "FURTHER", [playlists])
    with at(TODAY):
        committed(cast, 1)
        assert [one.title for one in read(cast)[0].done] == ["Talk moves"]
        with walls(cast.every_wall):
            line = this_month(cast.member, cast.alder_wall.pk)
        assert line is not None
        assert line.to_go == 0


def test_the_page_costs_the_same_with_one_thing_and_with_three(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    asked = browser_of(cast.member)
    with at(TODAY):
        committed(cast)
        for n in range(3):
            added(cast)
            was_there(cast, datetime(2026, 11, 2 + n, 15, tzinfo=UTC))
            if n in (0, 2):
                with django_assert_num_queries(12):
                    assert asked.get("/commitment/").status_code == 200


def test_what_is_done_is_written_once_as_participation(cast: Cast) -> None:
    with at(TODAY):
        committed(cast)
        one = added(cast)
        with walls(cast.every_wall):
            for back in (False, False, True):
                take_elsewhere_out(by=cast.member, one=one, back=back)
            verbs = Participation.objects.visible_to(cast.member).filter(at=TODAY, artifact=None, community=None)
            assert list(verbs.order_by("pk").values_list("verb", flat=True)) == [
                "changed",
                "made",
                "removed",
                "restored",
            ]


def test_the_line_about_it_has_a_form_of_its_own_whose_one_button_records_what_was_chosen(cast: Cast) -> None:
    """Enter in a field presses the first button of its form: it must not be “a check-in with my coach”."""
    browser = browser_of(cast.member)
    page = browser.get("/commitment/").text
    form = next(one for one in page.split("<form")[1:] if 'name="words"' in one).partition("</form>")[0]
    assert form.count("<button") == 1
    assert 'name="kind"' not in form.partition("<button")[2], "what it was is chosen and not pressed"
    refused = browser.post("/commitment/elsewhere/", {"once": str(uuid4()), "day": "", "words": "To room nine."})
    assert refused.status_code == 422
    assert "Choose what it was." in refused.text
    assert "To room nine." in refused.text
    with walls(cast.every_wall):
        assert not Elsewhere.objects.unrestricted(Reason.COACHING).exists()
