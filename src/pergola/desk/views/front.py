from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pergola.desk.front import fronts
from pergola.people.middleware import PersonRequest


@require_safe
def front(request: PersonRequest) -> HttpResponse:
    """What anybody sees first: the newest lesson with its evidence, where to start, the numbers with their rows."""
    parts = fronts(request.person)
    shown = {
        "parts": parts,
        "only": parts[0] if len(parts) == 1 else None,
        "sample": bool(parts) and all(one.sample for one in parts),
    }
    return render(request, "desk/front.html", shown)
