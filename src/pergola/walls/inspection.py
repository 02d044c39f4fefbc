"""Is the house as its plan says? Read from PostgreSQL's own catalogue, for the start of the process and for tests."""

from django.db.backends.base.base import BaseDatabaseWrapper

from pergola.walls.policy import PRINTED

# Tables with a `wall_id` that must be read before any wall is open, with the reason.
OUTSIDE = {
    "people_wallmember": "says which walls to open",
    "systems_schoolsystem": "a public fact of the directory; the wall is only named",
}

# Forced on, and exactly one policy: for every command, for everybody, and saying what ours says to read and to write.
HELD = """SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relrowsecurity AND c.relforcerowsecurity GROUP BY c.oid
  HAVING count(*) = 1 AND bool_and(p.polcmd = '*' AND p.polpermissive AND p.polroles = '{0}'
    AND pg_get_expr(p.polqual, p.polrelid) IS NOT DISTINCT FROM %(ours)s
    AND pg_get_expr(p.polwithcheck, p.polrelid) IS NOT DISTINCT FROM %(ours)s)"""


def walled_tables(connection: BaseDatabaseWrapper) -> list[str]:
    """Every table with a `wall_id` column, but those listed in OUTSIDE."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)"
            " WHERE table_schema = 'public' AND column_name = 'wall_id' AND table_type = 'BASE TABLE' ORDER BY 1"
        )
        return [name for (name,) in cursor.fetchall() if name not in OUTSIDE]


def problems(connection: BaseDatabaseWrapper) -> list[str]:
    """What makes this connection unsafe, a sentence each; empty when both locks hold."""
    found: list[str] = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls)"
        )
        found += [
            f"The app role {name} can go past every policy; it must be NOSUPERUSER NOBYPASSRLS."
            for name, _, _ in cursor
        ]
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
            " AND pg_get_userbyid(relowner) = current_user"
        )
        found += [f"The app role owns the table {name}; the owner role must." for (name,) in cursor.fetchall()]
        cursor.execute(HELD, {"ours": PRINTED})
        held = {name for (name,) in cursor.fetchall()}
        cursor.execute(
            "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang"
            " WHERE p.pronamespace = 'public'::regnamespace AND l.lanname IN ('plpgsql', 'sql')"
            " AND p.proname NOT LIKE 'procrastinate%'"
            " AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
            " AND NOT EXISTS (SELECT 1 FROM unnest(p.proconfig) c WHERE c LIKE 'search_path=%, pg_temp')"
        )
        found += [
            f"The function {name} does not say where it looks: a temporary table could stand in for a real one."
            for (name,) in cursor.fetchall()
        ]
    found += [
        f"The table {table} has a wall_id and is not held by the one policy."
        for table in walled_tables(connection)
        if table not in held
    ]
    return found
