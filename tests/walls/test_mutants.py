"""Each policy dropped in turn is noticed: a suite that stays green without its policies proves nothing."""

from collections.abc import Callable

import pytest
from django.db import connection, transaction
from tests.cast import Standing
from tests.world import make_world

from pergola.walls.inspection import problems, walled_tables
from pergola.walls.opening import walls


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
