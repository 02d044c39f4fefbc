"""A conversation of the cast's, and files in a store of its own."""

from pathlib import Path

import pytest
from tests.cast import Cast

from pergola.commons.models import Artifact
from pergola.talk.actions import start_conversation
from pergola.walls.opening import walls


@pytest.fixture
def asked(cast: Cast) -> Artifact:
    with walls(cast.every_wall):
        return start_conversation(by=cast.member, space=cast.talk, title="How do you sit in pairs?", body="")


@pytest.fixture
def kept(files_of_their_own: Path, cast: Cast) -> "Kept":
    return Kept(files_of_their_own / str(cast.alder_wall.pk))


class Kept:
    """What lies in Alder Valley's folder now."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.before = set(self.everything())

    def everything(self) -> list[Path]:
        return sorted(one for one in self.folder.rglob("*") if one.is_file()) if self.folder.exists() else []

    @property
    def new(self) -> list[Path]:
        return [one for one in self.everything() if one not in self.before]
