"""Who is asking, and the walls that open for the time of one request."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from pergola.kernel.afterwards import Afterwards
from pergola.kernel.errors import Refusal
from pergola.kernel.views.refusals import drawn
from pergola.people.models import Asker, Identity, Visitor, WallMember
from pergola.people.sessions import note_seen
from pergola.people.standing import standing_with
from pergola.walls.models import PUBLIC_WALL
from pergola.walls.opening import walls


class PersonRequest(HttpRequest):
    """A request as our views get it: `person` is a Person or a Visitor, and their walls are open."""

    user: Identity | AnonymousUser
    person: Asker
    standing: list[WallMember]
    """Behind which walls this person is, and in which role; each with its wall. Empty for a Visitor."""


class OpenForPerson:
    """Set `request.person` from the signed-in identity, and open that person's walls in the request's one transaction.

    The transaction is the request's: an exception in the view (a 404, a refusal, a fault) rolls all of it back. That is
    what ATOMIC_REQUESTS is for, without its two round trips for a savepoint inside ours (docs/decisions/0003).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = getattr(request, "user", None)
        known = user if user is not None and user.is_authenticated else None
        person: Asker = known.person if known is not None else Visitor()
        standing = standing_with(known) if known is not None else []
        request.person, request.standing = person, standing  # type: ignore[attr-defined]  # PersonRequest declares them
        theirs = [PUBLIC_WALL, *(one.wall_id for one in standing)]
        with walls(theirs):
            answer = self.get_response(request)
        if isinstance(answer, Afterwards):
            made = _alone(answer)
            with walls(theirs):
                answer = answer.answer(made)
        if not person.is_visitor:  # what somebody saw is kept by no cache, nor by the next one at a shared computer
            patch_cache_control(answer, private=True, no_store=True)
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Called when a view raises: nothing half-written stays. A refusal that no form could show is a page of its own.

        Made without the database, as the other pages for what cannot be: its transaction is over.
        """
        if transaction.get_connection().in_atomic_block:
            transaction.set_rollback(True)
        if not isinstance(exception, Refusal):
            return None
        page = drawn(request, "kernel/refused.html", refusal=exception)
        answer = HttpResponse(page, status=exception.status)
        answer["HX-Reswap"] = "none"  # with htmx the page stays as it is, what was written still in its box
        return answer


def _alone[Made](answer: Afterwards[Made]) -> Made:
    """What takes long, done while nobody waits for a connection of ours."""
    connection = transaction.get_connection()
    if not connection.in_atomic_block:  # a test is in one of its own
        connection.close()  # back into the pool; the next question takes one out again
    return answer.work()


class SeenLately:
    """Keeps, now and then, when a device was last here: its owner sees it beside its name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            note_seen(request)
        return answer
