"""The day on which notices are told."""

from typing import Any

import pytest
from tests.talk.telling import NOON

from pergola.kernel.clock import at


@pytest.fixture
def at_noon() -> Any:
    with at(NOON):
        yield
