"""Is it alive, is it ready: asked by whoever keeps processes going or sends visitors to them.

Answered before hosts, sessions and walls are looked at, so that a database that is down does not make a living process
look dead. A stranger learns one word; the reason is in the log.
"""

import functools
import logging
from collections.abc import Callable

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed

from pergola.config import ready
from pergola.walls import inspection

log = logging.getLogger("pergola.health")

LIVE, READY = "/healthz/live", "/healthz/ready"


class Health:
    """Answers the two addresses; everything else goes on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info not in {LIVE, READY}:
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if request.path_info == LIVE:
            return word("live", 200)
        reason = not_ready()
        if reason:
            log.warning("not ready: %s", reason)
            return word("not ready", 503)
        return word("ready", 200)


def word(says: str, status: int) -> HttpResponse:
    return HttpResponse(f"{says}\n", status=status, content_type="text/plain", headers={"Cache-Control": "no-store"})


def not_ready() -> str:
    """Why no visitor should be sent here, in words that name no row; empty if they may come."""
    if ready.unreachable() is not None:
        return "the database does not answer"
    try:
        applied = set(MigrationRecorder(connection).applied_migrations())
        if known_migrations() - applied:
            return "migrations are pending"
        if inspection.problems(connection):
            return "the app role is not held by the walls"
    except DatabaseError:
        return "the database does not do what it is asked"
    return ""


@functools.cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """Every migration this version brings, read from its files once."""
    loader = MigrationLoader(None)
    return frozenset(loader.disk_migrations or {})
