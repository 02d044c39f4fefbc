import pytest
from tests.cast import Cast

from pergola.kernel.errors import NotAllowed, Refusal
from pergola.systems.actions import add_department, enter_system, invent_school, tag_schools
from pergola.systems.models import Department, Programme, School, SchoolSystem


def test_an_operator_enters_a_system_and_nobody_else_can(cast: Cast) -> None:
    entered = enter_system(by=cast.operator, slug="dell-county", name="Dell County Schools", state="KY")
    assert (entered.short_name, entered.place, entered.sample) == ("Dell County Schools", "KY", False)
    for name, actor in cast.actors.items():
        if name not in ("operator", "visitor"):
            with pytest.raises(NotAllowed):
                enter_system(by=actor, slug=f"x-{name}", name="Mine")  # type: ignore[arg-type]
    assert list(SchoolSystem.objects.filter(sample=False)) == [entered]


def test_two_systems_cannot_share_an_address(cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        enter_system(by=cast.operator, slug="brierfield", name="Another Brierfield")
    assert (str(refused.value), refused.value.field) == (
        "There is already a school system at the address “brierfield”. Choose another.", "slug",
    )  # fmt: skip


def test_a_school_is_invented_only_for_an_invented_system(cast: Cast) -> None:
    school = invent_school(by=cast.operator, system=cast.alder, name="Quarry Ridge Middle", low_grade=6, high_grade=8)
    assert (school.sample, school.nces_id, school.state, school.grades) == (True, None, "OH", "grades 6 to 8")
    assert list(cast.alder.schools()) == [school]
    real = enter_system(by=cast.operator, slug="real", name="Real")
    with pytest.raises(
        Refusal, match=r"^Schools are only invented for invented systems; real ones come from the directory\.$"
    ):
        invent_school(by=cast.operator, system=real, name="Quarry Ridge Middle")
    assert School.objects.count() == 1


def test_departments_and_tags_given_twice_are_there_once(cast: Cast) -> None:
    school = invent_school(by=cast.operator, system=cast.alder, name="Quarry Ridge Middle")
    for _round in range(2):
        add_department(by=cast.operator, system=cast.alder, name="Teaching and learning")
        tag_schools(
            by=cast.operator, system=cast.alder, name="Ridge pattern", schools=[school], kind=Programme.Kind.FEEDER
        )
    assert (Department.objects.count(), Programme.objects.get().schools.count()) == (1, 1)


def test_a_tag_cannot_be_put_on_anothers_school(cast: Cast) -> None:
    theirs = invent_school(by=cast.operator, system=cast.brier, name="Far Hollow")
    with pytest.raises(Refusal, match=r"^Not a school of Alder Valley: Far Hollow\.$"):
        tag_schools(by=cast.operator, system=cast.alder, name="Ridge pattern", schools=[theirs])
    assert Programme.objects.count() == 0
