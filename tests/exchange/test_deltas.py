"""Deltas: what changed since the last bundle, laid over the roster in their order."""

import pytest
from tests.cast import Cast
from tests.exchange.bundles import DISTRICT, USERS_11, bundle_12, csv_of, manifest, role, user
from tests.exchange.conftest import Send
from tests.exchange.test_importing import behind, lines

from pergola.people.models import Person

pytestmark = pytest.mark.django_db
DAY = "2026-09-{:02d}T08:00:00Z"
SCHOOLS = (DISTRICT, ("s1", "", DAY.format(1), "Alder Street", "school", "", "d"))


def at_first(send: Send) -> None:
    """Ana and Ben, as of 1 September."""
    people = [user("ana", "Ana", at=DAY.format(1)), user("ben", "Ben", at=DAY.format(1))]
    assert not send(bundle_12(people, [role("r1", "ana"), role("r2", "ben")], SCHOOLS), name="bulk.zip").refused


def delta(users: list[tuple[str, ...]], roles: list[tuple[str, ...]]) -> dict[str, str]:
    files = bundle_12(users, roles, (), kind="delta")
    return files | {"manifest.csv": manifest("1.2", "delta", ["users", "roles"])}


def test_a_delta_before_any_bulk_is_refused(cast: Cast, send: Send) -> None:
    report = send(delta([user("ana", at=DAY.format(2))], [role("r1", "ana", at=DAY.format(2))]))
    assert report.refusal.startswith("This is a delta: it tells what changed since a bundle that is not here.")
    assert lines(cast) == {}


def test_who_comes_who_changes_who_goes_and_nobody_else(cast: Cast, send: Send) -> None:
    at_first(send)
    later = DAY.format(2)
    report = send(
        delta(
            [
                user("ana", "Ana", "Ruiz-Vega", at=later),
                user("cho", "Cho", at=later),
                user("ben", status="tobedeleted", at=later),
            ],
            [role("r3", "cho", at=later)],
        ),
        name="first.zip",
    )
    assert (report.kind, report.people.added, report.people.changed, report.people.gone) == ("delta", 1, 1, 1)
    told = {sid: (line[0], line[2], line[-1]) for sid, line in lines(cast).items()}
    assert told == {
        "ana": ("Ana Ruiz-Vega", "teacher", True), "ben": ("Ben Ruiz", "teacher", False), "cho": ("Cho Ruiz", "teacher", True),
    }  # fmt: skip


def test_roles_come_and_go_by_themselves(cast: Cast, send: Send) -> None:
    at_first(send)
    send(delta([], [role("r9", "ana", "principal", kind="secondary", at=DAY.format(2))]), name="a.zip")
    assert lines(cast)["ana"][2] == "teacher"
    send(delta([], [role("r1", "ana", status="tobedeleted", at=DAY.format(3))]), name="b.zip")
    assert lines(cast)["ana"][2] == "principal"
    gone = send(delta([], [role("r9", "ana", status="tobedeleted", at=DAY.format(4))]), name="c.zip")
    assert (gone.people.gone, "Ana Ruiz" in behind(cast)) == (1, False)
    ana = Person.objects.get(name="Ana Ruiz")
    back = send(delta([], [role("r9", "ana", "aide", at=DAY.format(5))]), name="d.zip")
    assert (back.people.back, lines(cast)["ana"][2], Person.objects.get(name="Ana Ruiz")) == (1, "aide", ana)


def test_the_same_delta_twice_is_the_same_as_once_and_an_older_one_is_refused_by_name(cast: Cast, send: Send) -> None:
    at_first(send)
    second = delta([user("ana", "Ana", "Two", at=DAY.format(2))], [])
    third = delta([user("ana", "Ana", "Three", at=DAY.format(3))], [])
    send(second, name="2.zip")
    send(third, name="3.zip")
    assert not send(third, name="3.zip").changes_something
    report = send(second, name="2.zip")
    assert report.refusal.startswith(
        "“2.zip” tells of changes up to 2026-09-02T08:00, and what was put in last (“3.zip”) tells of changes up to 2026-09-03T08:00."
    )
    assert lines(cast)["ana"][0] == "Ana Three"


def test_a_row_of_a_delta_says_when_it_changed(cast: Cast, send: Send) -> None:
    at_first(send)
    report = send(delta([user("ana", "Ana", "Two")], []), name="2.zip")
    assert [(one.row, one.column) for one in report.problems] == [(2, "dateLastModified")]
    assert lines(cast)["ana"][0] == "Ana Ruiz"


def test_a_student_of_a_delta_is_counted_and_not_kept(cast: Cast, send: Send) -> None:
    at_first(send)
    later = DAY.format(2)
    report = send(
        delta(
            [
                user("kid", "Kid", "Secret", at=later),
                user("who", "Who", "Secret", at=later),
                user("ana", "Ana", "New", at=later),
            ],
            [role("r5", "kid", "student", at=later), role("r6", "ana", "student", at=later)],
        )
    )
    assert (report.students, report.no_role, report.people.changed) == (1, 1, 0)
    assert not Person.objects.filter(name__contains="Secret").exists()
    assert (lines(cast)["ana"][0], lines(cast)["ana"][-1]) == ("Ana Ruiz", True)
    assert [(one.row, one.column, one.read) for one in report.problems] == [(4, "role", "")]


def test_a_role_of_somebody_nobody_knows_is_refused(cast: Cast, send: Send) -> None:
    at_first(send)
    report = send(delta([], [role("r8", "nobody", at=DAY.format(2))]))
    assert [(one.file, one.row, one.column) for one in report.problems] == [("roles.csv", 2, "userSourcedId")]


def test_in_1_1_the_row_itself_says_the_role(cast: Cast, send: Send) -> None:
    def bundle(kind: str, *rows: tuple[str, ...]) -> dict[str, str]:
        files = {"manifest.csv": manifest("1.1", kind, ["users"]), "users.csv": csv_of(USERS_11, rows)}
        orgs = "sourcedId,name,type\ns1,Alder Street,school\ns2,Alder Middle,school\n"
        whole = {"manifest.csv": manifest("1.1", kind, ["orgs", "users"]), "orgs.csv": orgs}
        return files | (whole if kind == "bulk" else {})

    def row(
        sid: str, what: str, orgs: str = "s1", family: str = "Ruiz", day: int = 1, status: str = "active"
    ) -> tuple[str, ...]:
        return (sid, status, DAY.format(day), "TRUE", orgs, what, sid, "", sid.title(), family, "")

    send(
        bundle("bulk", row("ana", "teacher", "s2,s1"), row("ben", "administrator"), row("kid", "student")),
        name="bulk.zip",
    )
    assert {sid: line[2:4] for sid, line in lines(cast).items()} == {
        "ana": ("teacher", "s2"),
        "ben": ("administrator", "s1"),
    }
    report = send(
        bundle(
            "delta",
            row("ana", "aide", "s1", "Vega", 2),
            row("ben", "parent", day=2),
            row("kid", "student", day=2),
            row("dot", "guardian", day=2),
        ),
        name="delta.zip",
    )
    assert (report.people.changed, report.people.gone, report.students, report.relatives) == (1, 1, 1, 1)
    assert lines(cast)["ana"] == ("Ana Vega", "", "aide", "s1", True)
    assert lines(cast)["ben"][-1] is False
