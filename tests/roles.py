"""One connection that may be the owner or the app role: to alter a policy and look again. Nothing of it is ever committed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, connections, transaction


def leave() -> None:
    """Close the connection and the pool behind it, so that the next one is made as the next role."""
    connection.close()
    if getattr(connection, "pool", None) is not None:
        connection.close_pool()  # type: ignore[attr-defined]


@contextmanager
def two_roles() -> Iterator[Callable[[str], None]]:
    """Begins as the app role; what comes out changes to “owner” and back to “app”."""
    app, owner = connection.settings_dict["USER"], connections["owner"].settings_dict["USER"]

    def become(role: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE" if role == "owner" else f"SET LOCAL ROLE {app}")

    leave()
    connection.settings_dict["USER"] = owner
    try:
        with transaction.atomic():
            become("app")
            yield become
            transaction.set_rollback(True)
    finally:
        leave()
        connection.settings_dict["USER"] = app
