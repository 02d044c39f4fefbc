"""Asking somebody to sign in first, where what they want is a deed and not a thing."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme

from pergola.people.middleware import PersonRequest


def signed_in[**P, R: HttpResponseBase](
    view: Callable[Concatenate[PersonRequest, P], R],
) -> Callable[Concatenate[PersonRequest, P], R | HttpResponse]:
    """A Visitor is asked to sign in and comes back here; nothing is said of what is behind."""

    def asked(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> R | HttpResponse:
        if request.person.is_visitor:
            return to_sign_in(request)
        return view(request, *args, **kwargs)

    update_wrapper(asked, view)
    return asked


def to_sign_in(request: PersonRequest) -> HttpResponse:
    """The way to sign in, and back to the page one was on: an address that only takes forms is no page to come back to.

    A piece of a page that htmx has asked for cannot hold it: the whole page goes there.
    """
    way = redirect_to_login(page_of(request) if request.method == "POST" else request.get_full_path())
    return HttpResponse(headers={"HX-Redirect": way.url}) if request.headers.get("HX-Request") else way


def page_of(request: PersonRequest) -> str:
    """The page of ours from which this form was sent; where no browser says, the address it was sent to."""
    said = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    if not url_has_allowed_host_and_scheme(said, {request.get_host()}):
        return request.get_full_path()
    page = urlsplit(said)
    return f"{page.path}?{page.query}" if page.query else page.path
