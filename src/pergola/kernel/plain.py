"""Words as people write them: what no key types and no page shows is taken out before any form sees it.

Control characters end a feed (XML has none of them), forge the marks of a search result, and come from a paste gone wrong
or from somebody who tries. NUL stays: forms refuse it, with a sentence.
"""

import re
from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, QueryDict

from pergola.kernel.views.refusals import not_readable

NEVER_TYPED: Final = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]"  # no width; turns the words around it
    "|(?<=[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{8})"  # more marks on a letter than any language
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
ENCODINGS: Final = {"", "utf-8", "utf8", "us-ascii"}
"""In which a form may say it is written. Python knows others, and some of them are no alphabets at all."""


def without_controls(text: str) -> str:
    return NEVER_TYPED.sub("", text)


class PlainWords:
    """Stands after `NotTooLarge`, before whatever reads a form, the guard of forms first of all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        if (request.content_params or {}).get("charset", "").strip("\"' ").lower() not in ENCODINGS:
            return not_readable(request)
        if request.method == "POST" and (cleaned := _cleaned(request.POST)) is not None:
            request.POST = cleaned  # type: ignore[assignment]  # Django lets it be set
        if request.GET and (cleaned := _cleaned(request.GET)) is not None:
            request.GET = cleaned  # type: ignore[assignment]
        return None


def _cleaned(sent: QueryDict) -> QueryDict | None:
    """The same without them; None where there are none, as nearly always."""
    if not any(NEVER_TYPED.search(word) for name, words in sent.lists() for word in (name, *words)):
        return None
    plain = QueryDict(mutable=True, encoding=sent.encoding)
    for name, words in sent.lists():
        plain.setlist(without_controls(name), [without_controls(word) for word in words])
    return plain
