"""The table is whole: every route has its row, every relation its case or its reason; and how large it is."""

import sys

import pytest
from tests.matrix.expecting import ACTORS, OTHER_METHODS
from tests.matrix.policy import Relation, Row, one_of_each
from tests.matrix.routes import every_route
from tests.matrix.stage import Stage
from tests.matrix.table import TABLE

# Methods a row does not declare are asked of one of each standing; all else of all thirteen.
LEAST_ROUTES, LEAST_REQUESTS = 100, 11_500


def requests(row: Row) -> int:
    """What is declared by all; HEAD and what is not by one of each standing. Those for what is not there are not counted."""
    each = [len(one_of_each(case)) for case in row.cases]
    declared = len(row.cases) * len(ACTORS)
    return (
        (declared if row.reads else sum(each))
        + (declared if row.writes else sum(each))
        + (1 + len(OTHER_METHODS)) * each[0]
    )


@pytest.mark.usefixtures("stage")
def test_every_route_has_its_row_and_every_row_its_route(capsys: pytest.CaptureFixture[str]) -> None:
    routes, rows = every_route(), [row.route for row in TABLE]
    assert sorted(set(routes) - set(rows)) == [], "routes without a row"
    assert sorted(set(rows) - set(routes)) == [], "rows without a route"
    assert sorted({one for one in rows if rows.count(one) > 1}) == [], "rows that stand twice"
    size = sum(requests(row) for row in TABLE)
    things = sum(len(row.cases) for row in TABLE)
    said = f"The matrix: {len(routes)} routes, {len(ACTORS)} actors, {things} things, {size} requests"
    with capsys.disabled():
        sys.stdout.write(f"\n{said}\n")
    assert len(ACTORS) == 13
    assert (len(routes) >= LEAST_ROUTES, size >= LEAST_REQUESTS) == (True, True)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.route)
def test_a_row_says_something_of_every_relation_and_can_be_acted_on(stage: Stage, row: Row) -> None:
    told = {case.relation for case in row.cases}
    assert [one.name for one in Relation if (one in told) == bool(row.without.get(one))] == []
    assert row.cases[0].relation is Relation.OWN
    assert [case.thing for case in row.cases if case.thing not in stage.things] == []
    if row.writes:
        assert row.body is not None
        assert row.unproved or any(case.act for case in row.cases), "nobody may: its denials prove nothing"
    else:
        assert not any(case.act | case.idle for case in row.cases)
