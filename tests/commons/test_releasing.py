"""What was told is remembered: judged together, sealed where it is hidden, and never changed."""

import json
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from tests.cast import Cast

from pergola.commons.models import FigureRelease
from pergola.commons.releasing import look_at, release_figures, tables_of
from pergola.kernel.suppression.cells import EVERYBODY, Cell, Counts, Rule, one_way
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

pytestmark = pytest.mark.django_db
ASIAN, WHITE = Cell.of({"race": "asian"}), Cell.of({"race": "white"})


def races(**people: int) -> Counts:
    return one_way((sum(people.values()), 0), {"race": {name: (many, 0) for name, many in people.items()}})


def told(cast: Cast, about: UUID, counts: Counts, moment: str = "2026-11-20", to: str = "team") -> FigureRelease:
    return release_figures(
        by=cast.team_lead, wall=cast.network.wall_id, what="groups", about=about, moment=moment, told_to=to, counts=counts,
        rule=Rule(),
    )  # fmt: skip


def test_what_is_hidden_stands_nowhere_in_the_clear(cast: Cast) -> None:
    with walls(cast.every_wall):
        one = told(cast, uuid4(), races(black=4217, white=813, asian=7))
        kept = FigureRelease.objects.unrestricted(Reason.COUNTING).get(pk=one.pk)
    clear = json.dumps(kept.cells)
    assert "4217" in clear or "5037" in clear
    assert [number for number in ("813", "7,", " 7}") if number in clear] == []
    assert b"813" not in bytes(kept.sealed)


def test_two_tables_are_judged_together_and_two_things_are_not(cast: Cast) -> None:
    """Alone the second would be told whole; after the first it is not."""
    about, spring = uuid4(), races(black=120, white=80, asian=12)
    with walls(cast.every_wall):
        told(cast, about, races(black=120, white=80, asian=9))
        again = look_at(wall=cast.network.wall_id, about=about, moment="2027-03-01", counts=spring, rule=Rule())
        other = look_at(wall=cast.network.wall_id, about=uuid4(), moment="2027-03-01", counts=spring, rule=Rule())
    assert again.hidden == {ASIAN, WHITE}
    assert not other.hidden


def test_whom_it_was_told_makes_no_difference(cast: Cast) -> None:
    """A narrow table and then a wide one: the few who saw the first see the second too."""
    about = uuid4()
    with walls(cast.every_wall):
        told(cast, about, races(black=120, white=80, asian=9), to="team")
        wide = told(cast, about, races(black=120, white=80, asian=12), moment="2027-03-01", to="public")
    assert sum(one["people"] is None for one in wide.cells) == 2


def test_the_page_has_the_newest_of_each_day(cast: Cast) -> None:
    about = uuid4()
    with walls(cast.every_wall):
        told(cast, about, races(black=120, white=80), moment="2027-03-01")
        told(cast, about, races(black=120, white=81))
        told(cast, about, races(black=120, white=85))
        tables = tables_of(cast.network.wall_id, about)
    assert [(one.moment, one.told[EVERYBODY].people) for one in tables] == [("2026-11-20", 205), ("2027-03-01", 200)]


def test_nobody_changes_or_removes_what_was_told(cast: Cast) -> None:
    with walls(cast.every_wall):
        one = told(cast, uuid4(), races(black=120, white=80))
        for sql in ("UPDATE commons_figurerelease SET told_to = 'public'", "DELETE FROM commons_figurerelease"):
            with (
                pytest.raises(DatabaseError, match="permission denied"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(sql)
        assert FigureRelease.objects.unrestricted(Reason.COUNTING).filter(pk=one.pk).exists()


def test_behind_a_closed_wall_there_is_nothing(cast: Cast) -> None:
    about = uuid4()
    with walls(cast.every_wall):
        told(cast, about, races(black=120, white=80))
    with walls({cast.brier_wall.pk}):
        assert tables_of(cast.network.wall_id, about) == []
