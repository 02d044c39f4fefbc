"""Is the house as its plan says? Read from PostgreSQL's own catalogue, for the start of the process and for tests."""

from django.db.backends.base.base import BaseDatabaseWrapper

# Tables with a `wall_id` that must be read before any wall is open, with the reason.
OUTSIDE = {
    "people_wallmember": "says which walls to open",
    "systems_schoolsystem": "a public fact of the directory; the wall is only named",
}


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
        cursor.execute(
            "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity, count(p.polname),"
            " bool_and(pg_get_expr(p.polqual, p.polrelid) = pg_get_expr(p.polwithcheck, p.polrelid)),"
            " min(pg_get_expr(p.polqual, p.polrelid))"
            " FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid"
            " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' GROUP BY 1, 2"
        )
        kept = {name: (forced, count, same, text) for name, forced, count, same, text in cursor.fetchall()}
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
    for table in walled_tables(connection):
        forced, count, same, text = kept[table]
        if not forced or count != 1 or not same or "app.walls" not in (text or ""):
            found.append(f"The table {table} has a wall_id and is not held by the one policy.")
    return found
