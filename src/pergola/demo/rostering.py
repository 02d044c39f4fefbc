"""Bundles of Alder Valley’s invented student information system: two that its lead has put in, and one that waits for her.

By the first people came, by the second one of them left; the third brings more once she puts it in. Its students have no
names here either: they are refused by their role.
"""

import csv
import io
from datetime import timedelta
from tempfile import TemporaryFile
from zipfile import ZIP_DEFLATED, ZipFile

from pergola.demo.gathering import address_of
from pergola.exchange.actions import put_in, send_bundle
from pergola.exchange.working import put_in_read, read_sent
from pergola.kernel.clock import at, now
from pergola.kernel.names import ACCENTED, BARE
from pergola.people.models import Identity, Person
from pergola.systems.models import RosterImport, SchoolSystem
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

SYSTEM, LEAD, FILE = "alder-valley", "Denise Holloway", "alder-valley-oneroster.zip"
SCHOOLS = {"s1": "Harper Middle", "s2": "Creekside Elementary", "s3": "Alder Valley High"}
STAFF = (
    ("Ines", "Arbogast", "teacher", "s1"), ("Tobias", "Lindqvist", "teacher", "s1"), ("Amara", "Oyelaran", "counselor", "s1"),
    ("Piet", "van der Zee", "teacher", "s2"), ("Lucía", "Santacruz", "teacher", "s2"), ("Hollis", "Ferncastle", "aide", "s2"),
    ("Anneke", "Dorrestein", "principal", "s2"), ("Mateo", "Quiroga", "teacher", "s3"), ("Sunniva", "Hegdal", "teacher", "s3"),
    ("Desmond", "Okonjo", "siteAdministrator", "s3"), ("Ottoline", "Marchbanks", "librarian", "s3"),
)  # fmt: skip
"""The last has a role that OneRoster does not know: one row to be refused, with its reason."""
EARLIER, LEFT = STAFF[:6], ("Garrison", "Pellworth", "teacher", "s3")
PUT_IN = ((75, (*EARLIER, LEFT)), (40, EARLIER))
"""Days ago, and who worked there then."""
STUDENTS = 240
BARE_LETTERS = str.maketrans(ACCENTED, BARE)


type Rows = list[list[str]]
type Staff = tuple[tuple[str, str, str, str], ...]


def is_waiting() -> bool:
    system = SchoolSystem.objects.unrestricted(Reason.DEMO).get(slug=SYSTEM)
    if system.wall_id is None:
        return True
    with walls([system.wall_id]):
        return RosterImport.objects.unrestricted(Reason.DEMO).filter(wall=system.wall_id).exists()


def load() -> None:
    """Sent by the lead; read and put in as the worker would."""
    system = SchoolSystem.objects.unrestricted(Reason.DEMO).get(slug=SYSTEM)
    lead = Identity.objects.select_related("person").get(email=address_of(LEAD)).person
    assert system.wall_id is not None
    for days, staff in PUT_IN:
        with at(now() - timedelta(days=days)):
            one = _send(lead, system, staff)
            with walls([system.wall_id]):
                put_in(by=lead, one=one)
            put_in_read(system.wall_id, one.pk)
    _send(lead, system, STAFF)


def _send(lead: Person, system: SchoolSystem, staff: Staff) -> RosterImport:
    assert system.wall_id is not None
    with TemporaryFile() as content:
        with ZipFile(content, "w", ZIP_DEFLATED) as archive:
            for name, rows in files(staff).items():
                out = io.StringIO()
                csv.writer(out).writerows(rows)
                archive.writestr(name, out.getvalue())
        with walls([system.wall_id]):
            sent = send_bundle(by=lead, system=system, content=content, name=FILE, size=content.tell())
    read_sent(system.wall_id, sent.pk)
    return sent


def files(staff: Staff) -> dict[str, Rows]:
    """OneRoster 1.2, as small as it can be. Somebody’s id is the same in every bundle."""
    modes = [["file.orgs", "bulk"], ["file.users", "bulk"], ["file.roles", "bulk"], ["file.enrollments", "bulk"]]
    ids = [f"{given}.{family}".replace(" ", "").lower() for given, family, _role, _org in staff]
    people = [
        [
            f"u-{key}",
            "active",
            "",
            "true",
            key,
            given,
            family,
            f"{given.translate(BARE_LETTERS).lower()}@alder-valley.invalid",
        ]
        for key, (given, family, _role, _org) in zip(ids, staff, strict=True)
    ]
    roles = [
        [f"r-{key}", "active", "", f"u-{key}", "primary", role, org]
        for key, (*_name, role, org) in zip(ids, staff, strict=True)
    ]
    students = [[f"k{n}", "active", "", "true", f"k{n}", "A", "student", ""] for n in range(STUDENTS)]
    theirs = [[f"q{n}", "active", "", f"k{n}", "primary", "student", "s2"] for n in range(STUDENTS)]
    return {
        "manifest.csv": [["propertyName", "value"], ["manifest.version", "1.0"], ["oneroster.version", "1.2"], *modes],
        "orgs.csv": [
            ["sourcedId", "status", "dateLastModified", "name", "type", "identifier", "parentSourcedId"],
            ["d", "active", "", "Alder Valley", "district", "", ""],
            *([key, "active", "", name, "school", "", "d"] for key, name in SCHOOLS.items()),
        ],
        "users.csv": [
            ["sourcedId", "status", "dateLastModified", "enabledUser", "username", "givenName", "familyName", "email"],
            *people, *students,
        ],
        "roles.csv": [
            ["sourcedId", "status", "dateLastModified", "userSourcedId", "roleType", "role", "orgSourcedId"], *roles, *theirs,
        ],
        "enrollments.csv": [["sourcedId", "classSourcedId", "userSourcedId"], *([f"e{n}", "c1", f"k{n}"] for n in range(STUDENTS))],
    }  # fmt: skip
