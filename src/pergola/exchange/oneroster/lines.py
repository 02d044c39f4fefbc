"""What is handed on of a bundle: a row of staff, a row of an organisation; and how it is written for COPY. Pure."""

import json
from datetime import date
from typing import Any, Final, NamedTuple

type Role = list[str]
"""[role, the organisation’s sourcedId, “primary” or nothing, the day it ends or nothing]."""


class OrgLine(NamedTuple):
    row: int
    sourced_id: str
    name: str
    kind: str
    identifier: str
    nces: str
    parent: str
    leaving: bool


class PersonLine(NamedTuple):
    """One person as the bundle tells of them. `leaving` stands in deltas only: in a bulk whoever left is not there."""

    row: int
    sourced_id: str
    name: str
    email: str
    role: str
    org: str
    roles: dict[str, Role]
    line: int | None
    until: date | None
    leaving: bool
    person: str
    """The id of the person it makes, if it is new."""


class RoleLine(NamedTuple):
    """One row of roles.csv."""

    row: int
    sourced_id: str
    user: str
    role: str
    org: str
    primary: bool
    begins: date | None
    ends: date | None
    leaving: bool


NULL: Final = "\\N"


def as_kept(digest: bytes) -> int:
    """Eight bytes as the whole number PostgreSQL keeps them as."""
    return int.from_bytes(digest, "big", signed=True)


def main_role(roles: dict[str, Role]) -> Role:
    """The one that is called primary; else the first."""
    return next((one for one in roles.values() if one[2]), next(iter(roles.values())))


def as_copied(line: NamedTuple) -> str:
    """The line as COPY reads it, in its text form."""
    return "\t".join(map(_cell, line)) + "\n"


def person_as_copied(one: PersonLine) -> str:
    """The same, quicker for the plain ones, which nearly all are."""
    if len(one.roles) != 1:
        return as_copied(one)
    ((key, (role, org, primary, ends)),) = one.roles.items()
    words = f"{one.sourced_id}\t{one.name}\t{one.email}\t{one.role}\t{one.org}"
    roles = f'{{"{key}":["{role}","{org}","{primary}","{ends}"]}}'
    if "\\" in words or "\\" in roles or roles.count('"') != 10:
        return as_copied(one)
    line, until = NULL if one.line is None else one.line, NULL if one.until is None else one.until
    return f"{one.row}\t{words}\t{roles}\t{line}\t{until}\t{'t' if one.leaving else 'f'}\t{one.person}\n"


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value.replace("\\", "\\\\") if "\\" in value else value  # no tab and no line break is in a value
    if value is None:
        return NULL
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("\\", "\\\\")
    return str(value)
