"""A letter goes at once here (how it goes: tests/commons/test_outbox.py). Nobody has tried yet; and where nothing is said of hashing, it is quick."""

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from tests.posting import at_once


@pytest.fixture
def quick(settings: LazySettings, db: None) -> None:
    """A fresh count of guesses, and a hash that takes no time: these stories are about what comes after it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


@pytest.fixture(autouse=True)
def letters_go_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pergola.commons.outbox.ask_worker", at_once)
