"""A view that raises leaves nothing half-written, whatever it raises."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import Person

NAME = "Half written"


def _raising(error: Exception | None) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        Person.objects.create(name=NAME)
        if error is not None:
            raise error
        return HttpResponse("done")

    return view


handler403 = "pergola.kernel.views.refusals.not_allowed"
handler404 = "pergola.kernel.views.refusals.not_found"
handler500 = "pergola.kernel.views.refusals.broken"
urlpatterns = [
    path("missing/", _raising(Http404())),
    path("forbidden/", _raising(PermissionDenied())),
    path("refused/", _raising(Refusal("It is full."))),
    path("denied/", _raising(NotAllowed("Not yours."))),
    path("fault/", _raising(ZeroDivisionError())),
    path("done/", _raising(None)),
]


@pytest.mark.django_db(transaction=False)
@pytest.mark.parametrize(
    ("address", "status", "rows"),
    [
        ("missing", 404, 0),
        ("forbidden", 403, 0),
        ("refused", 422, 0),
        ("denied", 403, 0),
        ("fault", 500, 0),
        ("done", 200, 1),
    ],
)
@override_settings(ROOT_URLCONF=__name__, DEBUG=False)
def test_nothing_half_written_stays(client: Client, address: str, status: int, rows: int) -> None:
    client.raise_request_exception = False
    answer = client.get(f"/{address}/")
    assert answer.status_code == status
    assert ("It is full." in answer.text) == (address == "refused"), "a refusal is answered with its sentence"
    assert Person.objects.filter(name=NAME).count() == rows


def test_nothing_stands_between_the_walls_and_the_view() -> None:
    assert settings.MIDDLEWARE[-1] == "pergola.people.middleware.OpenForPerson"
