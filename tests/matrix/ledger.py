"""Has anything changed? Asked of every table, with every wall open; and cheaply first: has anything tried to?"""

import json
from typing import Any

from django.apps import apps
from django.db import connection

from pergola.walls.models import Wall
from pergola.walls.opening import walls

FORGOTTEN = ("django_session", "cache", "commons_once")
"""A session holds who is signed in, a message to show once, the link one followed; the cache counts who asks too often;
a mark says that a form was sent, whatever came of it."""
ATTEMPTS = """
    SELECT array_agg(pg_stat_get_xact_tuples_inserted(t) + pg_stat_get_xact_tuples_updated(t)
                     + pg_stat_get_xact_tuples_deleted(t) ORDER BY n)
    FROM unnest('{%s}'::oid[]) WITH ORDINALITY AS every(t, n)
"""
"""How many rows this transaction wrote so far to each table, those of undone savepoints too: it never falls."""


def tables() -> list[str]:
    """Every table of every model, ours and others’."""
    made = {model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed}
    with connection.cursor() as cursor:
        return sorted(made.intersection(connection.introspection.table_names(cursor)) - set(FORGOTTEN))


class Ledger:
    """What every table held at first, and how what it holds now differs."""

    def __init__(self) -> None:
        self.tables = tables()
        self.first: dict[str, str] = {}
        self.tried: list[int] = []
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::regclass[]::oid[]", [self.tables])
            self.attempts = ATTEMPTS % ",".join(str(oid) for oid in cursor.fetchone()[0])

    def remember(self) -> None:
        self.first, self.tried = self.digests(self.tables), self._attempts()

    def changed(self) -> bool:
        """Has anything been written since this was asked last, and is it there still? Only what was written to is read."""
        before, self.tried = self.tried, self._attempts()
        written = [one for one, was, now in zip(self.tables, before, self.tried, strict=True) if was != now]
        return any(digest != self.first[one] for one, digest in self.digests(written).items())

    def digests(self, tables: list[str]) -> dict[str, str]:
        """A hash of every row of each table."""
        each = " UNION ALL ".join(
            f"SELECT '{one}', md5(coalesce(string_agg(r::text, '\n' ORDER BY r::text), '')) FROM {one} r"
            for one in tables
        )
        return dict(self._ask(each)) if tables else {}

    def _attempts(self) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(self.attempts)
            return list(cursor.fetchone()[0])

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """Every row of every table, column by column."""
        each = " UNION ALL ".join(f"SELECT '{one}', to_jsonb(r) FROM {one} r" for one in self.tables)
        found: dict[str, list[dict[str, Any]]] = {one: [] for one in self.tables}
        for name, row in self._ask(each):
            found[name].append(row if isinstance(row, dict) else json.loads(row))
        return found

    def _ask(self, sql: str) -> list[tuple[Any, ...]]:
        with walls(Wall.objects.values_list("pk", flat=True)), connection.cursor() as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall())
