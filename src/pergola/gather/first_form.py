from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pergola.gather.first import is_the_secret
from pergola.people.forms import ADDRESS, NEW_PASSWORD
from pergola.people.models import Identity

FEW_ROWS = {"rows": 2, "maxlength": False}


class FirstForm(forms.Form):
    """Who begins here, and with what."""

    secret = forms.CharField(
        label=gettext_lazy("Secret"),
        max_length=40,
        help_text=gettext_lazy("The window in which Pergola was started shows it: five groups of four."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=200,
        help_text=gettext_lazy("As colleagues know you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=ADDRESS,
        max_length=254,
        help_text=gettext_lazy("You sign in with it. Nothing is sent there now."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=4096,
        strip=False,
        help_text=NEW_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    system = forms.CharField(
        label=gettext_lazy("Your school system"),
        max_length=120,
        help_text=gettext_lazy("Its name in full. Only its own people can pass its wall."),
    )
    network = forms.CharField(
        label=gettext_lazy("Your network"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "If several systems learn together. It begins with yours; it can also be founded later."
        ),
    )
    purpose = forms.CharField(
        label=gettext_lazy("What the network is for"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("One sentence, if you name a network."),
        widget=forms.Textarea(attrs=FEW_ROWS),
    )

    def clean_secret(self) -> str:
        given = str(self.cleaned_data["secret"])
        if not is_the_secret(given):
            raise ValidationError(
                _("This is not the secret of this installation. Copy the five groups from the window.")
            )
        return given

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        """A password is held to the same rules as everybody's; a network that is named says what it is for."""
        given = super().clean() or {}
        if given.get("password"):
            try:
                validate_password(given["password"], Identity(email=given.get("email", "")))
            except ValidationError as problem:
                self.add_error("password", problem)
        if given.get("network") and not given.get("purpose"):
            self.add_error("purpose", _("Say in a sentence what the network is for, or leave its name empty for now."))
        return given
