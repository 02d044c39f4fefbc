"""Opening walls for one transaction: the only place that sets what PostgreSQL's policy reads."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connections, transaction

_OPEN = "_pergola_open_walls"


def open_walls(using: str = "default") -> frozenset[int]:
    """The walls open on this connection now; empty outside `walls`."""
    told: str | None = getattr(connections[using], _OPEN, None)
    return frozenset(int(part) for part in (told or "").split(",") if part)


@contextmanager
def walls(ids: Iterable[int], using: str = "default") -> Iterator[None]:
    """Open these walls, and no others, for one transaction. Nested use restores the outer ones; so does a rollback.

    What is read inside must be used inside: a queryset carried out of the block is empty.
    """
    connection, mine = connections[using], ",".join(str(int(one)) for one in sorted(set(ids)))
    outer: str | None = getattr(connection, _OPEN, None)
    inside_another = connection.in_atomic_block  # then the transaction outlives this block, and so would the setting

    def tell(value: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.walls', %s, true)", [value])

    with transaction.atomic(using=using):
        tell(mine)
        setattr(connection, _OPEN, mine)
        try:
            yield
        finally:
            setattr(connection, _OPEN, outer)
        if inside_another and not connection.needs_rollback:  # a rollback restores the setting by itself
            tell(outer or "")
