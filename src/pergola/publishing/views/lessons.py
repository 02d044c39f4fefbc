from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pergola.people.middleware import PersonRequest
from pergola.publishing.reading import consents_waiting, drafts_of, newest_editions, writing_homes

A_PAGE = 20


@require_safe
def lessons(request: PersonRequest) -> HttpResponse:
    """Every published lesson, the newest first."""
    page = Paginator(newest_editions(request.person), A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "publishing/lessons.html",
        {
            "page": page,
            "writes": bool(writing_homes(request.person)),
            "drafts": drafts_of(request.person),
            "waiting": consents_waiting(request.person),
            "sample": _all_sample(page.object_list),
        },
    )


def _all_sample(shown: object) -> bool:
    rows = list(shown)  # type: ignore[call-overload]
    return bool(rows) and all(one.sample for one in rows)
