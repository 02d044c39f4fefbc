"""Stories of bundles that come one after the other: who comes, who changes, who goes, who comes back."""

import pytest
from tests.cast import Cast
from tests.exchange.bundles import DISTRICT, SCHOOL, bundle_12, of_staff, role, user
from tests.exchange.conftest import Send

from pergola.people.models import Person, WallMember
from pergola.systems.models import RosterImport, RosterOrg, RosterPerson, School
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

pytestmark = pytest.mark.django_db


def lines(cast: Cast) -> dict[str, tuple[object, ...]]:
    """The roster of Alder Valley as it is."""
    with walls([cast.alder_wall.pk]):
        rows = RosterPerson.objects.unrestricted(Reason.COUNTING)
        return {one.sourced_id: (one.name, one.email, one.role, one.org, one.gone is None) for one in rows}


def behind(cast: Cast) -> set[str]:
    return set(WallMember.objects.filter(wall=cast.alder_wall).values_list("person__name", flat=True))


def test_staff_come_and_are_behind_the_wall(cast: Cast, send: Send) -> None:
    before = behind(cast)
    report = send(of_staff("Ana", "Ben"))
    assert (report.refusal, report.people.added, report.orgs.added) == ("", 2, 2)
    assert lines(cast) == {
        "u-Ana": ("Ana Ruiz", "ana@alder.example", "teacher", "s1", True),
        "u-Ben": ("Ben Ruiz", "ben@alder.example", "teacher", "s1", True),
    }
    assert behind(cast) - before == {"Ana Ruiz", "Ben Ruiz"}


def test_twice_is_the_same_as_once(cast: Cast, send: Send) -> None:
    send(of_staff("Ana", "Ben"))
    first, people = lines(cast), Person.objects.count()
    again = send(of_staff("Ana", "Ben"))
    assert (again.people.unchanged, again.changes_something) == (2, False)
    assert (lines(cast), Person.objects.count()) == (first, people)


def test_a_preview_changes_nothing_and_says_what_would_be(cast: Cast, send: Send) -> None:
    send(of_staff("Ana", "Ben"))
    before, log = lines(cast), imports(cast)
    told = send(of_staff("Ben", "Cho"), preview=True)
    assert (told.people.added, told.people.gone) == (1, 1)
    assert ([one.name for one in told.added], [one.name for one in told.gone]) == (["Cho Ruiz"], ["Ana Ruiz"])
    assert (lines(cast), imports(cast)) == (before, log)


def imports(cast: Cast) -> list[str]:
    with walls([cast.alder_wall.pk]):
        return list(RosterImport.objects.unrestricted(Reason.COUNTING).order_by("made").values_list("state", flat=True))


def test_whoever_is_not_there_any_more_has_left_and_is_the_same_person_when_they_come_back(
    cast: Cast, send: Send
) -> None:
    send(of_staff("Ana", "Ben"))
    ana = Person.objects.get(name="Ana Ruiz")
    gone = send(of_staff("Ben"))
    assert (gone.people.gone, "Ana Ruiz" in behind(cast), lines(cast)["u-Ana"][-1]) == (1, False, False)
    back = send(of_staff("Ana", "Ben"))
    assert (back.people.back, back.people.added, "Ana Ruiz" in behind(cast)) == (1, 0, True)
    assert Person.objects.get(name="Ana Ruiz") == ana


def test_what_changed_is_told_with_what_it_was(cast: Cast, send: Send) -> None:
    send(of_staff("Ana"))
    report = send(
        bundle_12([user("u-Ana", "Ana", "Ruiz Vega", email="ana@alder.example")], [role("r-Ana", "u-Ana", "principal")])
    )
    assert (report.people.changed, report.changed[0].row, report.changed[0].name) == (1, 2, "Ana Ruiz Vega")
    assert (
        report.changed[0].what == "givenName, familyName: “Ana Ruiz” → “Ana Ruiz Vega”; role: “teacher” → “principal”"
    )
    assert Person.objects.filter(name="Ana Ruiz Vega").exists()


def test_a_name_somebody_put_right_themselves_stays(cast: Cast, send: Send) -> None:
    send(of_staff("Ana"))
    Person.objects.filter(name="Ana Ruiz").update(name="Ana R.", contact="mine@home.example")
    send(bundle_12([user("u-Ana", "Anna", "Ruiz", email="anna@alder.example")], [role("r-Ana", "u-Ana")]))
    assert Person.objects.filter(name="Ana R.", contact="mine@home.example").exists()


def test_one_address_in_two_rows_makes_two_people(cast: Cast, send: Send) -> None:
    send(
        bundle_12(
            [user("u1", "Ana", email="office@alder.example"), user("u2", "Ben", email="office@alder.example")],
            [role("r1", "u1"), role("r2", "u2")],
        )
    )
    assert Person.objects.filter(contact="office@alder.example").count() == 2


def test_students_relatives_and_demographics_are_counted_and_leave_no_trace(cast: Cast, send: Send) -> None:
    report = send(
        bundle_12(
            [user("u1", "Ana"), user("k1", "Kid", "Secret"), user("p1", "Pa", "Secret"), user("b1", "Both", "Secret")],
            [
                role("r1", "u1"), role("r2", "k1", "student"), role("r3", "p1", "guardian"), role("r4", "b1", "teacher"),
                role("r5", "b1", "student"),
            ],
            demographics="userSourcedId,birthDate\nk1,2015-01-02\nb1,2015-01-03\n",
            enrollments="sourcedId,classSourcedId\n1,2\n",
        )
    )  # fmt: skip
    assert (report.people.added, report.students, report.relatives, report.demographics) == (1, 1, 1, 2)
    assert report.skipped == {"enrollments.csv": 29}
    assert [(one.file, one.row, one.column) for one in report.problems] == [("users.csv", 5, "role")]
    with walls([cast.alder_wall.pk]):
        kept = str(
            [
                *RosterImport.objects.unrestricted(Reason.COUNTING).values(),
                *RosterPerson.objects.unrestricted(Reason.COUNTING).values(),
            ]
        )
    assert "Secret" not in kept
    assert not Person.objects.filter(name__contains="Secret").exists()


def test_schools_are_known_by_their_nces_id_and_never_by_their_name(cast: Cast, send: Send) -> None:
    School.objects.create(nces_id="120105000001", name="Quite another name", state="FL")
    School.objects.create(nces_id="120105000002", name="Alder Middle", state="FL")
    orgs = (DISTRICT, SCHOOL, ("s2", "", "", "Alder Middle", "school", "77", "d"))
    report = send(bundle_12([user("u1")], [role("r1", "u1")], orgs))
    with walls([cast.alder_wall.pk]):
        known = dict(RosterOrg.objects.unrestricted(Reason.COUNTING).values_list("sourced_id", "school__name"))
    assert (report.matched, known) == (1, {"d": None, "s1": "Quite another name", "s2": None})


def test_an_organisation_that_stands_under_itself_is_refused(cast: Cast, send: Send) -> None:
    orgs = (("a", "", "", "One", "school", "", "b"), ("b", "", "", "Other", "school", "", "a"))
    report = send(bundle_12([user("u1")], [role("r1", "u1", org="a")], orgs))
    assert "an organisation stands under itself: One (a) → Other (b) → One (a)" in report.refusal
    assert (lines(cast), imports(cast)) == ({}, ["refused"])


def test_a_row_that_cannot_be_read_puts_nobody_out(cast: Cast, send: Send) -> None:
    send(of_staff("Ana", "Ben"))
    rows = [user("u-Ana", "Ana", status="perhaps"), user("u-Ben", "Ben", email="ben@alder.example")]
    report = send(bundle_12(rows, [role("r-Ana", "u-Ana"), role("r-Ben", "u-Ben")]))
    assert (report.people.gone, report.rows_refused) == (0, 1)
    assert [(one.row, one.column, one.read) for one in report.problems] == [(2, "status", "perhaps")]


def test_a_bundle_that_names_nobody_puts_nobody_out(cast: Cast, send: Send) -> None:
    send(of_staff("Ana", "Ben"))
    report = send(bundle_12([user("k", "Kid")], [role("r", "k", "student")]))
    assert report.refusal.startswith("Not one member of staff")
    assert all(line[-1] for line in lines(cast).values())


def test_a_role_that_has_ended_is_no_role(cast: Cast, send: Send) -> None:
    report = send(
        bundle_12(
            [user("u1"), user("u2", "Ben")], [role("r1", "u1", ends="2001-01-01"), role("r2", "u2", ends="2999-01-01")]
        )
    )
    assert (report.no_role, set(lines(cast))) == (1, {"u2"})


def test_the_last_lead_of_a_system_stays(cast: Cast, send: Send) -> None:
    send(of_staff("Ana", "Ben", "Cho"))
    leads = WallMember.objects.filter(wall=cast.alder_wall)
    leads.filter(person__name__in=["Ana Ruiz", "Ben Ruiz"]).update(role="lead")
    leads.filter(person=cast.lead_a).update(role="member")
    told = send(of_staff("Cho"))
    assert ([one.name for one in told.stays], {"Ana Ruiz", "Ben Ruiz"} <= behind(cast)) == (
        ["Ana Ruiz", "Ben Ruiz"],
        True,
    )
    leads.filter(person=cast.lead_a).update(role="lead")
    told = send(of_staff("Cho"))
    assert (told.stays, told.people.gone, told.loses["roles"], told.gone[0].what) == (
        [],
        2,
        2,
        "teacher, and lead here",
    )
    assert not {"Ana Ruiz", "Ben Ruiz"} & behind(cast)


def test_a_lead_in_the_roster_stays_a_lead(cast: Cast, send: Send) -> None:
    send(of_staff("Ana"))
    WallMember.objects.filter(wall=cast.alder_wall, person__name="Ana Ruiz").update(role="coach")
    send(of_staff("Ana", what="aide"))
    assert WallMember.objects.get(wall=cast.alder_wall, person__name="Ana Ruiz").role == "coach"
