"""Who is asking, and the walls that open for the time of one request."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from pergola.people.models import Asker, Identity, Visitor, walls_of
from pergola.walls.opening import walls


class PersonRequest(HttpRequest):
    """A request as our views get it: `person` is a Person or a Visitor, and their walls are open."""

    user: Identity | AnonymousUser
    person: Asker


def open_for_person(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: set `request.person` from the signed-in identity and open that person's walls."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:  # forces the lazy user once
            person: Asker = user.person
        else:
            person = Visitor()
        setattr(request, "person", person)  # noqa: B010 - HttpRequest does not declare it; PersonRequest does
        with walls(walls_of(person)):
            return get_response(request)

    return middleware
