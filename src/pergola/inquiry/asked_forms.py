"""Asking for one number by a link, and giving it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pergola.commons.forms import OnceForm
from pergola.inquiry.forms import Day
from pergola.inquiry.models import Measure
from pergola.inquiry.series.values import is_gap


class AskNumberForm(OnceForm):
    of_whom = forms.CharField(
        label=_("Whom do you ask?"),
        max_length=120,
        help_text=_("Their name and what they do: “Lena Ortiz, data clerk”. The number is noted as come from them."),
    )
    on = forms.DateField(label=_("For which day?"), widget=Day())
    days = forms.TypedChoiceField(
        label=_("For how many days does the link work?"),
        help_text=_("From that day on. If the day is over, from today on."),
        choices=[(7, _("7 days")), (14, _("14 days")), (30, _("30 days"))],
        coerce=int,
        initial=14,
        widget=forms.RadioSelect,
    )


class GiveNumberForm(forms.Form):
    """One number; of a share or a rate, out of how many."""

    value = forms.CharField(
        label=_("The number"), max_length=40, widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"required": _("Write the number.")},
    )  # fmt: skip
    whole = forms.CharField(
        label=_("Out of how many?"), max_length=40, widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"required": _("Write out of how many: 22, if there were 22.")},
    )  # fmt: skip

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if measure.unit in (Measure.Unit.SHARE, Measure.Unit.RATE):
            self.fields["value"].label = _("How many?")
        else:
            del self.fields["whole"]

    def clean_value(self) -> str:
        value: str = self.cleaned_data["value"]
        if is_gap(value):
            raise forms.ValidationError(_("Write the number."))
        return value
