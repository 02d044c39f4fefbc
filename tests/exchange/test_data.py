"""Bundles that others publish, read as they are."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.cast import Cast
from tests.exchange.test_importing import lines

from pergola.exchange.importing import import_bundle
from pergola.kernel.clock import at
from pergola.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.data]
WHILE_THEY_WORKED = datetime(2025, 3, 1, 12, tzinfo=UTC)


def test_a_vendors_1_2_bundle(cast: Cast, data: Callable[[str], Path]) -> None:
    path = data("formats/oneroster/catalyst/v1p2_full_dataset.zip")
    with at(WHILE_THEY_WORKED):
        report = import_bundle(path, system=cast.alder, by=None)
        again = import_bundle(path, system=cast.alder, by=None)
    assert (report.refusal, report.version, report.people.added, report.students) == ("", "1.2", 3, 3)
    assert {line[0]: line[2:4] for line in lines(cast).values()} == {
        "John Doe": ("teacher", "org-sch-222-456"),
        "Tom Paulsy": ("siteAdministrator", "org-sch-222-456"),
        "Jim Smith": ("teacher", "org-sch-222-456"),
    }
    assert (report.orgs.added, again.changes_something, again.people.unchanged) == (1, False, 3)
    assert any(one.column == "parentSourcedId" for one in report.problems), (
        "its only organisation stands under one that is not there"
    )
    assert any("password" in sentence for sentence in report.warnings)
    assert set(report.skipped) == {"academicSessions.csv", "classes.csv", "enrollments.csv", "userprofiles.csv"}


def test_the_same_a_year_later_when_every_role_has_ended(cast: Cast, data: Callable[[str], Path]) -> None:
    report = import_bundle(data("formats/oneroster/catalyst/v1p2_full_dataset.zip"), system=cast.alder, by=None)
    assert report.refusal.startswith("Not one member of staff could be taken")
    assert (report.students, report.no_role) == (3, 3)


def test_a_1_1_folder_with_students_only(cast: Cast, data: Callable[[str], Path]) -> None:
    before = Person.objects.count()
    report = import_bundle(data("formats/oneroster/oat-v1p1-base"), system=cast.alder, by=None)
    assert report.refusal.startswith("Not one member of staff could be taken")
    assert (report.version, report.students, report.problems[:1]) == ("1.1", 2, [])
    assert (lines(cast), Person.objects.count()) == ({}, before)
