"""Long lists, a page at a time."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


def paged[M: Any](rows: QuerySet[M, Any], number: str | None, *, a_page: int) -> Page[M]:
    """That page of these rows, which are in an order. Most lists fit on one page, and then one query is all: nothing is counted."""
    first = list(rows[: a_page + 1])
    return Paginator(rows if len(first) > a_page else first, a_page).get_page(number)
