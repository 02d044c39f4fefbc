"""The people of a bundle on their way into the roster: a piece of them is put in while the next one is read.

All of it in the one transaction whoever calls has opened: what is refused later was never there.
"""

# ruff: noqa: S608 - every name put into these statements is declared in this module; values are bound

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Self

from django.db import DatabaseError, connection

INCOMING: Final = "incoming_people"
COLUMNS: Final = (
    "row int, sourced_id text, name text, email text, role text, org text, roles jsonb, line bigint, until date,"
    " leaving bool, person_id uuid"
)
PIECE: Final = 1 << 22
"""Letters of a kept file that are put in at once."""


class Coming:
    """Each piece is copied into a table of its own, a child of `incoming_people`, which shows all of them.

    Into a roster of nobody everybody is new. Then the server is asked to put a piece in as soon as it is there, and is
    not waited for: it works while we read on. Otherwise who is new is told when all are there (`settling.py`).
    """

    def __init__(self, wall: int, at: datetime) -> None:
        self.bound: dict[str, Any] = {"wall": wall, "at": at}
        self.at, self.pieces, self._asked = at, 0, ExitStack()
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{INCOMING} CASCADE")
            cursor.execute(f"CREATE TEMP TABLE {INCOMING} ({COLUMNS}) ON COMMIT DROP")
            cursor.execute("SELECT NOT EXISTS (SELECT FROM systems_rosterperson WHERE wall_id = %(wall)s)", self.bound)
            self.first = cursor.fetchone() == (True,)
            # The index of names takes them in one go and not in hundreds: until it is next swept, the newest are
            # looked up one by one.
            cursor.execute("SET LOCAL gin_pending_list_limit = '128MB'")
            # Of statements that each run once, compiling one costs more than it saves.
            cursor.execute("SET LOCAL jit = off")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, problem: type[BaseException] | None, *_more: object) -> None:
        if problem is None:
            self._wait()
        else:
            with suppress(DatabaseError):  # the one that is on its way says more
                self._wait()

    def take(self, piece: str) -> None:
        """Lines as COPY reads them."""
        self._wait()
        self.pieces += 1
        table = f"{INCOMING}_{self.pieces}"
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMP TABLE {table} () INHERITS ({INCOMING}) ON COMMIT DROP")
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                copy.write(piece)
        if self.first:
            self._ask(adding(table))

    def take_file(self, path: Path) -> None:
        """What was sifted before, piece by piece."""
        with path.open(encoding="utf-8", newline="") as file:
            while lines := file.readlines(PIECE):
                self.take("".join(lines))

    def _ask(self, statements: Iterator[str]) -> None:
        self._asked.enter_context(connection.wrap_database_errors)
        self._asked.enter_context(connection.connection.pipeline())
        for statement in statements:
            connection.connection.execute(statement, self.bound)

    def _wait(self) -> None:
        """Until the piece before is in. Raises what went wrong with it."""
        self._asked.close()


def adding(table: str) -> Iterator[str]:
    """A new line makes a new person of this system, whoever else has the same address."""
    yield (
        "INSERT INTO people_person (id, name, contact, work, theme, is_operator)"
        f" SELECT person_id, name, email, '', '', false FROM {table} WHERE NOT leaving"
    )
    yield (
        "INSERT INTO people_wallmember (wall_id, person_id, role, since)"
        f" SELECT %(wall)s, person_id, 'member', %(at)s FROM {table} WHERE NOT leaving"
    )
    yield (
        "INSERT INTO systems_rosterperson (wall_id, sourced_id, person_id, name, email, role, org, roles, line, until, since)"
        f" SELECT %(wall)s, sourced_id, person_id, name, email, role, org, roles, line, until, %(at)s"
        f" FROM {table} WHERE NOT leaving"
    )
