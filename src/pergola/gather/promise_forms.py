"""What the hub promises a team, and why it lets it go."""

from django import forms
from django.utils.translation import gettext_lazy

from pergola.commons.forms import OnceForm

FEW = {"rows": 3, "maxlength": False}


class PromiseForm(OnceForm):
    words = forms.CharField(
        label=gettext_lazy("What we will do"),
        help_text=gettext_lazy("One thing, in a sentence: “Ana comes on Tuesday and counts with you.”"),
        max_length=400,
        widget=forms.Textarea(attrs=FEW),
    )
    by_when = forms.DateField(
        label=gettext_lazy("By when"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class LetGoForm(OnceForm):
    why = forms.CharField(
        label=gettext_lazy("Why we let it go"),
        help_text=gettext_lazy("The team reads it."),
        max_length=400,
        widget=forms.Textarea(attrs=FEW),
    )
