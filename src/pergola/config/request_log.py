"""One line for each request: its number, its route by name, how it ended, how long it took, how many questions to the database."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponseBase

from pergola.config.logs import request_id
from pergola.kernel.ids import new_id

log = logging.getLogger("pergola.request")

QUIET = ("/healthz/",)


class RequestLog:
    """The first middleware: what lies inside is measured. The route’s name is told, never the address asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token, began, asked = request_id.set(new_id().hex), time.monotonic(), Count()
        try:
            with connection.execute_wrapper(asked):
                answer = self.get_response(request)
            self._tell(request, answer.status_code, time.monotonic() - began, asked.number)
        finally:
            request_id.reset(token)
        return answer

    def _tell(self, request: HttpRequest, status: int, seconds: float, queries: int) -> None:
        match = request.resolver_match
        if match is None and request.path_info.startswith((settings.STATIC_URL, *QUIET)):
            return
        told = {
            "route": (match.view_name if match else "") or "none",
            "method": request.method if request.method in METHODS else "other",
            "status": status,
            "ms": round(seconds * 1000),
            "queries": queries,
        }
        log.log(logging.ERROR if status >= 500 else logging.INFO, "answered", extra=told)


METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Count:
    """Counts questions as they pass."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute: Callable[..., Any], *words: Any) -> Any:
        self.number += 1
        return execute(*words)
