from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from pergola.commons.forms import OnceForm
from pergola.inquiry.series.parse import EARLIEST
from pergola.kernel.clock import today


class GroupsForm(OnceForm):
    """A measure by group, of one day: pasted, written, or in a file."""

    on = forms.DateField(
        label=_("The day on which it was counted"),
        initial=today,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Write the day like 2026-11-20.")},
    )
    pasted = forms.CharField(
        label=_("Paste your rows, or write them: by what, which group, how many, of how many"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "autocomplete": "off"}),
    )
    file = forms.FileField(label=_("Or choose a CSV file"), required=False)

    def clean_on(self) -> date:
        """A day that has been, and not one of another century: said before anything is shown as if it were told."""
        day: date = self.cleaned_data["on"]
        if day > today():
            raise forms.ValidationError(_("This day is still to come. Write the day on which it was counted."))
        if day < EARLIEST:
            raise forms.ValidationError(_("This day lies before 1990. Check the year."))
        return day
