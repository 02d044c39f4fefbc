"""Nobody is told what is another district's, by any answer. A share of the crawl, the same each time; whole: `pergola bench canaries`."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker
from tests.canaries.crawl import Crawl
from tests.canaries.ground import marked_stage
from tests.canaries.marks import Marks
from tests.matrix.asking import Asking
from tests.matrix.routes import every_route
from tests.matrix.stage import Stage
from tests.roles import two_roles

from pergola.commons.models.artifact import Readable

SHARE = 65
"""Of a thousand: four thousand answers, two minutes. `pergola bench canaries` asks for all, or for whichever share one names."""
LEAST_ANSWERS = 3_500


pytestmark = pytest.mark.slow


@dataclass
class Ground:
    stage: Stage
    marks: Marks
    asking: Asking
    become: Callable[[str], None]

    def crawl(self, share: float = SHARE) -> Crawl:
        return Crawl(self.stage, self.asking, self.marks, share)


@pytest.fixture(scope="module")
def ground(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Ground]:
    with django_db_blocker.unblock(), two_roles() as become, marked_stage() as (stage, marks):
        yield Ground(stage, marks, Asking.of(stage), become)


def test_nobody_is_told_what_is_anothers(ground: Ground, capsys: pytest.CaptureFixture[str]) -> None:
    crawl = ground.crawl().everything()
    figures = crawl.figures()
    with capsys.disabled():
        sys.stdout.write(f"\nCanaries: {figures}\n")
    assert crawl.leaks == []
    assert crawl.answers.total() >= LEAST_ANSWERS
    assert crawl.answers["letters"] > 0
    # It would have been told if it could be: nearly every kind of text was met by those who may read it.
    assert len(crawl.seen) >= len(ground.marks.known) // 3
    assert int(str(figures["columns_met_by_those_who_may"])) >= int(str(figures["columns"])) * 0.8


def look_at(crawl: Crawl, route: str, *actors: str) -> list[str]:
    """Everything at this route, by these."""
    for actor in actors:
        for path in crawl.addresses(route, every_route()[route]):
            crawl.get(actor, path)
    return crawl.leaks


def open_door(self: Any, person: object) -> Any:
    return self._of_kind()


def test_a_door_that_lets_everybody_in_is_noticed(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind one's own wall: what another audience of the same district is told."""
    assert look_at(ground.crawl(1000), "talk:conversation", "member") == []
    monkeypatch.setattr(Readable, "visible_to", open_door)
    leaks = look_at(ground.crawl(1000), "talk:conversation", "member")
    assert any(one.startswith("member is told commons.Artifact.title") for one in leaks)


def test_a_policy_that_is_dropped_is_noticed_once_the_door_fails_too(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two locks: with the door open alone nobody sees another district; with the policy dropped as well they do."""
    monkeypatch.setattr(Readable, "visible_to", open_door)
    alone = look_at(ground.crawl(1000), "talk:conversation", "person of another system")
    assert not [one for one in alone if "commons.Artifact" in one]
    with transaction.atomic():
        ground.become("owner")
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER POLICY wall ON commons_artifact USING (true) WITH CHECK (true)")
            cursor.execute("ALTER POLICY wall ON spaces_audience USING (true) WITH CHECK (true)")
        ground.become("app")
        leaks = look_at(ground.crawl(1000), "talk:conversation", "person of another system")
        transaction.set_rollback(True)
    ground.become("app")
    assert any("is told commons.Artifact.title" in one for one in leaks)
