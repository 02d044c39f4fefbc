"""A PostgreSQL that is not ours: what it must have before the tables can be made, and how to give it that."""

from django.conf import settings
from django.db import connections

from pergola.config import ready
from pergola.config.embedded import APP, DATABASE, OWNER

OLDEST = 150000
INSTRUCTIONS = f"""As the server’s superuser (psql postgres), once:

    CREATE ROLE {OWNER} LOGIN NOSUPERUSER BYPASSRLS PASSWORD '…';
    CREATE ROLE {APP} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '…';
    CREATE DATABASE {DATABASE} OWNER {OWNER} ENCODING 'UTF8' TEMPLATE template0;
    ALTER DATABASE {DATABASE} SET random_page_cost = 1.1;

and in the environment:

    DATABASE_URL=postgresql://{APP}:…@HOST:5432/{DATABASE}
    DATABASE_OWNER_URL=postgresql://{OWNER}:…@HOST:5432/{DATABASE}"""


def lacks() -> list[str]:
    """What stands between the owner role and the tables, a sentence each; empty when all is there."""
    if "owner" not in settings.DATABASES:
        return ["DATABASE_OWNER_URL is not set: tables are made by the owner role, never by the app role."]
    found: list[str] = []
    for alias, variable in (("owner", "DATABASE_OWNER_URL"), ("default", "DATABASE_URL")):
        reason = ready.unreachable(alias)
        if reason:
            found.append(f"{variable} does not lead to a database: {reason}")
    return found or _unfit()


def _unfit() -> list[str]:
    found: list[str] = []
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version_num')::int, current_setting('server_encoding'), rolsuper, rolbypassrls,"
            " has_schema_privilege('public', 'CREATE'), rolname FROM pg_roles WHERE rolname = current_user"
        )
        version, encoding, is_super, bypasses, creates, name = cursor.fetchone()
    if version < OLDEST:
        found.append(f"The server is PostgreSQL {version // 10000}; Pergola needs 15 or newer.")
    if encoding != "UTF8":
        found.append(f"The database is encoded as {encoding}; it must be UTF8.")
    if not (bypasses or is_super):
        found.append(f"The owner role {name} lacks BYPASSRLS.")
    if not creates:
        found.append(f"The owner role {name} may not create tables: the database must belong to it.")
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        app, unheld = cursor.fetchone()
    if app != APP:
        found.append(f"The app role is called {app}; the tables grant their rights to {APP}.")
    if unheld:
        found.append(f"The app role {app} could pass every wall; it must be NOSUPERUSER NOBYPASSRLS.")
    return found
