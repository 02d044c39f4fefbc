from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from pergola.inquiry.views.growing import problems
from pergola.inquiry.views.picture_page import Asked, picture_page
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest


@require_safe
@signed_in
def show(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What may lie beneath a problem: an outline, a fishbone, ladders of whys."""
    return picture_page(request, get_object_or_404(problems(request), pk=pk), Asked(request.GET.get("part", "")))
