"""Who is to lead a school system, and which."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pergola.commons.forms import OnceForm
from pergola.people.addresses import NOT_PLAIN, is_plain

NEW = "new"
"""The school system that no directory lists, by the name that was asked for."""


class LeadForm(OnceForm):
    """One address, and a word with it."""

    email = forms.EmailField(
        label=gettext_lazy("Who is to lead it"),
        help_text=gettext_lazy("Their e-mail address at work. They lead once they have said yes."),
    )
    words = forms.CharField(
        label=gettext_lazy("A word with it"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": False}),
    )

    def clean_email(self) -> str:
        address = str(self.cleaned_data["email"]).lower()
        if not is_plain(address):
            raise forms.ValidationError(str(NOT_PLAIN))
        return address


class FirstLeadForm(LeadForm):
    """… of which school system. `found` is what was found by the name that was asked for."""

    field_order = ("name", "system", "email", "words")

    name = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    system = forms.ChoiceField(label=gettext_lazy("School system"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, found: list[tuple[str, str]], name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("name", name)
        which = self.fields["system"]
        assert isinstance(which, forms.ChoiceField)
        which.choices = [*found, (NEW, _("None of these: enter “%(name)s”") % {"name": name})] if found else [
            (NEW, _("Not in the directory: enter “%(name)s”") % {"name": name})
        ]  # fmt: skip
        if len(which.choices) == 1:
            which.initial = NEW
