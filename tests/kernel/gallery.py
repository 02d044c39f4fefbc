"""The demo's page of components as HTML, with whatever around it a test wants."""

from typing import Any

from django.template.loader import get_template
from django.test import RequestFactory

from pergola.demo.views.components import WORDS as SOURCE
from pergola.demo.views.components import everything

__all__ = ["SOURCE", "gallery"]


def gallery(**more: Any) -> str:
    """The whole page."""
    nav = [
        {"label": label, "url": "#", "current": label == "Inquiry"}
        for label in ("My month", "Communities", "Inquiry", "Library")
    ]
    context = {
        "nav": nav,
        "self_links": [{"label": "Search", "url": "#s", "search": True}, {"label": "Marisol", "url": "#me"}],
        "foot_links": [{"label": label, "url": "#"} for label in ("Who sees what", "Accessibility", "Help")],
        "keeper": "the Crossfields Network",
        "messages": [],
        **everything(),
    }
    return str(get_template("demo/components.html").render(context | more, RequestFactory().get("/")))
