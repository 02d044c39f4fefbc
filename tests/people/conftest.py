"""Nobody has tried yet; and where nothing is said of hashing, it is quick."""

import pytest
from django.conf import LazySettings
from django.core.cache import cache


@pytest.fixture
def quick(settings: LazySettings, db: None) -> None:
    """A fresh count of guesses, and a hash that takes no time: these stories are about what comes after it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
