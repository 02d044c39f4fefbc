"""`roster`: the first network's staff out of one OneRoster 1.2 bundle, against a bare COPY of the same rows in the same run."""

import csv
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import connection, transaction

from pergola.exchange.importing import import_bundle
from pergola.exchange.oneroster.report import Report
from pergola.people.models import WallMember
from pergola.systems.models import RosterPerson, SchoolSystem
from pergola.walls.models import Wall
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

PEOPLE, ORGS, STUDENTS, CLASSES, ENROLMENTS = 174_000, 3_900, 10_000, 50_000, 300_000
REPEATS = 5
READ = ("orgs.csv", "users.csv", "roles.csv")
GIVEN = [
    "Ana",
    "Ben",
    "Chloë",
    "Dao",
    "Eli",
    "Fay",
    "Gus",
    "Hana",
    "Iván",
    "Jo",
    "Kim",
    "Lou",
    "Mia",
    "Nils",
    "Ola",
    "Paz",
    "Quinn",
    "Rosa",
    "Sam",
    "Tía",
]
FAMILY = [
    "Abel",
    "Brandt",
    "Castro",
    "Dvořák",
    "Ek",
    "Farrow",
    "Gupta",
    "Huang",
    "Ito",
    "Jensen",
    "Keita",
    "López",
    "Moreau",
    "Nuñez",
    "Okafor",
    "Park",
    "Reyes",
    "Sato",
]


def run(scale: float) -> dict[str, object]:
    """`first_seconds`: the whole bundle into an empty roster. `resync_seconds`: the same with 1 % of its people changed;
    the median of five, each with another hundredth. `copy_seconds`: the median of bare COPYs of the staff, roles and
    organisations of the same bundle into tables of text without index or key, before, between and after.

    The rows of classes and enrolments are in the bundle and in no COPY. `peak_mb` is this process at its largest.
    """
    system = a_system()
    with tempfile.TemporaryDirectory(prefix="bench-roster-") as place:
        folder = Path(place)
        size = {"people": round(PEOPLE * scale), "orgs": max(10, round(ORGS * scale))}
        bundles = [make_bundle(folder / f"{number}", scale, changed=number) for number in range(REPEATS + 1)]
        plain = folder / "0"
        copies = [bare_copy(plain) for _round in range(3)]
        report, first = timed(bundles[0], system)
        copies += [bare_copy(plain) for _round in range(2)]
        again: list[float] = []
        reports: list[Report] = []
        for bundle in bundles[1:]:
            report_again, seconds = timed(bundle, system)
            reports.append(report_again)
            again.append(seconds)
            copies.append(bare_copy(plain))
        nothing, same = timed(bundles[-1], system)
    copy_seconds, resync = sorted(copies)[len(copies) // 2], sorted(again)[REPEATS // 2]
    assert not report.refusal, report.refusal
    assert_same(system, size["people"])
    return {
        **size,
        "skipped_rows": round((CLASSES + ENROLMENTS) * scale),
        "students_refused": report.students,
        "first_seconds": round(first, 2),
        "copy_seconds": round(copy_seconds, 3),
        "first_ratio_to_copy": round(first / copy_seconds, 1),
        "resync_seconds": round(resync, 2),
        "resync_changed": reports[0].people.changed,
        "resync_ratio_to_copy": round(resync / copy_seconds, 1),
        "same_again_seconds": round(same, 2),
        "same_again_changed": nothing.people.changed + nothing.people.added + nothing.people.gone,
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def a_system() -> SchoolSystem:
    """With a lead of its own, who is in no roster."""
    wall = Wall.objects.create(kind=Wall.Kind.SYSTEM, name="All of them")
    return SchoolSystem.objects.create(slug="all-of-them", name="All of them", short_name="All", wall=wall)


def timed(bundle: Path, system: SchoolSystem) -> tuple[Report, float]:
    began = time.perf_counter()
    report = import_bundle(bundle, system=system, by=None)
    return report, time.perf_counter() - began


def assert_same(system: SchoolSystem, people: int) -> None:
    """Everybody is there, once, and behind the wall."""
    assert system.wall is not None
    with walls([system.wall.pk]):
        assert RosterPerson.objects.unrestricted(Reason.COUNTING).standing().count() == people
    assert WallMember.objects.filter(wall=system.wall).count() == people


def make_bundle(folder: Path, scale: float, *, changed: int) -> Path:
    """The files as CSV in `folder`, and packed beside it. One person in a hundred is another than in bundle 0."""
    folder.mkdir()
    files = {
        "manifest.csv": manifest(),
        "orgs.csv": orgs(scale),
        "users.csv": users(scale, changed),
        "roles.csv": roles(scale),
        "classes.csv": classes(scale),
        "enrollments.csv": enrolments(scale),
    }
    for name, rows in files.items():
        with (folder / name).open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
    packed = folder.with_suffix(".zip")
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        for name in files:
            archive.write(folder / name, name)
    for name in ("classes.csv", "enrollments.csv"):
        (folder / name).unlink()
    return packed


type Rows = Iterator[list[object]]


def manifest() -> Rows:
    yield ["propertyName", "value"]
    yield ["manifest.version", "1.0"]
    yield ["oneroster.version", "1.2"]
    for name in ("orgs", "users", "roles", "classes", "enrollments"):
        yield [f"file.{name}", "bulk"]


def orgs(scale: float) -> Rows:
    yield ["sourcedId", "status", "dateLastModified", "name", "type", "identifier", "parentSourcedId"]
    yield ["org-0", "active", "2026-08-01T00:00:00Z", "All of them", "district", "", ""]
    for n in range(1, max(10, round(ORGS * scale))):
        yield [f"org-{n}", "active", "2026-08-01T00:00:00Z", f"School {n}", "school", f"{n:012d}", "org-0"]


def users(scale: float, changed: int) -> Rows:
    yield [
        "sourcedId",
        "status",
        "dateLastModified",
        "enabledUser",
        "username",
        "userIds",
        "givenName",
        "familyName",
        "middleName",
        "identifier",
        "email",
        "sms",
        "phone",
        "agentSourcedIds",
        "grades",
        "primaryOrgSourcedId",
    ]
    random, many = Random(42), round(PEOPLE * scale)
    for n in range(many + round(STUDENTS * scale)):
        given, family = random.choice(GIVEN), random.choice(FAMILY)
        if changed and n % 100 == changed:
            family = f"{family}-{changed}"
        yield [
            f"usr-{n:07d}", "active", "2026-08-01T12:00:00Z", "true", f"person{n}", f"{{LDAP:{n}}}", given, family, "", f"{n}",
            f"person{n}@schools.example", "", "", "", "" if n < many else "07", "",
        ]  # fmt: skip


def roles(scale: float) -> Rows:
    yield [
        "sourcedId",
        "status",
        "dateLastModified",
        "userSourcedId",
        "roleType",
        "role",
        "beginDate",
        "endDate",
        "orgSourcedId",
        "userProfileSourcedId",
    ]
    places, many = max(10, round(ORGS * scale)), round(PEOPLE * scale)
    for n in range(many + round(STUDENTS * scale)):
        what = "student" if n >= many else ("teacher", "teacher", "teacher", "aide", "principal")[n % 5]
        yield [
            f"rol-{n:07d}",
            "active",
            "2026-08-01T12:00:00Z",
            f"usr-{n:07d}",
            "primary",
            what,
            "2026-08-01",
            "",
            f"org-{n % places}",
            "",
        ]


def classes(scale: float) -> Rows:
    yield [
        "sourcedId",
        "status",
        "dateLastModified",
        "title",
        "grades",
        "courseSourcedId",
        "classCode",
        "classType",
        "location",
        "schoolSourcedId",
        "termSourcedIds",
    ]
    for n in range(round(CLASSES * scale)):
        yield [
            f"cls-{n}",
            "active",
            "2026-08-01",
            f"Class {n}",
            "07",
            f"crs-{n % 500}",
            f"C{n}",
            "scheduled",
            "",
            f"org-{n % 3900}",
            "t1",
        ]


def enrolments(scale: float) -> Rows:
    yield [
        "sourcedId",
        "status",
        "dateLastModified",
        "classSourcedId",
        "schoolSourcedId",
        "userSourcedId",
        "role",
        "primary",
        "beginDate",
        "endDate",
    ]
    for n in range(round(ENROLMENTS * scale)):
        yield [
            f"enr-{n}",
            "active",
            "2026-08-01",
            f"cls-{n % 50_000}",
            f"org-{n % 3900}",
            f"usr-{n % 174_000:07d}",
            "teacher",
            "true",
            "",
            "",
        ]


def bare_copy(folder: Path) -> float:
    """Seconds to send the files as they are into tables of text, and nothing more."""
    began = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for number, name in enumerate(READ):
            with (folder / name).open(newline="", encoding="utf-8") as file:
                width = len(next(csv.reader(file)))
            columns = ", ".join(f"c{column} text" for column in range(width))
            cursor.execute(f"CREATE TEMP TABLE bare_{number} ({columns}) ON COMMIT DROP")
            with (
                cursor.copy(f"COPY bare_{number} FROM STDIN (FORMAT csv, HEADER)") as copy,
                (folder / name).open("rb") as raw,
            ):
                while chunk := raw.read(1 << 20):
                    copy.write(chunk)
    return time.perf_counter() - began
