"""The gallery: every component in every state on one page, for people's eyes and for axe."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.template import engines
from django.test import RequestFactory

from pergola.kernel.forms import PergolaRenderer

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 23, 18, 12, tzinfo=UTC)
LEANINGS = [("adopt", "Adopt: keep it as it is"), ("adapt", "Adapt: change one thing, test again")]


class Example(forms.Form):
    """One field of every kind."""

    default_renderer = PergolaRenderer

    day = forms.DateField(label="First lesson with the change", help_text="Write it like 24 September.")
    lean = forms.ChoiceField(label="Which way do you lean?", choices=LEANINGS, widget=forms.RadioSelect)
    grade = forms.ChoiceField(label="Grade", choices=[("", "Choose one"), ("7", "Grade 7")], help_text="")
    seen_by = forms.MultipleChoiceField(
        label="Who was there?",
        choices=[("a", "Anh"), ("j", "Jerome")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreed = forms.BooleanField(label="Everyone named has agreed to be", required=False)
    learned = forms.CharField(
        label="What did you learn that you did not expect?", widget=forms.Textarea, required=False
    )
    file = forms.FileField(label="A file", required=False)
    place = forms.CharField(widget=forms.HiddenInput, required=False)


def gallery(**more: Any) -> str:
    """The whole page as HTML."""
    one = Example(
        {"day": "24 September 2026", "lean": "adapt", "grade": "7", "learned": "Four of five moved together."},
        prefix="one",
    )
    one = Example({f"one-{k}": v for k, v in one.data.items()} | {"one-day": "24 Setember"}, prefix="one")
    nav = [
        {"label": label, "url": "#", "current": label == "Inquiry"}
        for label in ("My month", "Communities", "Inquiry", "Library")
    ]
    context = {
        "nav": nav,
        "self_links": [{"label": "Search", "url": "#s", "search": True}, {"label": "Marisol", "url": "#me"}],
        "foot_links": [{"label": label, "url": "#"} for label in ("Who sees what", "Accessibility", "Help")],
        "keeper": "the Crossfields Network",
        "sample": True,
        "now": NOW,
        "later": NOW + timedelta(days=27),
        "wrong": Example({"day": "24 Setember", "learned": "Kept."}),
        "one": one,
        "messages": [],
    }
    template = engines["django"].from_string((HERE / "gallery.html").read_text())
    return template.render(context | more, RequestFactory().get("/"))
