"""The pages for what cannot be shown. No database, no context of the page: they must work when nothing else does.

Missing and forbidden give the same bytes to one person, so that nobody can learn what exists by asking for it. Whoever is signed in
gets the navigation of every page with them, from what the request knows of them already; nobody else does, and no question is asked.
"""

import logging
import sys
from typing import Any
from urllib.parse import urlsplit

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.module_loading import import_string
from psycopg_pool import PoolTimeout

log = logging.getLogger("pergola.refusals")
SHELL: list[str] = []


def declare_shell(named: str) -> None:
    """Called once: the function that says where one can go from here, as a dotted name, since models are not there yet
    when apps get ready. What it says must need no query."""
    SHELL[:] = [named]


def drawn(request: HttpRequest, template: str, **more: Any) -> str:
    """Such a page, with the ways on of whoever is signed in. Where they cannot be told, the page comes without them."""
    try:
        ways: dict[str, Any] = import_string(SHELL[0])(request) if SHELL else {}
    except Exception:  # whatever broke the page may have broken this; the page must still come
        log.exception("no navigation for a page that cannot be shown")
        ways = {}
    return render_to_string(template, {**ways, **more})


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler404."""
    asking = getattr(request, "person", None)
    return HttpResponse(drawn(request, "404.html", visitor=asking is None or asking.is_visitor), status=404)


def not_allowed(request: HttpRequest, exception: Exception | None = None, *, whose: str = "") -> HttpResponse:
    """handler403: for somebody who may see the thing and not do this to it. `whose`: a sentence that says whose it is, and how to ask."""
    return HttpResponse(drawn(request, "403.html", whose=whose), status=403)


def not_readable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400."""
    return HttpResponse(drawn(request, "400.html"), status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """handler500. A database that went away is no fault of the page: it says so, and when to come back."""
    if isinstance(sys.exception(), OperationalError | InterfaceError | PoolTimeout):
        return away(request)
    return HttpResponse(drawn(request, "500.html"), status=500)


def away(request: HttpRequest) -> HttpResponse:
    """While the server is being looked after."""
    response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = "30"
    return response


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW. `reason` is for the log, which Django writes; people get a way on. Whoever is signed out by now signs in
    first, and comes back to the page they sent it from, where their own browser says which."""
    asking = getattr(request, "person", None)
    page = {"visitor": asking is None or asking.is_visitor, "back": _page_before(request)}
    return HttpResponse(drawn(request, "403_csrf.html", **page), status=403)


def _page_before(request: HttpRequest) -> str:
    """The page of ours the form stood on; nothing where it is not told, or is elsewhere."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    return came_from.path if came_from.netloc == request.get_host() and came_from.path.startswith("/") else ""
