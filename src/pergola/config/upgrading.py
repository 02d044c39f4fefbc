"""What an upgrade did to what was there, table by table."""

from psycopg import sql

from pergola.config.backup.counting import TABLES, row
from pergola.config.backup.tools import owner_connection


def counted() -> dict[str, int]:
    """How many rows each table has, as the owner role sees it."""
    with owner_connection() as connection:
        connection.execute("SET row_security = off")
        names = [name for (name,) in connection.execute(TABLES).fetchall()]
        return {
            name: row(connection, sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("public", name)))[0]
            for name in names
        }


def changed(before: dict[str, int], after: dict[str, int]) -> list[str]:
    """A sentence for each table that has not as many rows as before; new tables are no loss."""
    found = []
    for name, count in sorted(before.items()):
        if name == "django_migrations":
            continue
        if name not in after:
            found.append(f"The table {name} is gone; it had {count:,} rows.")
        elif after[name] != count:
            found.append(f"The table {name} had {count:,} rows and has {after[name]:,}.")
    return found
