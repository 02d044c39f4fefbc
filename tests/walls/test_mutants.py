"""Each policy dropped in turn is noticed: a suite that stays green without its policies proves nothing."""

from collections.abc import Callable

import pytest
from django.db import connection, transaction
from tests.cast import Standing
from tests.world import make_world

from pergola.walls.inspection import problems, walled_tables
from pergola.walls.opening import walls
from pergola.walls.policy import OPEN, behind_wall


def rows_seen_over_the_wall(table: str, every_wall: list[int]) -> int:
    """With each wall open alone: how many rows of `table` behind another wall are seen. Must be none."""
    seen = 0
    for wall in every_wall:
        with walls([wall]), connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table} WHERE wall_id <> %s", [wall])
            seen += cursor.fetchone()[0]
    return seen


@pytest.mark.slow
def test_every_policy_holds_and_each_one_dropped_is_noticed(change_role: Callable[[str], None]) -> None:
    world = make_world(Standing.copy())
    tables, every_wall = walled_tables(connection), world.cast.every_wall
    assert len(tables) > 20, "every walled table is tried"
    killed = []
    for table in tables:
        assert rows_seen_over_the_wall(table, every_wall) == 0, table
        with transaction.atomic():
            change_role("owner")
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute(f"ALTER POLICY wall ON {table} USING (true) WITH CHECK (true)")
            change_role("app")
            leaks, told = rows_seen_over_the_wall(table, every_wall), problems(connection)
            if leaks and any(table in sentence for sentence in told):
                killed.append(table)
            transaction.set_rollback(True)
        change_role("app")
    assert killed == tables


TABLE = "spaces_community"
OURS = f"USING ({OPEN}) WITH CHECK ({OPEN})"
ANEW = f"DROP POLICY wall ON {TABLE}; CREATE POLICY wall ON {TABLE}"
MUTANTS = {
    "reads everything": f"ALTER POLICY wall ON {TABLE} USING (true OR {OPEN})",
    "writes everywhere": f"ALTER POLICY wall ON {TABLE} WITH CHECK (true OR {OPEN})",
    "both, and names the walls": f"ALTER POLICY wall ON {TABLE} USING (true OR {OPEN}) WITH CHECK (true OR {OPEN})",
    "without a wall everything": f"ALTER POLICY wall ON {TABLE} USING ({OPEN} OR current_setting('app.walls', true) IS NULL)",
    "another setting": "ALTER POLICY wall ON {0} USING ({1}) WITH CHECK ({1})".format(
        TABLE, OPEN.replace("app.walls", "app.walls_too")
    ),
    "for reading only": f"{ANEW} FOR SELECT USING ({OPEN})",
    "for changing only": f"{ANEW} FOR UPDATE {OURS}",
    "for some only": f"{ANEW} TO pergola_app {OURS}",
    "narrows what nothing opens": f"{ANEW} AS RESTRICTIVE {OURS}",
    "a second one": f"CREATE POLICY another ON {TABLE} {OURS}",
    "not forced": f"ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY",
    "not enabled": f"ALTER TABLE {TABLE} DISABLE ROW LEVEL SECURITY",
    "none": f"DROP POLICY wall ON {TABLE}",
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_another_policy_than_ours_is_noticed(mutant: str, change_role: Callable[[str], None]) -> None:
    change_role("owner")
    with connection.cursor() as cursor:
        cursor.execute(MUTANTS[mutant])
    change_role("app")
    assert problems(connection) == [f"The table {TABLE} has a wall_id and is not held by the one policy."]


def test_a_policy_made_anew_is_ours(change_role: Callable[[str], None]) -> None:
    made = behind_wall(TABLE)
    change_role("owner")
    with connection.cursor() as cursor:
        cursor.execute(f"{made.reverse_sql}; {made.sql}")
    change_role("app")
    assert problems(connection) == []
