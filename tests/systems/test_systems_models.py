import pytest
from django.db import IntegrityError, transaction
from tests.cast import Cast

from pergola.systems.actions import give_districts, place_schools
from pergola.systems.models import District, School, SchoolSystem
from pergola.walls.reasons import Reason


@pytest.fixture
def listed(db: None) -> dict[str, School]:
    """Two districts of two schools each."""
    found = {}
    for leaid in ("0100001", "0100002"):
        district = District.objects.create(leaid=leaid, name=f"District {leaid[-1]}", state="AL")
        for number in (1, 2):
            name = f"{leaid[-1]}{number}"
            found[name] = School.objects.create(
                nces_id=f"{leaid}0000{number}", district=district, name=name, state="AL"
            )
    return found


def names(system: SchoolSystem) -> list[str]:
    return list(system.schools().order_by("name").values_list("name", flat=True))


def test_a_system_may_be_several_districts_without_one_school_and_with_another(
    cast: Cast, listed: dict[str, School]
) -> None:
    both = District.objects.all()
    give_districts(by=cast.operator, system=cast.alder, districts=both)
    assert names(cast.alder) == ["11", "12", "21", "22"]
    place_schools(by=cast.operator, system=cast.alder, schools=[listed["12"]], included=False)
    assert names(cast.alder) == ["11", "21", "22"]
    place_schools(by=cast.operator, system=cast.alder, schools=[listed["12"], listed["11"]])
    assert names(cast.alder) == ["11", "12", "21", "22"]


def test_a_system_may_have_no_district_and_schools_scattered_over_others(cast: Cast, listed: dict[str, School]) -> None:
    place_schools(by=cast.operator, system=cast.brier, schools=[listed["11"], listed["22"]])
    assert (names(cast.brier), names(cast.alder)) == (["11", "22"], [])


def test_public_facts_are_seen_by_everybody_and_changed_by_operators(cast: Cast, listed: dict[str, School]) -> None:
    for person in cast.actors.values():
        assert School.objects.visible_to(person).count() == 4
        assert School.objects.editable_by(person).count() == (4 if person.is_operator else 0)
    assert School.objects.unrestricted(Reason.COUNTING).count() == 4


def test_a_school_is_in_the_directory_by_its_id_or_invented(db: None) -> None:
    with pytest.raises(IntegrityError, match="systems_school_id_or_sample"), transaction.atomic():
        School.objects.create(name="Nowhere")
    with pytest.raises(IntegrityError, match="systems_school_on_earth"), transaction.atomic():
        School.objects.create(name="Nowhere", sample=True, latitude=91, longitude=0)
    assert str(School(nces_id="010000100001")) == "School 010000100001, name not published"
    assert str(District(leaid="0100001")) == "District 0100001, name not published"
