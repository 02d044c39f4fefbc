"""Lock 2: with no wall open there is nothing; with one open there is that and nothing else."""

import pytest
from django.db import IntegrityError, connection, transaction
from tests.cast import Cast

from pergola.people.models import walls_of
from pergola.spaces.models import Community, Membership, Network
from pergola.walls.inspection import problems, walled_tables
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason


def test_no_wall_open_shows_no_row(cast: Cast) -> None:
    assert list(Community.objects.unrestricted(Reason.COUNTING)) == []
    assert list(Network.objects.unrestricted(Reason.COUNTING)) == []


def test_one_wall_open_shows_that_wall_only(cast: Cast) -> None:
    with walls([cast.alder_wall.pk]):
        assert set(Community.objects.all()) == {cast.talk, cast.seats}
    with walls([cast.brier_wall.pk]):
        assert list(Community.objects.all()) == []


def test_the_outer_walls_come_back_after_a_nested_block_and_after_a_rollback(cast: Cast) -> None:
    with walls([cast.alder_wall.pk]):
        with walls([cast.brier_wall.pk]):
            assert Community.objects.count() == 0
        assert Community.objects.count() == 2
        with pytest.raises(ZeroDivisionError), walls([cast.brier_wall.pk]):
            1 / 0  # noqa: B018
        assert Community.objects.count() == 2


def test_a_member_of_a_community_must_be_behind_its_wall(cast: Cast) -> None:
    with walls(cast.every_wall), pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(community=cast.talk, person=cast.outsider, joined="2026-01-01T00:00Z")


def test_the_walls_of_a_person_are_theirs_and_the_public_one(cast: Cast) -> None:
    assert set(walls_of(cast.team_lead)) == {1, cast.alder_wall.pk, cast.network.wall_id}
    assert walls_of(cast.visitor) == [1]


def test_every_table_with_a_wall_is_held_by_the_one_policy(db: None) -> None:
    assert problems(connection) == []
    assert len(walled_tables(connection)) >= 25
