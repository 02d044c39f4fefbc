"""How much may be sent at one go, asked before any of it is read: what is too much never reaches the disk."""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse

MOST: Final = "largest_body"
"""The attribute of a view that says how many bytes it takes in."""


def takes_files[F: Callable[..., HttpResponse]](most: int) -> Callable[[F], F]:
    """This view takes files: so many bytes may be sent to it at one go, by somebody who is signed in."""

    def declared(view: F) -> F:
        setattr(view, MOST, most)
        return view

    return declared


class NotTooLarge:
    """Refuse by what the request says of its length. Stands before whatever reads a form, the guard of forms first of all.

    A form is as large as `DATA_UPLOAD_MAX_MEMORY_SIZE`; a file is larger, so a view that takes files says so. A body that
    does not say how long it is (in chunks) is taken by no view.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> None:
        if request.META.get("HTTP_TRANSFER_ENCODING") or _length(request) > _most(request, view):
            raise RequestDataTooBig("More was sent than this page takes.")


def _length(request: HttpRequest) -> int:
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isdecimal() else 0


def _most(request: HttpRequest, view: Any) -> int:
    usual = int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)
    user = getattr(request, "user", None)
    return max(usual, getattr(view, MOST, 0)) if user is not None and user.is_authenticated else usual
