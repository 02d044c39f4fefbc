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


def key_in_one_look(table: str, column: str, parent: str) -> RunSQL:
    """A key from `column` to the id of `parent`, looked at once a statement and not once a row: for tables that grow by
    hundreds of thousands at once, where the keys of PostgreSQL cost as much as all the rest.

    What it holds is the same. A row whose parent is not there is refused, and a parent it names is locked until the
    transaction ends, so that nobody takes it away meanwhile; a parent that is named is not taken away, and no id changes.
    Two things are stricter: the parent comes before the child, and whoever takes a parent away must see every child. So
    where the policy hides rows of `table`, the app role may not delete from `parent` at all (`never_removed`).
    """
    return RunSQL(
        f"""
        CREATE FUNCTION {table}_{column}_held() RETURNS trigger LANGUAGE plpgsql
          SET search_path = public, pg_temp SET enable_seqscan = off AS $$ DECLARE nowhere text; BEGIN
          SELECT named.id::text INTO nowhere FROM (SELECT DISTINCT {column} AS id FROM added WHERE {column} IS NOT NULL) named
            WHERE NOT EXISTS (SELECT FROM {parent} p WHERE p.id = named.id FOR KEY SHARE) LIMIT 1;
          IF nowhere IS NOT NULL THEN
            RAISE EXCEPTION 'no {parent} %, which {table}.{column} names', nowhere USING ERRCODE = 'foreign_key_violation';
          END IF;
          RETURN NULL; END $$;
        CREATE FUNCTION {table}_{column}_kept() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$ BEGIN
          IF EXISTS (SELECT FROM {table} WHERE {column} = OLD.id) AND NOT EXISTS (SELECT FROM {parent} WHERE id = OLD.id) THEN
            RAISE EXCEPTION '{parent} % is named by {table}.{column}', OLD.id USING ERRCODE = 'foreign_key_violation';
          END IF;
          RETURN NULL; END $$;
        CREATE TRIGGER {column}_added AFTER INSERT ON {table} REFERENCING NEW TABLE AS added
          FOR EACH STATEMENT EXECUTE FUNCTION {table}_{column}_held();
        CREATE TRIGGER {column}_changed AFTER UPDATE ON {table} REFERENCING NEW TABLE AS added
          FOR EACH STATEMENT EXECUTE FUNCTION {table}_{column}_held();
        CREATE CONSTRAINT TRIGGER {table}_{column}_kept AFTER DELETE OR UPDATE OF id ON {parent}
          DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {table}_{column}_kept();
        """,  # noqa: S608 - table and column names from migrations, never from anybody's input
        f"DROP TRIGGER {table}_{column}_kept ON {parent}; DROP TRIGGER {column}_changed ON {table};"
        f"DROP TRIGGER {column}_added ON {table}; DROP FUNCTION {table}_{column}_kept(); DROP FUNCTION {table}_{column}_held();",
    )


def never_removed(table: str) -> RunSQL:
    """The app role may add and change, and never remove, nor change an id."""
    return RunSQL(
        f"""
        REVOKE DELETE, TRUNCATE ON {table} FROM pergola_app;
        CREATE FUNCTION {table}_id_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$ BEGIN
          RAISE EXCEPTION 'an id of {table} never changes' USING ERRCODE = 'foreign_key_violation'; END $$;
        CREATE TRIGGER id_stays BEFORE UPDATE OF id ON {table} FOR EACH ROW WHEN (OLD.id <> NEW.id)
          EXECUTE FUNCTION {table}_id_stays();
        """,
        f"DROP TRIGGER id_stays ON {table}; DROP FUNCTION {table}_id_stays(); GRANT DELETE ON {table} TO pergola_app;",
    )
