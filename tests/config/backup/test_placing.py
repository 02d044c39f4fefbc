"""Files that come back: where they may lie, and whether there is room."""

import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from pergola.config.backup import placing
from pergola.config.backup.tools import BackupProblem


def test_without_room_nothing_is_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(9e9, 1e9, 5_000_000))
    placing.must_have_room([(tmp_path, 2_000_000), (tmp_path / "not" / "there", 3_000_000)])
    with pytest.raises(BackupProblem, match="has 5 MB left, and 6 MB are coming: make room"):
        placing.must_have_room([(tmp_path, 3_000_000), (tmp_path / "not" / "there", 3_000_000)])


def test_where_no_folder_can_be_put_in_place_it_says_so_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert placing.must_be_empty(tmp_path / "link", 3) == tmp_path / "real"
    with pytest.raises(BackupProblem, match="holds 3 files: say where"):
        placing.must_be_empty(None, 3)
    with pytest.raises(BackupProblem, match="is not empty: name a directory"):
        placing.must_be_empty(tmp_path, 3)
    monkeypatch.setattr(Path, "is_mount", lambda _path: True)
    with pytest.raises(BackupProblem, match="is a disk of its own: name a folder in it"):
        placing.must_be_empty(tmp_path / "new", 3)
