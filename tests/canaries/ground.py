"""The matrix's stage, every text of it marked; struck afterwards."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.test import override_settings
from tests.canaries.marks import Marks
from tests.matrix.stage import Stage, set_stage

from pergola.walls.inspection import walled_tables
from pergola.walls.models import Wall
from pergola.walls.opening import walls

QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # how a password is hashed is not what is asked here
LETTERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}


@contextmanager
def marked_stage() -> Iterator[tuple[Stage, Marks]]:
    """The caller lets the database be used."""
    shown = override_settings(
        ROOT_URLCONF="tests.matrix.urls", DEMO=True, OPEN_SIGN_UP=True, PASSWORD_HASHERS=QUICK, MAILERS=LETTERS
    )
    log, marks = logging.getLogger("django.request"), Marks()
    before, log.disabled = log.disabled, True
    try:
        with shown, transaction.atomic():
            with marks.planting():
                stage = set_stage()
            with walls(Wall.objects.values_list("pk", flat=True)):
                marks.fill()
                marks.note_published(walled_tables(connection))
            for one in stage.identities.values():
                one.refresh_from_db()
            yield stage, marks
            transaction.set_rollback(True)
    finally:
        log.disabled = before
