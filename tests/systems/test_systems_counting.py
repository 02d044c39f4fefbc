from collections import Counter
from decimal import Decimal

from pytest_django import DjangoAssertNumQueries
from tests.cast import Cast

from pergola.systems.actions import give_districts, invent_school, place_schools
from pergola.systems.counting import SystemCounts, count_systems
from pergola.systems.models import District, School, Source


def test_a_sum_says_of_how_many_schools_it_is_and_by_whom(cast: Cast) -> None:
    old = Source.objects.create(slug="old", title="Old", publisher="NCES", as_of="2019-20", standing=20201)
    new = Source.objects.create(slug="new", title="New", publisher="NCES", as_of="2024-01-31", standing=20243)
    district = District.objects.create(leaid="1200001", name="Lake", state="FL")
    rows: list[tuple[str, Source, int | None, str | None, bool | None, str]] = [
        ("A", new, 100, "5.5", True, "FL"),
        ("B", new, 200, None, None, "FL"),
        ("C", old, None, None, None, "FL"),
        ("D", old, None, None, None, "GA"),
        ("E closed", new, 400, "20", False, "FL"),
    ]
    for n, (name, source, students, teachers, is_open, state) in enumerate(rows):
        told = (
            {"name": source.pk}
            | ({"students": source.pk} if students else {})
            | ({"teachers": source.pk} if teachers else {})
        )
        School.objects.create(
            nces_id=f"12000010000{n}", district=district, name=name, source=source, students=students,
            teachers=Decimal(teachers) if teachers else None, open=is_open, state=state, told=told,
        )  # fmt: skip
    give_districts(by=cast.operator, system=cast.alder, districts=[district])
    counts = count_systems([cast.alder, cast.brier])
    lake = counts[cast.alder.pk]
    assert (lake.schools, lake.not_running, lake.states) == (4, 1, Counter(FL=3, GA=1))
    assert lake.sources == Counter({new: 2, old: 2})
    assert (lake.students.whole, lake.students.told, lake.students.of, lake.students.sources) == (
        300,
        2,
        4,
        Counter({new: 2}),
    )
    assert (lake.teachers.total, lake.teachers.told, lake.teachers.of, lake.teachers.known) == (
        Decimal("5.5"),
        1,
        4,
        True,
    )
    assert counts[cast.brier.pk] == SystemCounts()
    assert counts[cast.brier.pk].students.known is False


def test_any_number_of_systems_costs_two_queries(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    school = invent_school(by=cast.operator, system=cast.alder, name="Quarry Ridge")
    with django_assert_num_queries(2):
        count_systems([cast.alder])
    place_schools(by=cast.operator, system=cast.brier, schools=[school])
    with django_assert_num_queries(2):
        count_systems([cast.alder, cast.brier, cast.elsewhere])
