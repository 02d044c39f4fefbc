"""What time it is, asked in one place, so that a story can be told on the day it happened."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """The present moment, with its time zone; or the moment `at` has set."""
    return _told.get() or timezone.now()


def today() -> date:
    """The present day in the installation's time zone."""
    return timezone.localtime(now()).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let acts inside this block happen at `moment` (the sample's history and tests use it)."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)
