"""Who is signed in, and behind which walls they stand: one question of the database, the first of every page."""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection

from pergola.people.models import Identity, Person, WallMember, standing_of
from pergola.walls.models import Wall

WHO = """SELECT {columns}, (
        SELECT coalesce(json_agg(json_build_array(m.id, m.role, m.since, w.id, w.kind, w.name) ORDER BY w.id), '[]')::text
        FROM people_wallmember m JOIN walls_wall w ON w.id = m.wall_id WHERE m.person_id = "people_person"."id"
    )
    FROM "people_identity" INNER JOIN "people_person" ON "people_person"."id" = "people_identity"."person_id"
    WHERE "people_identity"."id" = %s AND "people_identity"."is_active" AND "people_person"."erased" IS NULL
"""
"""Written out: the words of this question are the same every time, and putting them together from a queryset took six
times as long as the answer."""


IDENTITY, PERSON = (
    tuple(field.attname for field in model._meta.concrete_fields)  # noqa: SLF001 - Django documents it
    for model in (Identity, Person)
)


def whoever_signed_in(pk: UUID | str) -> Identity | None:
    """The identity of this id with its person and where they stand; nothing of one that is closed or erased."""
    with connection.cursor() as cursor:
        cursor.execute(_question(), [pk])
        row = cursor.fetchone()
    if row is None:
        return None
    identity = Identity.from_db(DEFAULT_DB_ALIAS, IDENTITY, row[: len(IDENTITY)])
    identity.person = Person.from_db(DEFAULT_DB_ALIAS, PERSON, row[len(IDENTITY) : -1])
    identity.stands = [_member(identity.person, one) for one in json.loads(row[-1])]  # type: ignore[attr-defined]
    return identity


def standing_with(identity: Identity) -> list[WallMember]:
    """As `standing_of` its person; without a question, where the identity was read by `whoever_signed_in`."""
    stands: list[WallMember] | None = getattr(identity, "stands", None)
    return standing_of(identity.person) if stands is None else stands


@cache
def _question() -> str:
    both = [
        f'"people_{table}"."{name}"' for table, names in (("identity", IDENTITY), ("person", PERSON)) for name in names
    ]
    return WHO.format(columns=", ".join(both))


def _member(person: Person, said: Sequence[Any]) -> WallMember:
    pk, role, since, wall, kind, name = said
    behind = Wall(pk=wall, kind=kind, name=name)
    return WallMember(pk=pk, wall=behind, person=person, role=role, since=datetime.fromisoformat(since))
