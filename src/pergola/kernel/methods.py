"""Which methods of HTTP there are here: reading a page, and sending a form. No other one reaches a view."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from pergola.kernel.views.refusals import drawn

KNOWN = ("GET", "HEAD", "POST")


class KnownMethods:
    """A view answers what it does not ask about as if it were GET; so what nothing here uses is refused at once.

    Whoever reads an address that only takes a form, such as an old one of the browser's, gets a page that says so.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in KNOWN:
            return HttpResponseNotAllowed(KNOWN)
        answer = self.get_response(request)
        if request.method == "GET" and answer.status_code == 405 and not answer.content:
            answer.content = drawn(request, "405.html").encode()
        return answer
