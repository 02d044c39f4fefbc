"""A bundle of Alder Valley’s invented student information system, read and waiting for its lead: she may put it in.

Nobody of it is behind the wall before she does. Its students have no names here either: they are refused by their role.
"""

import csv
import io
from tempfile import TemporaryFile
from zipfile import ZIP_DEFLATED, ZipFile

from pergola.demo.gathering import address_of
from pergola.exchange.actions import send_bundle
from pergola.exchange.working import read_sent
from pergola.people.models import Identity
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
STUDENTS = 240


def is_waiting() -> bool:
    system = SchoolSystem.objects.unrestricted(Reason.DEMO).get(slug=SYSTEM)
    if system.wall_id is None:
        return True
    with walls([system.wall_id]):
        return RosterImport.objects.unrestricted(Reason.DEMO).filter(wall=system.wall_id).exists()


def load() -> None:
    """Sent by the lead and read, as the worker would."""
    system = SchoolSystem.objects.unrestricted(Reason.DEMO).get(slug=SYSTEM)
    lead = Identity.objects.select_related("person").get(email=address_of(LEAD)).person
    assert system.wall_id is not None
    with TemporaryFile() as content:
        with ZipFile(content, "w", ZIP_DEFLATED) as archive:
            for name, rows in files().items():
                out = io.StringIO()
                csv.writer(out).writerows(rows)
                archive.writestr(name, out.getvalue())
        with walls([system.wall_id]):
            sent = send_bundle(by=lead, system=system, content=content, name=FILE, size=content.tell())
    read_sent(system.wall_id, sent.pk)


type Rows = list[list[str]]


def files() -> dict[str, Rows]:
    """OneRoster 1.2, as small as it can be."""
    modes = [["file.orgs", "bulk"], ["file.users", "bulk"], ["file.roles", "bulk"], ["file.enrollments", "bulk"]]
    people = [[f"u{n}", "active", "", "true", f"{given}.{family}".replace(" ", "").lower(), given, family, f"u{n}@alder-valley.invalid"]
              for n, (given, family, _role, _org) in enumerate(STAFF)]  # fmt: skip
    roles = [[f"r{n}", "active", "", f"u{n}", "primary", role, org] for n, (*_name, role, org) in enumerate(STAFF)]
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
