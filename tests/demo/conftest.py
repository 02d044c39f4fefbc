"""The whole demo, loaded once for these tests as the app role, and undone after them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker
from tests.together import nobody_there

from pergola.demo import invented, published
from pergola.demo.gathering import OPERATOR
from pergola.kernel.clock import at
from pergola.people.models import Person

LOADED = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
"""A Monday after lunch: the story was written around the Friday before."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each of these loads the whole sample."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="module", autouse=True)
def a_first_day(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The sample is loaded where nobody is yet: it has a network and systems of the same names as the cast’s."""
    with django_db_blocker.unblock(), nobody_there():
        yield


@pytest.fixture(scope="module")
def demo(a_first_day: None, django_db_blocker: DjangoDbBlocker) -> Iterator[float]:
    """Both halves, as of that Monday; how many seconds it took."""
    with django_db_blocker.unblock(), transaction.atomic(), at(LOADED):
        began = monotonic()
        invented.load()
        published.load(by=Person.objects.get(name=OPERATOR))
        yield monotonic() - began
        transaction.set_rollback(True)
