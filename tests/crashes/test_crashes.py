"""Killed with -9 while people write: what was acknowledged is there, once. A hundred times: `pergola bench crashes`."""

import sys
from collections.abc import Iterator

import pytest
from tests.crashes.house import KINDS, House, a_house
from tests.crashes.shaking import Shaking

TWICE = """
    INSERT INTO talk_post (id, artifact_id, wall_id, audience_id, by_id, body, said, revision)
    SELECT gen_random_uuid(), artifact_id, wall_id, audience_id, by_id, body, said, revision
    FROM talk_post WHERE body = 'post number 1'
"""


@pytest.fixture
def house() -> Iterator[House]:
    with a_house() as made:
        yield made


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="parts are found by /proc")
def test_nothing_acknowledged_is_lost_and_nothing_is_doubled(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    things = house.settle()
    house.start()
    shaking = Shaking(house, things)
    figures = shaking.shake(len(KINDS) + 1)
    with capsys.disabled():
        sys.stdout.write(f"\nCrashes: {figures}\n")
    assert [figures[one] for one in ("lost", "doubled", "torn_imports", "files_without_their_bytes", "refused")] == [
        0,
        0,
        0,
        0,
        [],
    ]
    assert figures["kills"] == len(KINDS) + 1
    assert all(one.acknowledged for one in shaking.writers.values())

    # The ledger has teeth: what is taken away is missed, and what is there twice is seen.
    with house.asked_by_the_owner() as owner:
        owner.execute("DELETE FROM talk_post WHERE body = 'post number 0'")
        owner.execute("DELETE FROM inquiry_observation WHERE id = (SELECT min(id) FROM inquiry_observation)")
        owner.execute(TWICE)
    shaken = shaking.figures(0)
    assert (shaken["lost"], shaken["torn_imports"], shaken["doubled"]) == (2, 1, 2)
