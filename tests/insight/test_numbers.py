"""Numbers are computed from rows, with a definition, a day and a way back to the rows; a release never changes."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker
from tests.asking import browser_of
from tests.cast import Cast
from tests.together import at_one_moment

from pergola.gather.actions import declare_figure
from pergola.insight.actions import release_numbers
from pergola.insight.figures import Figure, Row, between
from pergola.insight.models import NumbersRelease
from pergola.insight.numbers import figures_of
from pergola.kernel.clock import at
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import walls_of
from pergola.spaces.models import DeclaredFigure, MemberSystem
from pergola.systems.models import District, School, SystemDistrict
from pergola.walls.opening import walls


def schools(cast: Cast) -> None:
    """Alder Valley has three schools in the directory: two open, one of which tells its students."""
    district = District.objects.create(name="Alder Valley", sample=True)
    SystemDistrict.objects.create(system=cast.alder, district=district)
    for name, students, is_open in (("Harper", 400, True), ("Linden", None, True), ("Mesa", 90, False)):
        School.objects.create(name=name, district=district, students=students, open=is_open, sample=True)


def figures(cast: Cast) -> dict[str, Figure]:
    with walls(walls_of(cast.hub_director)):
        return {figure.key: figure for figure in figures_of(cast.network)}


def test_systems_and_states_are_counted_from_members(cast: Cast) -> None:
    found = figures(cast)
    assert (found["systems"].n, found["states"].n) == ("2", "2")
    assert [row.name for row in found["systems"].rows] == ["Alder Valley", "Brierfield"]
    assert [(row.name, row.note) for row in found["states"].rows] == [("KY", "Brierfield"), ("OH", "Alder Valley")]


def test_a_member_that_left_is_not_counted(cast: Cast) -> None:
    with walls(walls_of(cast.hub_director)):
        MemberSystem.objects.filter(system=cast.brier).update(left=date(2026, 1, 1))
    assert figures(cast)["systems"].n == "1"


def test_schools_are_the_open_ones_of_the_directory(cast: Cast) -> None:
    schools(cast)
    found = figures(cast)["schools"]
    assert (found.n, found.coverage) == ("2", "1 of 2 reported")
    assert [(row.name, row.words) for row in found.rows] == [("Alder Valley", "2"), ("Brierfield", "not reported")]


def test_students_come_from_rows_else_from_what_the_system_declares_as_a_range(cast: Cast) -> None:
    schools(cast)
    with walls(walls_of(cast.hub_director)):
        member = MemberSystem.objects.get(system=cast.brier)
        declare_figure(
            by=cast.hub_director, member=member, what=DeclaredFigure.What.STUDENTS, low=1000, high=1200,
            source="its annual report", as_of=date(2026, 6, 30),
        )  # fmt: skip
    found = figures(cast)["students"]
    assert (found.n, found.coverage) == ("1,400 to 1,600", "")
    assert [row.note for row in found.rows] == ["Rows of 1 of 2 schools.", "Declared 30 June 2026: its annual report"]


def test_what_nobody_reported_is_a_dash_and_says_so(cast: Cast) -> None:
    found = figures(cast)["spending"]
    assert (found.n, found.coverage) == ("–", "0 of 2 reported")


def test_a_range_is_told_in_words() -> None:
    assert (between(1184, 1184), between(500, 1000)) == ("1,184", "500 to 1,000")
    assert (between(5_240_000, 5_980_000), between(2_500_000, None)) == ("5.2 to 6 million", "2.5 million")
    assert between(940_000, 1_200_000) == "940,000 to 1,200,000"


def test_the_hub_releases_and_everyone_reads_the_copy(cast: Cast, client: Client) -> None:
    with walls(walls_of(cast.hub_director)):
        release = release_numbers(by=cast.hub_director, network=cast.network)
    told = client.get(reverse("insight:released_rows", args=[release.pk, "systems"]))
    assert (told.status_code, b"Brierfield" in told.content) == (200, True)
    with walls(walls_of(cast.visitor)):
        stored = NumbersRelease.objects.get()
        assert Figure.from_json(stored.figures[0]).rows[1].name == "Brierfield"


def test_a_release_cannot_be_changed_or_removed_by_the_app(cast: Cast) -> None:
    with walls(walls_of(cast.hub_director)):
        release_numbers(by=cast.hub_director, network=cast.network)
        for act in (
            lambda: NumbersRelease.objects.update(purpose="else"),
            lambda: NumbersRelease.objects.all().delete(),
        ):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                act()


@pytest.mark.parametrize("who", ["hub_evaluator", "member", "lead_b", "outsider"])
def test_only_the_hub_releases(cast: Cast, who: str) -> None:
    person = getattr(cast, who)
    with walls(cast.every_wall), pytest.raises(NotAllowed):
        release_numbers(by=person, network=cast.network)


def test_a_confidential_network_releases_nothing(cast: Cast) -> None:
    cast.network.confidential = True
    with walls(walls_of(cast.hub_director)), pytest.raises(Refusal):
        release_numbers(by=cast.hub_director, network=cast.network)


def test_a_row_that_has_not_reported_says_so() -> None:
    assert Row("Elsewhere").words == "not reported"


def test_the_count_of_queries_does_not_grow_with_systems(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with walls(walls_of(cast.hub_director)):
        with django_assert_num_queries(5):
            figures_of(cast.network)
        MemberSystem.objects.filter(system=cast.brier).delete()
        with django_assert_num_queries(5):
            figures_of(cast.network)


def test_two_who_release_at_one_moment_release_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock(), at_one_moment() as together:
        first, second = together(
            lambda cast: release_numbers(by=cast.hub_director, network=cast.network),
            lambda cast: release_numbers(by=cast.hub_director, network=cast.network),
        )
        assert first == second


def test_what_stands_on_another_site_is_shown_as_words_and_is_no_frame_here(cast: Cast, client: Client) -> None:
    with walls(walls_of(cast.hub_director)):
        release = release_numbers(by=cast.hub_director, network=cast.network)
    told = client.get(f"/numbers/{release.pk}/systems/").text
    assert "&lt;iframe src=" in told
    assert "<iframe" not in told


def test_so_few_that_they_could_be_found_are_not_told_now_and_not_when_they_are_eleven(cast: Cast) -> None:
    """A school of nine students: hidden, not in the sum; two days on they are eleven, and the first day is not told by it."""
    schools(cast)
    School.objects.filter(name="Harper").update(students=9)
    School.objects.filter(name="Linden").update(students=0)
    assert [row.words for row in figures(cast)["students"].rows] == ["not reported", "not reported"]
    with walls(walls_of(cast.hub_director)):
        with at(datetime(2026, 11, 20, 12, tzinfo=UTC)):
            first = release_numbers(by=cast.hub_director, network=cast.network)
        School.objects.filter(name="Harper").update(students=11)
        with at(datetime(2026, 11, 22, 12, tzinfo=UTC)):
            second = release_numbers(by=cast.hub_director, network=cast.network)
        School.objects.filter(name="Harper").update(students=400)
        with at(datetime(2026, 11, 24, 12, tzinfo=UTC)):
            third = release_numbers(by=cast.hub_director, network=cast.network)
    said = [
        {one["key"]: [row["low"] for row in one["rows"]] for one in release.figures}["students"][0]
        for release in (first, second, third)
    ]
    assert said == [None, None, 400]
    assert figures(cast)["students"].rows[0].low == 400


def test_the_numbers_of_a_network_offer_the_words_for_another_site(cast: Cast) -> None:
    page, director = f"/networks/{cast.network.pk}/numbers/", browser_of(cast.hub_director)
    told = director.get(page).text
    assert "Once these numbers are published" in told
    assert "Publish them" in told
    assert "Publish them" not in browser_of(cast.member).get(page).text
    with walls(walls_of(cast.hub_director)):
        release_numbers(by=cast.hub_director, network=cast.network)
    for who in (cast.hub_director, cast.member):
        told = browser_of(who).get(page).text
        assert "&lt;iframe src=" in told
        assert f"/numbers/of/{cast.network.pk}/frame/" in told
        assert f"/numbers/of/{cast.network.pk}.json" in told
