"""The SQL that settles what a file says with what is known: newer over older, a value over a blank, never the reverse."""

# ruff: noqa: S608 - every name put into these statements is declared in this module; values are bound

from dataclasses import dataclass
from typing import Any, Final

from django.db.backends.utils import CursorWrapper

from pergola.systems.models import Source


@dataclass(frozen=True, slots=True)
class Target:
    """A table of the directory: its key as published, and its fields with whether an untold one is '' or NULL."""

    table: str
    incoming: str
    key: str
    fields: dict[str, str]
    texts: frozenset[str]


_PLACE: Final = {
    "name": "text",
    "city": "text",
    "state": "text",
    "county": "text",
    "latitude": "float8",
    "longitude": "float8",
    "students": "int",
    "teachers": "numeric(10,2)",
}
_TEXTS: Final = frozenset({"name", "city", "state", "county", "kind", "level"})

DISTRICTS: Final = Target(
    "systems_district", "incoming_district", "leaid", _PLACE | {"kind": "text"}, _TEXTS & {*_PLACE, "kind"}
)
SCHOOLS: Final = Target(
    "systems_school",
    "incoming_school",
    "nces_id",
    _PLACE
    | {
        "district_id": "bigint",
        "low_grade": "smallint",
        "high_grade": "smallint",
        "level": "text",
        "charter": "bool",
        "open": "bool",
    },
    _TEXTS & {*_PLACE, "level"},
)


@dataclass(frozen=True, slots=True)
class Settled:
    added: int
    changed: int
    unchanged: int


def make_incoming(cursor: CursorWrapper, target: Target, extra: dict[str, str]) -> None:
    """A table of this transaction alone, with every field of the target, the row's number and `extra` columns."""
    columns = {"row": "int", target.key: "text"} | target.fields | extra
    cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{target.incoming}")
    listed = ", ".join(f"{name} {kind}" for name, kind in columns.items())
    cursor.execute(f"CREATE TEMP TABLE {target.incoming} ({listed}) ON COMMIT DROP")


def settle(
    cursor: CursorWrapper, target: Target, fields: list[str], source: Source, *, mention: bool = False
) -> Settled:
    """Merge the incoming table into the target. A `mention` (a district named in a school's row) makes only stubs."""
    is_district = target is DISTRICTS
    bound: dict[str, Any] = {
        "source": source.pk,
        "standing": source.standing,
        "mention": mention,
        "below": _not_above(source),
    }
    cursor.execute(_update(target, fields, is_district=is_district), bound)
    changed = cursor.rowcount
    cursor.execute(_insert(target, fields, is_district=is_district), bound)
    added = cursor.rowcount
    cursor.execute(f"SELECT count(*) FROM {target.incoming}")
    (all_rows,) = cursor.fetchone() or (0,)
    return Settled(added, changed, all_rows - added - changed)


def _not_above(source: Source) -> list[int]:
    """The sources this one may overrule: those that stand no higher, itself among them."""
    return [one.pk for one in Source.objects.all() if one.standing <= source.standing]


def _update(target: Target, fields: list[str], *, is_district: bool) -> str:
    wins = {
        name: f"(i.{name} IS NOT NULL AND (t.told->>'{name}' IS NULL OR (t.told->>'{name}')::int = ANY(%(below)s)))"
        for name in fields
    }
    new = {name: f"CASE WHEN {won} THEN i.{name} ELSE t.{name} END" for name, won in wins.items()}
    pairs = ", ".join(f"'{name}', CASE WHEN {won} THEN %(source)s::int END" for name, won in wins.items())
    new["told"] = f"t.told || jsonb_strip_nulls(jsonb_build_object({pairs}))"
    new["source_id"] = (
        f"CASE WHEN ({' OR '.join(wins.values())}) AND coalesce(s.standing, 0) <= %(standing)s"
        " THEN %(source)s::int ELSE t.source_id END"
    )
    if is_district:
        new["stub"] = "t.stub AND %(mention)s"
    settled = ", ".join(f"{value} AS {name}" for name, value in new.items())
    old_row, new_row = (", ".join(f"{side}.{name}" for name in new) for side in ("t", "n"))
    return (
        f"UPDATE {target.table} t SET {', '.join(f'{name} = n.{name}' for name in new)}"
        f" FROM (SELECT t.id, {settled} FROM {target.incoming} i JOIN {target.table} t USING ({target.key})"
        f" LEFT JOIN systems_source s ON s.id = t.source_id) n"
        f" WHERE n.id = t.id AND ROW({old_row}) IS DISTINCT FROM ROW({new_row})"
    )


def _insert(target: Target, fields: list[str], *, is_district: bool) -> str:
    pairs = ", ".join(f"'{name}', CASE WHEN i.{name} IS NOT NULL THEN %(source)s::int END" for name in fields)
    new = {name: f"coalesce(i.{name}, '')" if name in target.texts else f"i.{name}" for name in target.fields}
    new |= {
        target.key: f"i.{target.key}",
        "told": f"jsonb_strip_nulls(jsonb_build_object({pairs}))",
        "source_id": "%(source)s",
        "sample": "false",
    }
    if is_district:
        new["stub"] = "%(mention)s"
    return (
        f"INSERT INTO {target.table} ({', '.join(new)}) SELECT {', '.join(new.values())} FROM {target.incoming} i"
        f" WHERE NOT EXISTS (SELECT 1 FROM {target.table} t WHERE t.{target.key} = i.{target.key}) ORDER BY i.{target.key}"
    )


def repeated_ids(cursor: CursorWrapper, target: Target, fields: list[str]) -> tuple[str, int, int] | None:
    """(id, first row, another row) of an id that stands twice in the file with different facts, if one does."""
    told = ", ".join(fields)
    cursor.execute(
        f"SELECT {target.key}, min(row), max(row) FROM {target.incoming} GROUP BY {target.key}"
        f" HAVING count(*) > 1 AND count(DISTINCT ROW({told})) > 1 ORDER BY 2 LIMIT 1"
    )
    found: tuple[str, int, int] | None = cursor.fetchone()
    return found


def drop_repeats(cursor: CursorWrapper, target: Target) -> int:
    """Leave one of each id; call it once no repeated id disagrees."""
    cursor.execute(
        f"DELETE FROM {target.incoming} a USING {target.incoming} b WHERE a.{target.key} = b.{target.key} AND a.row > b.row"
    )
    return int(cursor.rowcount)


def mention_districts(cursor: CursorWrapper) -> None:
    """The districts that the incoming schools name, once each; two names for one: the first row's."""
    make_incoming(cursor, DISTRICTS, {})
    cursor.execute(
        "INSERT INTO incoming_district (row, leaid, name, state)"
        " SELECT DISTINCT ON (leaid) row, leaid, district_name, district_state FROM incoming_school"
        " WHERE leaid IS NOT NULL ORDER BY leaid, district_name IS NULL, row"
    )


def point_at_districts(cursor: CursorWrapper) -> None:
    cursor.execute("UPDATE incoming_school i SET district_id = d.id FROM systems_district d WHERE d.leaid = i.leaid")


def count_blanks(cursor: CursorWrapper, target: Target, fields: list[str]) -> dict[str, int]:
    """For each field the format has, how many rows leave it blank; fields with none are left out."""
    cursor.execute(f"SELECT {', '.join(f'count(*) - count({name})' for name in fields)} FROM {target.incoming}")
    return {name: blank for name, blank in zip(fields, cursor.fetchone() or (), strict=True) if blank}
