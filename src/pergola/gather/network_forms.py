"""Forms about a network: what it is for, its time, and the school systems in it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from pergola.commons.forms import OnceForm
from pergola.kernel.names import beginning_with, called
from pergola.people.addresses import NOT_PLAIN, is_plain
from pergola.people.models import Asker
from pergola.systems.models import District, SchoolSystem

MOST_FOUND = 12


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    look = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=look)


class NetworkForm(OnceForm):
    """What it is called, what it is for, and how long it runs."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    purpose = forms.CharField(
        label=gettext_lazy("Purpose"),
        help_text=gettext_lazy("What the school systems in it want to learn together, in a few sentences."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    starts = _day(gettext_lazy("Starts"))
    ends = _day(gettext_lazy("Ends"), required=False, help_text=gettext_lazy("It may stay open."))


class FoundForm(NetworkForm):
    """… and, at its founding, whether anybody outside may know of it, and who coordinates it."""

    confidential = forms.BooleanField(
        label=gettext_lazy("Confidential: nobody outside learns that it exists, and nothing of it is published"),
        required=False,
    )
    coordinator = forms.EmailField(
        label=gettext_lazy("Who coordinates it"),
        help_text=gettext_lazy(
            "Their e-mail address: they get an invitation. Leave it empty to coordinate it yourself."
        ),
        required=False,
    )

    def clean_coordinator(self) -> str:
        address = str(self.cleaned_data["coordinator"]).lower()
        if address and not is_plain(address):
            raise forms.ValidationError(str(NOT_PLAIN))
        return address


class PhaseForm(OnceForm):
    """A stretch of the network's time."""

    name = forms.CharField(label=gettext_lazy("What this stretch is for"), max_length=80)
    starts = _day(gettext_lazy("From"))
    ends = _day(gettext_lazy("To"))


class MilestoneForm(OnceForm):
    """Something to have done by a day."""

    name = forms.CharField(label=gettext_lazy("What will be done"), max_length=120)
    due = _day(gettext_lazy("By"))


class SharesForm(forms.Form):
    """What of a school system may stand on the network's public pages."""

    named = forms.BooleanField(label=gettext_lazy("Our name, among the members"), required=False)
    figures = forms.BooleanField(
        label=gettext_lazy(
            "What we declare of ourselves (students, educators, spending), added into the network’s sums"
        ),
        required=False,
    )


class AskSystemForm(OnceForm):
    """Which school system, and who can answer for it. `found` is what was found by the name that was asked for."""

    name = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    system = forms.ChoiceField(label=gettext_lazy("School system"), widget=forms.RadioSelect)
    email = forms.EmailField(
        label=gettext_lazy("Who can say yes for it"),
        help_text=gettext_lazy("Their e-mail address. Whoever says yes leads its team at first."),
    )
    words = forms.CharField(
        label=gettext_lazy("A word with it"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": False}),
    )

    def __init__(self, *args: Any, found: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        which = self.fields["system"]
        assert isinstance(which, forms.ChoiceField)
        which.choices = found
        if len(found) == 1:
            which.initial = found[0][0]

    def clean_email(self) -> str:
        address = str(self.cleaned_data["email"]).lower()
        if not is_plain(address):
            raise forms.ValidationError(str(NOT_PLAIN))
        return address


def systems_called(words: str, person: Asker) -> list[tuple[str, str]]:
    """School systems, and districts of the directory that are none here yet, whose words begin so: (value, name and place)."""
    if not beginning_with(words):
        return []
    here = SchoolSystem.objects.visible_to(person).named(words).order_by("name")[:MOST_FOUND]
    found = [(f"system-{one.pk}", ", ".join(filter(None, [one.name, one.place]))) for one in here]
    listed = District.objects.visible_to(person).filter(systems=None, stub=False)
    listed = (
        listed.annotate(called=called("name", "city")).filter(called=beginning_with(words)).order_by("state", "name")
    )
    return found + [
        (f"district-{one.pk}", ", ".join(filter(None, [str(one), one.city, one.state])))
        for one in listed[: MOST_FOUND - len(found)]
    ]
