"""A directory the database's own user may enter, also when the tests run as root."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pergola.config.embedded import Server


@pytest.fixture
def ground() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="pergola-test-"))
    made.chmod(0o755)
    yield made
    for data in made.rglob("postmaster.pid"):
        Server(data.parent.parent).stop(whatever=True)
    shutil.rmtree(made, ignore_errors=True)
