"""What is sent at one go has an end. Whoever reaches it is told so, and keeps what they wrote."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError

from pergola.kernel.views.refusals import drawn
from pergola.kernel.views.refusals import not_readable as plainly_not_readable

TOO_LONG_A_NAME = "header size"
"""What Django says where the line with a file’s name has more than a thousand letters: it reads no further then."""


def not_readable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400. Nothing of a request that is too large was read, so nothing of it is kept here.

    With htmx the page stays as it is, the words still in their box; without, the browser's Back brings them back.
    """
    long_name = isinstance(exception, MultiPartParserError) and TOO_LONG_A_NAME in str(exception)
    if not long_name and not isinstance(exception, RequestDataTooBig):
        return plainly_not_readable(request, exception)
    response = HttpResponse(drawn(request, "commons/too_big.html", long_name=long_name), status=413)
    response["HX-Reswap"] = "none"
    return response
