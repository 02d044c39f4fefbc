"""What stands at the address of something that was public once, and was withdrawn."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from pergola.people.middleware import PersonRequest
from pergola.publishing.adopted import began_with
from pergola.publishing.reading import lesson_of_edition, once_public, versions_of


def page_of_withdrawn(request: PersonRequest, pk: UUID) -> HttpResponse:
    """That it was, and since when: nothing else of it. Whoever began with it reads why; its own people find the way back."""
    gone = once_public(pk)
    if gone is None:
        raise Http404
    versions = versions_of(gone.lesson_ref, request.person)
    page = {
        "day": gone.removed,
        "newest": versions[0] if versions else None,
        "own": began_with(gone, request.person),
        "lesson": lesson_of_edition(gone, request.person),
    }
    return render(request, "publishing/withdrawn.html", page, status=404)
