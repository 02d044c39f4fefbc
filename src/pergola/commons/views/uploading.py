"""How an upload is answered: with the way on, for a browser; with its address alone, for the script that shows how far it is."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect

from pergola.people.middleware import PersonRequest

WAY_ON = "X-Way-On"
WITH_A_FILE: int = settings.LARGEST_BODY
"""More than is kept, so that whoever sends too large a file reads so on the form, with their words still in it."""


def uploaded(request: PersonRequest, address: str) -> HttpResponse:
    """The script that sends a file is not led on by a redirect: it would use up the page's message. It goes there itself."""
    if "X-Upload" not in request.headers:
        return redirect(address)
    answer = HttpResponse(status=204)
    answer[WAY_ON] = address
    return answer
