"""Asking somebody to sign in first, where what they want is a deed and not a thing."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse

from pergola.people.middleware import PersonRequest


def signed_in[**P](
    view: Callable[Concatenate[PersonRequest, P], HttpResponse],
) -> Callable[Concatenate[PersonRequest, P], HttpResponse]:
    """A Visitor is asked to sign in and comes back here; nothing is said of what is behind."""

    def asked(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.person.is_visitor:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    update_wrapper(asked, view)
    return asked
