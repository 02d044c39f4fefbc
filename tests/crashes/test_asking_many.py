"""The worker is killed with -9 while thousands are asked: everybody is asked, and nobody twice.

Minutes, not seconds: a dead worker’s job is taken up once it has given no sign for a minute.
"""

import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from tests.crashes.house import ROOT, House, a_house

MANY, KILLS, PATIENCE = 2_000, 2, 480.0
BEGIN = f"""
from pergola.config import ready
ready.django_()
with ready.database():
    ready.tables()
    from django.db import transaction
    from tests.cast import gather_cast
    from pergola.instruments.actions import ask_who_would_join
    from pergola.instruments.models import Asking
    from pergola.people.models import Person, WallMember
    from pergola.walls.opening import walls
    with transaction.atomic():
        cast = gather_cast()
        people = Person.objects.bulk_create([Person(name=f"Teacher {{n}}") for n in range({MANY})], batch_size=1000)
        WallMember.objects.bulk_create([WallMember(wall=cast.alder_wall, person=one) for one in people], batch_size=1000)
        with walls(cast.every_wall):
            ask_who_would_join(
                by=cast.lead_a, wall=cast.alder_wall, question="Which?", choices=["Talk", "Reading"], of=Asking.Of.TEACHERS
            )
"""
ASKED = "SELECT count(*), count(DISTINCT person_id) FROM instruments_ticket"
BEHIND = (
    "SELECT count(*) FROM people_wallmember m JOIN systems_schoolsystem s USING (wall_id) WHERE s.slug = 'alder-valley'"
)
TOLD = "SELECT count(*), count(DISTINCT person_id) FROM talk_notice WHERE kind = 'poll'"
WRITTEN = "SELECT count(*), count(DISTINCT about) FROM commons_letter WHERE kind = 'pulse'"


@pytest.fixture
def house() -> Iterator[House]:
    with a_house() as made:
        yield made


def counted(house: House, query: str) -> tuple[int, ...]:
    with house.asked_by_the_owner() as owner:
        found = owner.execute(query.encode()).fetchone()
        assert found is not None
        return tuple(found)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="parts are found by /proc")
def test_a_killed_worker_loses_and_doubles_nobody(house: House) -> None:
    done = subprocess.run([sys.executable, "-c", BEGIN], env=house.environ, cwd=ROOT, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    house.start()
    (everybody,) = counted(house, BEHIND)
    patience, kills, seen = time.monotonic() + PATIENCE, 0, 0
    while (asked := counted(house, ASKED))[0] < everybody and time.monotonic() < patience:
        if asked[0] > seen and kills < KILLS:
            house.kill("worker")
            kills, seen = kills + 1, asked[0]
        time.sleep(0.05)
    assert kills == KILLS, "it was over before it could be killed"
    assert counted(house, ASKED) == (everybody, everybody)
    assert counted(house, TOLD) == (everybody - 1, everybody - 1), "the lead who asks is not told"
    assert counted(house, WRITTEN) == (everybody - 1, everybody - 1)
