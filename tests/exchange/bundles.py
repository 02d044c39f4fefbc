"""Bundles to try things with: OneRoster 1.1 and 1.2, as small as they can be and as large as they must."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

type Rows = Iterable[Iterable[object]]

ORGS = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId"
USERS_12 = (
    "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email"
)
ROLES = "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId"
USERS_11 = (
    "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,email"
)

DISTRICT = ("d", "", "", "Alder Valley Schools", "district", "", "")
SCHOOL = ("s1", "", "", "Alder Street School", "school", "120105000001", "d")


def csv_of(header: str, rows: Rows) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return out.getvalue()


def manifest(version: str, kind: str, names: Iterable[str]) -> str:
    rows = [("manifest.version", "1.0"), ("oneroster.version", version), *((f"file.{name}", kind) for name in names)]
    return csv_of("propertyName,value", rows)


def user(
    sid: str,
    given: str = "Ana",
    family: str = "Ruiz",
    *,
    email: str = "",
    status: str = "",
    at: str = "",
    enabled: str = "true",
) -> tuple[str, ...]:
    return (sid, status, at, enabled, f"{given}.{family}".lower(), "", given, family, "", "", email)


def role(
    sid: str,
    whose: str,
    what: str = "teacher",
    org: str = "s1",
    *,
    status: str = "",
    at: str = "",
    ends: str = "",
    kind: str = "primary",
) -> tuple[str, ...]:
    return (sid, status, at, whose, kind, what, "", ends, org)


def bundle_12(
    users: Rows, roles: Rows, orgs: Rows = (DISTRICT, SCHOOL), *, kind: str = "bulk", **more: str
) -> dict[str, str]:
    """The files of a OneRoster 1.2 bundle by their names; `more` by names without their ending."""
    files = {
        "manifest.csv": manifest("1.2", kind, ["orgs", "users", "roles", *more]),
        "orgs.csv": csv_of(ORGS, orgs),
        "users.csv": csv_of(USERS_12, users),
        "roles.csv": csv_of(ROLES, roles),
    }
    return files | {f"{name}.csv": text for name, text in more.items()}


def of_staff(*names: str, what: str = "teacher") -> dict[str, str]:
    """A bulk with these people, each by their given name, each with one role in the one school."""
    return bundle_12(
        [user(f"u-{name}", name, "Ruiz", email=f"{name.lower()}@alder.example") for name in names],
        [role(f"r-{name}", f"u-{name}", what) for name in names],
    )


def zipped(path: Path, files: Mapping[str, str | bytes], encoding: str = "utf-8") -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content.encode(encoding) if isinstance(content, str) else content)
    return path


def folder(path: Path, files: Mapping[str, str | bytes], encoding: str = "utf-8") -> Path:
    path.mkdir(exist_ok=True)
    for name, content in files.items():
        (path / name).write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return path
