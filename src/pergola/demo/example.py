"""One form with a field of every kind, for the page that shows the components. It is never sent anywhere."""

from typing import Any

from django import forms

from pergola.kernel.forms import PergolaRenderer

LEANINGS = [("adopt", "Adopt: keep it as it is"), ("adapt", "Adapt: change one thing, test again")]
WRITTEN = {
    "one-day": "24 Setember",
    "one-lean": "adapt",
    "one-grade": "7",
    "one-learned": "Four of five moved together.",
}
"""What somebody wrote, with one mistake in it."""


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


def examples() -> dict[str, Any]:
    """The same form untouched, with every mistake there can be, and with one."""
    return {
        "fresh": Example(prefix="fresh"),
        "wrong": Example({"day": "24 Setember", "learned": "Kept."}),
        "one": Example(WRITTEN, prefix="one"),
    }
