from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pergola.commons.gone import just_removed
from pergola.people.middleware import PersonRequest
from pergola.publishing.reading import consents_waiting, drafts_of, newest_editions, writes

A_PAGE = 20


@require_safe
def lessons(request: PersonRequest) -> HttpResponse:
    """Every published lesson, the newest first."""
    every = newest_editions(request.person)
    first = list(every[: A_PAGE + 1])  # most libraries fit on one page, and then need no counting
    page = Paginator(every if len(first) > A_PAGE else first, A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "publishing/lessons.html",
        {
            "page": page,
            "writes": writes(request.person),
            "drafts": drafts_of(request.person),
            "waiting": consents_waiting(request.person),
            "gone": just_removed(request, request.person),
            "sample": _all_sample(page.object_list),
        },
    )


def _all_sample(shown: object) -> bool:
    rows = list(shown)  # type: ignore[call-overload]
    return bool(rows) and all(one.sample for one in rows)
