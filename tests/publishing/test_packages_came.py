"""What came of a package: what changed nothing first, the newest next, and never more than fit on a page."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from tests.cast import Cast
from tests.publishing.stories import Story, told
from tests.publishing.test_packages import begin, package

from pergola.commons.models import Artifact
from pergola.kernel.clock import now
from pergola.publishing.adopted import MOST_FOUND, adopted
from pergola.publishing.models import Edition, PackageAdoption
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason


@pytest.fixture
def story(cast: Cast) -> Story:
    return told(cast)


def came(
    package: Edition, idea: object, finding: str, *, days: int = 0, version: int = 1, lesson: UUID | None = None
) -> str:
    """A lesson that rests on a cycle of this idea, published so many days ago."""
    title = f"{finding}, {days} days ago, version {version}"
    Edition.objects.create(
        title=title, wall_id=package.wall_id, audience=package.audience, made_by=package.made_by,
        lesson_ref=lesson or uuid4(), network_ref=package.network_ref, network_name="Elsewhere", version=version,
        form="lesson", finding=finding, dek="", made=now() - timedelta(days=days),
        content={"claims": [{"chain": {"evidence": [{"idea": ""}, {"idea": str(idea)}]}}]},
    )  # fmt: skip
    return title


def test_what_changed_nothing_stands_first_whatever_the_others_are_called(story: Story) -> None:
    edition = package(story)
    cast = story.cast
    begin(story, cast.brier_team, cast.every_wall, edition, cast.team_lead_b)
    with walls(cast.every_wall):
        idea = PackageAdoption.objects.get().idea_ref
        told = [came(edition, idea, one, days=days) for days, one in enumerate(("change", "unclear", "none", "none"))]
        came(edition, uuid4(), "none")
        found = [one.title for one in adopted(edition, cast.visitor).found]
    assert found == [told[2], told[3], told[0], told[1]]


def test_only_the_newest_version_that_is_shown_stands_there(story: Story) -> None:
    edition = package(story)
    cast = story.cast
    begin(story, cast.brier_team, cast.every_wall, edition, cast.team_lead_b)
    lesson = uuid4()
    with walls(cast.every_wall):
        idea = PackageAdoption.objects.get().idea_ref
        came(edition, idea, "none", lesson=lesson)
        second = came(edition, idea, "none", lesson=lesson, version=2)
        third = came(edition, uuid4(), "none", lesson=lesson, version=3)
        assert adopted(edition, cast.visitor).found == (), "its newest version rests on it no more"
        Artifact.objects.unrestricted(Reason.COUNTING).filter(title=third).update(
            removed=now(), removed_by=story.writer
        )
        assert [one.title for one in adopted(edition, cast.visitor).found] == [second]


def test_no_more_are_read_than_fit_on_a_page(story: Story) -> None:
    edition = package(story)
    cast = story.cast
    begin(story, cast.brier_team, cast.every_wall, edition, cast.team_lead_b)
    with walls(cast.every_wall):
        idea = PackageAdoption.objects.get().idea_ref
        for days in range(MOST_FOUND + 1):
            came(edition, idea, "change", days=days)
        first = came(edition, idea, "none", days=90)
        found = [one.title for one in adopted(edition, cast.visitor).found]
    assert len(found) == MOST_FOUND
    assert found[0] == first
