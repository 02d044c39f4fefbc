"""The forms of signing in and of one’s own page, in plain words."""

from collections.abc import Mapping
from typing import Any, ClassVar

from allauth.account import forms as allauth_forms
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from pergola.people.models import Person
from pergola.people.rates import FewFromHere

ADDRESS = _("E-mail address")
NEW_PASSWORD = _(
    "At least 15 characters. A sentence that only you would say is best; capitals and figures are not needed."
)
CODE_HELP = _("Eight letters and figures, as in the mail.")

DEVICE = "device"
"""How the form writes “as this device does”, which a person’s row keeps as nothing."""

type Words = Mapping[str, tuple[Any, Any]]
"""Label and help text by field."""


class PlainWords:
    """allauth’s form with our labels: a name above each field, help beneath it, nothing written inside it."""

    words: ClassVar[Words] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("password2", "remember"):
            self.fields.pop(name, None)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text = self.words[name]


class SignInForm(PlainWords, allauth_forms.LoginForm):  # type: ignore[misc]  # allauth has no types
    words = {"login": (ADDRESS, ""), "password": (_("Password"), "")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class SignUpForm(PlainWords, allauth_forms.SignupForm):  # type: ignore[misc]  # allauth has no types
    """Name, address, password. The address counts once the code sent to it has come back."""

    words = {"email": (ADDRESS, _("We send a code there.")), "password1": (_("Password"), NEW_PASSWORD)}
    field_order = ("name", "email", "password1")
    account_already_exists: bool
    by_passkey: bool

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        help_text=_("As colleagues know you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.by_passkey:
            self.fields.pop("password1", None)

    def clean(self) -> Any:
        """allauth looks at the password twice, with and without the address: what is wrong with it is said once."""
        given = super().clean()
        told = self._errors.get("password1")
        if told:
            told.data = list({one.messages[0]: one for one in told.as_data()}.values())
        return given

    def try_save(self, request: HttpRequest) -> tuple[Any, Any]:
        """An address that is taken takes as long and answers alike; two who come at once are the same as one after the other."""
        if not self.account_already_exists:
            try:
                with transaction.atomic():
                    saved: tuple[Any, Any] = super().try_save(request)
                    return saved
            except IntegrityError:
                self.account_already_exists = True
        make_password(self.cleaned_data.get("password1"))
        told: tuple[Any, Any] = super().try_save(request)
        return told


class AskForCodeForm(PlainWords, FewFromHere, allauth_forms.RequestLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    asked_for = "request_login_code_here"
    words = {"email": (ADDRESS, _("The one you signed up with."))}


class CodeForm(PlainWords, allauth_forms.ConfirmLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    words = {"code": (_("Code"), CODE_HELP)}


class AddressCodeForm(PlainWords, allauth_forms.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]  # allauth has no types
    words = {"code": (_("Code"), CODE_HELP)}


class ForgottenForm(PlainWords, FewFromHere, allauth_forms.ResetPasswordForm):  # type: ignore[misc]  # allauth has no types
    asked_for = "reset_password_here"
    words = {"email": (ADDRESS, _("The one you signed up with."))}


class ForgottenCodeForm(PlainWords, allauth_forms.ConfirmPasswordResetCodeForm):  # type: ignore[misc]  # allauth has no types
    words = {"code": (_("Code"), CODE_HELP)}


class NewPasswordForm(PlainWords, allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]  # allauth has no types
    words = {"password1": (_("New password"), NEW_PASSWORD)}


class ChangePasswordForm(PlainWords, allauth_forms.ChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    words = {"oldpassword": (_("Present password"), ""), "password1": (_("New password"), NEW_PASSWORD)}


class SetPasswordForm(PlainWords, allauth_forms.SetPasswordForm):  # type: ignore[misc]  # allauth has no types
    words = {"password1": (_("Password"), NEW_PASSWORD)}


class AgainForm(PlainWords, allauth_forms.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    words = {"password": (_("Your password"), "")}


class AddressForm(PlainWords, allauth_forms.AddEmailForm):  # type: ignore[misc]  # allauth has no types
    words = {
        "email": (_("New e-mail address"), _("We send a code there. Until it has come back, the old address counts."))
    }


class YouForm(forms.Form):
    """What others read of you, and how pages look to you."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        help_text=_("As colleagues know you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    work = forms.CharField(
        label=_("What I do"),
        max_length=200,
        required=False,
        help_text=_("In your own words, such as: grade 7 science, Alder Valley."),
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    theme = forms.ChoiceField(
        label=_("Light or dark"),
        choices=[(value or DEVICE, label) for value, label in Person.Theme.choices],
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(label=_("Language"), help_text=_("On this device."))

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        now = {
            "name": person.name,
            "work": person.work,
            "theme": person.theme or DEVICE,
            "language": get_language(),
        }
        super().__init__(*args, **kwargs | {"initial": now})
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = [
            (code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES
        ]
        if len(language.choices) == 1:  # nothing to choose yet
            del self.fields["language"]

    def clean_theme(self) -> str:
        chosen: str = self.cleaned_data["theme"]
        return "" if chosen == DEVICE else chosen
