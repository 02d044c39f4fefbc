"""What is filled in on pages that mix apps."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pergola.commons.forms import LONGEST_TEXT, OnceForm


class InviteForm(OnceForm):
    """A question to the team that found otherwise, in words one can change before they are sent."""

    body = forms.CharField(
        label=_("What you ask them"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4})
    )
