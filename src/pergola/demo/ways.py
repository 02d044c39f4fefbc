"""In the demo, the page where one signs in names the quickest way."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


def ways_in(request: HttpRequest) -> dict[str, Any]:
    """Context processor, wired in the demo’s settings only."""
    way = {
        "title": _("Only looking?"),
        "words": _("This is a sample. Be one of its people with one click."),
        "url": reverse("demo:people"),
        "label": _("Choose somebody"),
    }
    return {"ways_in": [way]}
