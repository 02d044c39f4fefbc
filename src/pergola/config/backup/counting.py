"""What is in a database, in figures that are the same on every server that holds the same rows.

A table's hash is a sum over its rows, so that their order does not matter and a row twice is not no row.
No snapshot holds a sequence still, so of each we keep between which two numbers its next one lies.
"""

from dataclasses import dataclass, replace
from typing import Any

import psycopg
from psycopg import sql

# How values are written must not depend on the server, the database or the role.
STEADY = (
    "SET TIME ZONE 'UTC'", "SET datestyle = 'ISO, YMD'", "SET intervalstyle = 'iso_8601'", "SET bytea_output = 'hex'",
    "SET extra_float_digits = 1", "SET xmloption = 'content'", "SET row_security = off", "SET search_path = public",
)  # fmt: skip

TABLES = """SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  AND NOT c.relispartition ORDER BY 1"""
SEQUENCES = "SELECT sequencename, increment_by FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1"
COLUMNS = """SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
  AND attgenerated = '' ORDER BY attname"""
HOUSE = """SELECT
  (SELECT count(*) FROM pg_policy),
  (SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relforcerowsecurity),
  (SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal),
  (SELECT count(*) FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f', 'p', 'u', 'x')),
  (SELECT count(*) FROM pg_indexes WHERE schemaname = 'public'),
  (SELECT count(*) FROM pg_views WHERE schemaname = 'public'),
  (SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace)"""
PARTS = ("policies", "forced", "triggers", "constraints", "indexes", "views", "functions")
# Two halves of a SHA-256, each summed: 128 bits that do not depend on the order of rows.
HASH = """SELECT count(*), coalesce(sum(('x' || encode(substr(h, 1, 8), 'hex'))::bit(64)::bigint::numeric), 0)::text,
  coalesce(sum(('x' || encode(substr(h, 9, 8), 'hex'))::bit(64)::bigint::numeric), 0)::text
  FROM (SELECT sha256(convert_to(ROW({columns})::text, 'UTF8')) AS h FROM {table}) AS hashed"""


@dataclass(frozen=True)
class Content:
    """Counts and hashes."""

    tables: dict[str, tuple[int, str]]
    sequences: dict[str, tuple[int, int]]
    """Where the next number lies: the first it can be, and the last."""
    house: dict[str, int]

    @property
    def rows(self) -> int:
        return sum(count for count, _ in self.tables.values())

    def since(self, before: dict[str, tuple[int, int]]) -> "Content":
        """With sequences that somebody may have drawn from since they were read `before`."""
        spans = {name: (before.get(name, span)[0], span[1]) for name, span in self.sequences.items()}
        return replace(self, sequences=spans)

    def unlike(self, other: "Content") -> list[str]:
        """Where the other differs, a sentence each."""
        found = [f"The table {name} is missing." for name in sorted(self.tables.keys() - other.tables.keys())]
        found += [f"The table {name} is one too many." for name in sorted(other.tables.keys() - self.tables.keys())]
        for name in sorted(self.tables.keys() & other.tables.keys()):
            (count, digest), (their_count, their_digest) = self.tables[name], other.tables[name]
            if count != their_count:
                found.append(f"The table {name} has {their_count} rows instead of {count}.")
            elif digest != their_digest:
                found.append(f"The table {name} has as many rows, and they say something else.")
        for name in sorted(self.sequences):
            (first, last), theirs = self.sequences[name], other.sequences.get(name)
            if theirs is None or theirs[0] < first or theirs[1] > last:
                found.append(f"The sequence {name} stands elsewhere.")
        for part in PARTS:
            if self.house[part] != other.house[part]:
                found.append(f"There are {other.house[part]} {part} instead of {self.house[part]}.")
        return found


def steady(connection: psycopg.Connection[Any]) -> None:
    for words in STEADY:
        connection.execute(words)


def content(connection: psycopg.Connection[Any]) -> Content:
    """Count and hash everything in the public schema. The connection is the owner role’s and is made steady."""
    steady(connection)
    tables: dict[str, tuple[int, str]] = {}
    for (name,) in connection.execute(TABLES).fetchall():
        columns = [column for (column,) in connection.execute(COLUMNS, [f'public."{name}"']).fetchall()]
        listed = sql.SQL(", ").join(map(sql.Identifier, columns)) or sql.SQL("1")
        count, first, second = row(
            connection, sql.SQL(HASH).format(columns=listed, table=sql.Identifier("public", name))
        )
        tables[name] = (count, f"{first}:{second}")
    return Content(tables, sequences(connection), dict(zip(PARTS, row(connection, sql.SQL(HOUSE)), strict=True)))


def sequences(connection: psycopg.Connection[Any]) -> dict[str, tuple[int, int]]:
    """The next number of each sequence, as it is now and whatever snapshot the connection reads."""
    found: dict[str, tuple[int, int]] = {}
    for name, step in connection.execute(SEQUENCES).fetchall():
        last, called = row(
            connection, sql.SQL("SELECT last_value, is_called FROM {}").format(sql.Identifier("public", name))
        )
        following = last + step if called else last
        found[name] = (following, following)
    return found


def row(connection: psycopg.Connection[Any], question: sql.SQL | sql.Composed) -> tuple[Any, ...]:
    found = connection.execute(question).fetchone()
    assert found is not None
    return tuple(found)
