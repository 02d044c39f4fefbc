"""What is filled in on pages that mix apps."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pergola.commons.forms import LONGEST_TEXT, OnceForm
from pergola.desk.starting import SENTENCES


class InviteForm(OnceForm):
    """A question to the team that found otherwise, in words one can change before they are sent."""

    body = forms.CharField(
        label=_("What you ask them"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4})
    )


class StartForm(forms.Form):
    """Yes or not yet, sentence by sentence, to whoever asks whether a community is what they need. Nothing of it is kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in SENTENCES:
            self.fields[one.name] = forms.ChoiceField(
                label=str(one.words),
                choices=[("yes", _("Yes")), ("not", _("Not yet"))],
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Yes, or not yet?"),
                },
            )

    def full_clean(self) -> None:
        """Where nothing at all is answered, that is said once, and not sentence by sentence."""
        super().full_clean()
        if self.is_bound and len(self.errors) == len(self.fields):
            self.errors.clear()
            self.add_error(
                None, _("Nothing is answered yet. Say yes or not yet to each; if you are not sure, “not yet” is right.")
            )

    @property
    def said(self) -> dict[str, bool]:
        return {name: said == "yes" for name, said in self.cleaned_data.items()}
