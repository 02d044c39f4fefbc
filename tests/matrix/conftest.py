"""The stage is set once a module and struck afterwards: nothing of it is ever committed."""

import logging
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker
from tests.matrix.asking import Asking
from tests.matrix.stage import Stage, set_stage


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """An installation with the demo’s addresses and open sign-up, so that every route is there."""
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # how a password is hashed is not what is asked here
    shown = override_settings(ROOT_URLCONF="tests.matrix.urls", DEMO=True, OPEN_SIGN_UP=True, PASSWORD_HASHERS=quick)
    log = logging.getLogger("django.request")  # thousands of refusals are what is asked for here
    before, log.disabled = log.disabled, True
    with django_db_blocker.unblock(), shown, transaction.atomic():
        yield set_stage()
        transaction.set_rollback(True)
    log.disabled = before


@pytest.fixture(scope="module")
def ask(stage: Stage) -> Asking:
    """Each of the thirteen, signed in."""
    return Asking.of(stage)
