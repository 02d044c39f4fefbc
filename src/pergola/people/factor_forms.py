"""The forms of passkeys, authenticator apps and recovery codes, in plain words."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.base import forms as code_forms
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pergola.kernel.errors import Refusal
from pergola.people.forms import CODE_HELP, PlainWords
from pergola.people.ways import APP, RECOVERY

NAME = (_("What you call it"), _("By this you know it again, such as: my telephone, the key on my ring."))
NOTHING_CAME = _(
    "No passkey came with that. A passkey needs JavaScript and a browser that knows passkeys; "
    "without them, use another way. Nothing was changed."
)
NOT_TAKEN = _("This passkey was not taken. It may be another’s, or too much time has gone by. Try again.")
WRONG_CODE = _("This code does not count. Wait for the app’s next one, or use a recovery code you have not used yet.")
TOO_OFTEN = _("That was tried too often. Wait five minutes, or use another way.")
REPLAY_SECONDS = 5 * 60
"""How long a code of the app is remembered as used: longer than any clock lets it count."""


def first_use(user: Any, code: str) -> bool:
    """Whether this code of the app was not used before; from now on it was. Asked of the cache all processes share."""
    return bool(cache.add(f"app-code-used:{user.pk}:{normalize_user_code(code)}", "y", timeout=REPLAY_SECONDS))


class WithPasskey(PlainWords):
    """What the browser's own passkey window sends. Without it there is a sentence, not a riddle."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"].error_messages = {"required": NOTHING_CAME, "invalid": NOT_TAKEN}
        if "name" in self.fields:
            label, told = NAME
            self.fields["name"] = forms.CharField(label=label, help_text=told, max_length=100, required=False)


class Known(WithPasskey):
    """A passkey that is known already."""

    cleaned_data: dict[str, Any]

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]  # allauth's form has it
        except forms.ValidationError as problem:
            too_often = problem.code == "too_many_login_attempts"
            raise forms.ValidationError(TOO_OFTEN if too_often else NOT_TAKEN) from problem
        except (AttributeError, LookupError, TypeError, ValueError) as problem:  # a credential nobody's browser makes
            raise forms.ValidationError(NOT_TAKEN) from problem


class New(WithPasskey):
    """A passkey that is being made. It always asks for a finger, a face or a number: it stands for its owner by itself."""

    words = {"name": NAME}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)

    def clean(self) -> Any:
        try:
            return super().clean()  # type: ignore[misc]  # allauth's form has it
        except forms.ValidationError as problem:
            raise forms.ValidationError(NOT_TAKEN) from problem
        except (AttributeError, LookupError, TypeError, ValueError) as problem:
            raise forms.ValidationError(NOT_TAKEN) from problem


class SignInPasskeyForm(Known, passkey_forms.LoginWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    pass


class SecondPasskeyForm(Known, passkey_forms.AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    pass


class AgainPasskeyForm(Known, passkey_forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    pass


class AddPasskeyForm(New, passkey_forms.AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    pass


class SignUpPasskeyForm(New, passkey_forms.SignupWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    pass


class NamePasskeyForm(PlainWords, passkey_forms.EditWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    words = {"name": NAME}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(label=NAME[0], help_text=NAME[1], max_length=100)


class OnlyOnce(PlainWords):
    """A code of the app, or a recovery code; each counts once.

    allauth remembers a used code for one step of the clock; we also take that of the step before and after.
    """

    words = {"code": (_("Code"), _("Six figures from the app, or one of your recovery codes."))}
    user: Any
    authenticator: Any

    def clean_code(self) -> str:
        try:
            code = str(super().clean_code())  # type: ignore[misc]  # allauth's form has it
        except forms.ValidationError as problem:
            too_often = problem.code == "too_many_login_attempts"
            raise forms.ValidationError(TOO_OFTEN if too_often else WRONG_CODE, code=problem.code) from problem
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        if self.authenticator.type == APP and not first_use(self.user, code):
            raise forms.ValidationError(WRONG_CODE, code="incorrect_code")
        return code

    def tell_of_recovery_code(self) -> None:
        """Whose telephone is lost should know, and so should whoever never lost it."""
        if self.authenticator.type == RECOVERY:
            get_adapter().send_notification_mail("mfa/email/recovery_code_used", self.user)


class SecondCodeForm(OnlyOnce, code_forms.AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    def save(self) -> None:
        super().save()
        self.tell_of_recovery_code()


class AgainCodeForm(OnlyOnce, code_forms.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    def save(self) -> None:
        super().save()
        self.tell_of_recovery_code()


class AddAppForm(PlainWords, ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    words = {"code": (_("Code"), _("The six figures the app shows now."))}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "maxlength": 12}

    def clean_code(self) -> str:
        code = str(super().clean_code())
        first_use(self.user, code)  # whoever looked over a shoulder cannot sign in with it
        return code


class RemoveAppForm(PlainWords, DeactivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    pass


class NewCodesForm(PlainWords, GenerateRecoveryCodesForm):  # type: ignore[misc]  # allauth has no types
    pass


class MailedCodeForm(forms.Form):
    """The code sent to one's own address, to show that one is still who signed in."""

    code = forms.CharField(
        label=_("Code"), help_text=CODE_HELP, widget=forms.TextInput(attrs={"autocomplete": "one-time-code"})
    )


def shown_by(request: HttpRequest, authenticator: Any) -> None:
    """Making a passkey, or writing an app's first code, shows who one is as using it does."""
    post_authentication(request, authenticator, reauthenticated=True)
