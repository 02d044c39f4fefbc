"""Mails of a pulse wait for the end of quiet hours: it is noon, on a Wednesday."""

from typing import Any

import pytest
from tests.talk.telling import NOON

from pergola.kernel.clock import at


@pytest.fixture
def at_noon() -> Any:
    with at(NOON):
        yield
