"""Every route × the thirteen actors × relations × methods. A route without a row fails here."""

from collections.abc import Iterable

import pytest
from tests.matrix.asking import Asking
from tests.matrix.expecting import ACTORS, OTHER_METHODS, Expecting
from tests.matrix.policy import Row, one_of_each
from tests.matrix.table import TABLE

ALL = pytest.mark.parametrize("row", TABLE, ids=lambda row: row.route)


def hold(said: Iterable[str]) -> None:
    """Everything that is not as the table says, a line each."""
    wrong = list(said)
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.slow
@ALL
def test_get_is_answered_as_the_table_says_and_changes_nothing(ask: Asking, row: Row) -> None:
    expecting = Expecting(ask, row)
    hold(
        f"{actor}, {case.thing}: {said}"
        for case in row.cases
        for actor in (ACTORS if row.reads else one_of_each(case))
        for said in expecting.reading(case, actor)
    )


@pytest.mark.slow
@ALL
def test_post_does_something_for_those_who_may_and_nothing_for_others(ask: Asking, row: Row) -> None:
    expecting = Expecting(ask, row)
    hold(
        f"{actor}, {case.thing}: {said}"
        for case in row.cases
        for actor in (ACTORS if row.writes else one_of_each(case))
        for said in expecting.writing(case, actor)
    )


@ALL
def test_head_is_as_get_and_no_other_method_is_known(ask: Asking, row: Row) -> None:
    expecting, case = Expecting(ask, row), row.cases[0]
    hold(
        f"{actor}, {case.thing}: {said}"
        for actor in one_of_each(case)
        for saying in (
            expecting.reading(case, actor, "HEAD"),
            *(expecting.other(case, actor, method) for method in OTHER_METHODS),
        )
        for said in saying
    )
