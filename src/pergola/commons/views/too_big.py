"""What is sent at one go has an end. Whoever reaches it is told so, and keeps what they wrote."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from pergola.kernel.views.refusals import not_readable as plainly_not_readable


def not_readable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400. Nothing of a request that is too large was read, so nothing of it is kept here.

    With htmx the page stays as it is, the words still in their box; without, the browser's Back brings them back.
    """
    if not isinstance(exception, RequestDataTooBig):
        return plainly_not_readable(request, exception)
    response = HttpResponse(render_to_string("commons/too_big.html"), status=413)
    response["HX-Reswap"] = "none"
    return response
