"""Whoever is no longer behind a wall is named by nothing behind it: the database says by what, and both ways out follow it."""

import pytest
from django.db import connection

from pergola.exchange.leaving import NAMED_IN_A_WALL
from pergola.gather.leaving import HELD_BY, NAMED

pytestmark = pytest.mark.django_db


def test_both_ways_out_of_a_wall_know_every_table_whose_key_needs_its_member() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT conrelid::regclass::text FROM pg_constraint"
            " WHERE contype = 'f' AND confrelid = 'people_wallmember'::regclass"
        )
        keys = {table for (table,) in cursor.fetchall()}
    assert keys == set(NAMED_IN_A_WALL) == {one._meta.db_table for one in (*NAMED, *HELD_BY)}
