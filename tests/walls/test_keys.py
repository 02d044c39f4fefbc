"""Keys looked at once a statement hold what the keys of PostgreSQL hold, row by row: both ends, and at one moment."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction
from pytest_django import DjangoDbBlocker
from tests.cast import Cast, Standing
from tests.together import at_one_moment

from pergola.kernel.clock import now
from pergola.people.models import Person, WallMember
from pergola.systems.models import RosterPerson
from pergola.walls.models import Wall
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

NOBODY = UUID("0198aaaa-0000-7000-8000-00000000dead")
NOWHERE = 987_654


def line(cast: Cast, person: UUID) -> RosterPerson:
    return RosterPerson(
        wall=cast.alder_wall, sourced_id=str(person), person_id=person, name="Ana", role="teacher", since=now()
    )


def test_nobody_is_behind_a_wall_who_is_not_there_nor_behind_none(cast: Cast) -> None:
    for wall, person in ((cast.alder_wall.pk, NOBODY), (NOWHERE, cast.outsider.pk)):
        with pytest.raises(IntegrityError, match="which people_wallmember"), transaction.atomic():
            WallMember.objects.create(wall_id=wall, person_id=person)
        with pytest.raises(IntegrityError, match="which people_wallmember"), transaction.atomic():
            WallMember.objects.filter(wall=cast.brier_wall, person=cast.lead_b).update(wall_id=wall, person_id=person)
    assert WallMember.objects.create(wall=cast.alder_wall, person=cast.outsider).pk


def test_one_in_a_hundred_that_is_not_there_is_found(cast: Cast) -> None:
    many = [Person(name=f"P{n}") for n in range(100)]
    Person.objects.bulk_create(many[:99])
    with pytest.raises(IntegrityError, match=str(many[99].pk)), transaction.atomic():
        WallMember.objects.bulk_create([WallMember(wall=cast.alder_wall, person=one) for one in many])
    WallMember.objects.bulk_create([WallMember(wall=cast.alder_wall, person=one) for one in many[:99]])


def locked(person: Person) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmax <> '0'::xid FROM people_person WHERE id = %s", [person.pk])
        return bool(cursor.fetchone() == (True,))


def test_somebody_is_locked_who_was_there_before_and_not_who_came_in_the_same_transaction(cast: Cast) -> None:
    ours, beside = Person.objects.create(name="Just come"), Person.objects.create(name="Just come as well")
    WallMember.objects.create(wall=cast.alder_wall, person=ours)
    assert not locked(ours)
    WallMember.objects.bulk_create([WallMember(wall=cast.alder_wall, person=one) for one in (beside, cast.outsider)])
    assert locked(cast.outsider)


def test_a_line_of_a_roster_is_of_somebody(cast: Cast) -> None:
    with walls([cast.alder_wall.pk]):
        with pytest.raises(IntegrityError, match="which systems_rosterperson"), transaction.atomic():
            line(cast, NOBODY).save()
        line(cast, cast.member.pk).save()
        with pytest.raises(IntegrityError, match="which systems_rosterperson"), transaction.atomic():
            RosterPerson.objects.unrestricted(Reason.COUNTING).update(person_id=NOBODY)


def test_nobody_is_ever_removed_and_no_id_changes(cast: Cast) -> None:
    lonely = Person.objects.create(name="Nobody names them")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Person.objects.filter(pk=lonely.pk)._raw_delete("default")
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Person.objects.filter(pk=lonely.pk).update(id=NOBODY)


def refused(statement: str, *bound: UUID | int) -> str:
    """What is said of a statement, at the latest when the transaction ends; nothing where it is done."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, bound)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except DatabaseError as error:
        return str(error)
    return ""


def test_not_even_the_owner_takes_away_who_is_named(change_role: Callable[[str], None]) -> None:
    cast = Standing.copy()
    lonely, named = Person.objects.create(name="Lonely"), Person.objects.create(name="In a roster")
    empty, full = (Wall.objects.create(kind=Wall.Kind.SYSTEM, name=name) for name in ("Empty", "Full"))
    WallMember.objects.create(wall=full, person=cast.outsider)
    with walls([cast.alder_wall.pk]):
        line(cast, named.pk).save()
    change_role("owner")
    remove = "DELETE FROM people_person WHERE id = %s"
    assert "is named by systems_rosterperson.person_id" in refused(remove, named.pk)
    assert "people_person" in refused(remove, cast.outsider.pk)
    assert refused(remove, lonely.pk) == ""
    assert "is named by people_wallmember.wall_id" in refused("DELETE FROM walls_wall WHERE id = %s", full.pk)
    assert "is named by people_wallmember.wall_id" in refused("UPDATE walls_wall SET id = 5432 WHERE id = %s", full.pk)
    assert refused("DELETE FROM walls_wall WHERE id = %s", empty.pk) == ""
    change_role("app")


@pytest.mark.parametrize("first", ["comes", "goes"])
def test_of_a_wall_that_goes_while_somebody_comes_only_one_happens(
    first: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock(), at_one_moment() as together:
        wall = Wall.objects.create(kind=Wall.Kind.SYSTEM, name="Going")

        def come(cast: Cast) -> int:
            return WallMember.objects.create(wall=wall, person=cast.outsider).pk

        def go(_cast: Cast) -> int:
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM walls_wall WHERE id = %s", [wall.pk])
                return int(cursor.rowcount)

        done, told = together.in_turn(*((come, go) if first == "comes" else (go, come)))
        assert isinstance(done, int)
        assert isinstance(told, IntegrityError)
        assert Wall.objects.filter(pk=wall.pk).exists() == WallMember.objects.filter(wall=wall.pk).exists()
