"""Which files belong to a backup, and which are lost."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from pergola.commons.files.keeping import store
from pergola.config.backup import files


def test_what_the_worker_lets_go_meanwhile_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([{"2/old", "2/lost"}, {"2/lost"}])
    monkeypatch.setattr(files, "named", lambda: next(answers))
    assert files.lost(tmp_path) == {"2/lost"}


def test_files_are_looked_for_where_pergola_keeps_them(tmp_path: Path) -> None:
    assert files.directory() == Path(store().path(""))
    assert files.directory(tmp_path) == tmp_path
    another = {"files": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    with override_settings(STORAGES=settings.STORAGES | another):
        assert files.directory() is None
