"""The first run: an installation in which nobody is operator yet, and the secret that lets the right person begin.

The secret is not kept anywhere: it follows from the installation's own key, so that `serve`, which prints it, and the page
know the same one. Once somebody is operator it opens nothing.
"""

import base64
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from pergola.people.models import Person
from pergola.walls.reasons import Reason

LETTERS = 20


def secret() -> str:
    """Five groups of four letters and figures: a hundred bits."""
    digest = salted_hmac("pergola.gather.first", "the first operator", algorithm="sha256").digest()
    drawn = base64.b32encode(digest).decode().lower()[:LETTERS]
    return "-".join(drawn[at : at + 4] for at in range(0, LETTERS, 4))


def is_the_secret(given: str) -> bool:
    """As it was printed, or as people write it: in capitals, with spaces or without the dashes."""
    plain = "".join(given.split()).replace("-", "").lower()
    return constant_time_compare(plain, secret().replace("-", ""))


def somebody_operates() -> bool:
    return Person.objects.unrestricted(Reason.SIGN_IN).filter(is_operator=True, erased=None).exists()


class LeadToFirst:
    """While nobody is operator every page leads to the first one. Only where `serve` found it so at its start."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.FIRST_RUN:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.over = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.over:
            self.over = somebody_operates()
        there = reverse("gather:first")
        if self.over or request.path_info == there:
            return self.get_response(request)
        return redirect(there)
