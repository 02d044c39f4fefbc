"""The one policy, and the keys and triggers that keep a child behind its parent's wall: SQL for migrations.

One text, generated for every walled table. It never joins, and with no wall open it shows no row.
"""

from django.db.migrations.operations import RunSQL

OPEN = "wall_id = ANY ((SELECT string_to_array(current_setting('app.walls', true), ',')::int[])::int[])"

PRINTED = (
    "(wall_id = ANY (( SELECT (string_to_array(current_setting('app.walls'::text, true), ','::text))::integer[]"
    " AS string_to_array)::integer[]))"
)
"""The same as every PostgreSQL from 15 on prints it back: what a table is really held by is compared with this, letter by letter."""


def behind_wall(table: str) -> RunSQL:
    """Enable and force row-level security on `table` (which has `wall_id`) with the one policy."""
    return RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; ALTER TABLE {table} FORCE ROW LEVEL SECURITY;"
        f"CREATE POLICY wall ON {table} USING ({OPEN}) WITH CHECK ({OPEN});",
        f"DROP POLICY wall ON {table}; ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;"
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


def wall_from(table: str, column: str, parent: str, *, parent_key: str = "id") -> RunSQL:
    """Fill `wall_id` of a new row of `table` from the row of `parent` that `column` points at.

    The parent is looked up under the same policy: behind a closed wall it is not found and the row is refused.
    """
    return RunSQL(
        f"""
        CREATE FUNCTION {table}_wall() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$ BEGIN
          SELECT wall_id INTO NEW.wall_id FROM {parent} WHERE {parent_key} = NEW.{column};
          IF NEW.wall_id IS NULL THEN
            RAISE EXCEPTION 'no {parent} % behind the open walls', NEW.{column} USING ERRCODE = 'foreign_key_violation';
          END IF;
          RETURN NEW; END $$;
        CREATE TRIGGER wall BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_wall();
        """,  # noqa: S608 - table and column names from migrations, never from anybody's input
        f"DROP TRIGGER wall ON {table}; DROP FUNCTION {table}_wall();",
    )


def parent_key(table: str, *, key: str = "id") -> RunSQL:
    """The unique (key, wall_id) that composite keys of children refer to."""
    return RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_with_wall UNIQUE ({key}, wall_id);",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_with_wall;",
    )


def same_wall(table: str, column: str, parent: str, *, parent_key: str = "id") -> RunSQL:
    """A key from (`column`, wall_id) to the parent's (key, wall_id): no reference crosses a wall, ever."""
    return RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_same_wall FOREIGN KEY ({column}, wall_id) "
        f"REFERENCES {parent} ({parent_key}, wall_id) ON UPDATE CASCADE;",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_{column}_same_wall;",
    )


def in_the_wall(table: str, column: str = "person_id") -> RunSQL:
    """Whoever is named in `table` is a member of its wall: a key says so, not a form."""
    return RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_in_wall FOREIGN KEY (wall_id, {column}) "
        f"REFERENCES people_wallmember (wall_id, person_id);",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_{column}_in_wall;",
    )


def only_changes(table: str, *columns: str) -> RunSQL:
    """The app role may read and add, and change these columns and no others; it never removes."""
    named = ", ".join(columns)
    return RunSQL(
        f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM pergola_app; GRANT UPDATE ({named}) ON {table} TO pergola_app;",
        f"REVOKE UPDATE ({named}) ON {table} FROM pergola_app; GRANT UPDATE, DELETE ON {table} TO pergola_app;",
    )


def append_only(table: str) -> RunSQL:
    """The app role may read and add, and never change or remove."""
    return RunSQL(
        f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM pergola_app;",
        f"GRANT UPDATE, DELETE ON {table} TO pergola_app;",
    )
