"""Every component in every state on one page, in light or in dark: what a change of look is held beside."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template import Engine
from django.views.decorators.http import require_safe

from pergola.demo.example import examples
from pergola.people.middleware import PersonRequest

NOW = datetime(2026, 11, 23, 18, 12, tzinfo=UTC)
THEMES = ("light", "dark")
WORDS = Path(__file__).parents[1] / "sample" / "components.html"
"""Invented, as the rest of the sample, and like it in one language."""


def everything() -> dict[str, Any]:
    """What the page shows."""
    shown = Engine.get_default().from_string(WORDS.read_text(encoding="utf-8"))
    return {"shown": shown, "now": NOW, "later": NOW + timedelta(days=27), "sample": True, **examples()}


@require_safe
def components(request: PersonRequest) -> HttpResponse:
    """Whoever builds a page looks here for what there is. The days are always the same, so that pictures can be compared."""
    if not settings.DEMO:
        raise Http404
    chosen = request.GET.get("theme", "")
    page = everything()
    if chosen in THEMES:  # else as the person has it, or their computer
        page["theme"] = chosen
    return render(request, "demo/components.html", page)
