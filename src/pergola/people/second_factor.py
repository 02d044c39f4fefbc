"""How allauth keeps and names our passkeys, authenticator apps and recovery codes."""

import base64
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from pergola.kernel.errors import Refusal
from pergola.people.devices import device_in_words

SALT = "pergola.people.second_factor"


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Our words; and what an app or a recovery code is made from is kept encrypted, so that a copy of the tables opens nothing."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_generate_recovery_codes": _("Recovery codes stand in for a passkey or an app. Add one of these first."),
        "incorrect_code": _("This is not the code of this moment. Wait for the next one, then write its six figures."),
        "unverified_email": _(
            "Your address is not proved yet. Sign out, and sign in once with a code by mail: that proves it. Then come back here."
        ),
    }

    def get_totp_issuer(self) -> str:
        return "Pergola"

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return f"{self._get_user_identifier(user)} ({context.request.get_host()})"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        found: dict[str, str] = super().get_public_key_credential_rp_entity()
        return found | {"name": "Pergola"}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return found | {"display_name": str(user.person)}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's own signature
        """What its owner will know it by in a year."""
        return device_in_words(context.request.headers.get("User-Agent", ""))

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as problem:
            raise Refusal(
                _(
                    "This way cannot be checked, because the server’s key was changed. "
                    "Use another way, or ask whoever looks after Pergola in your district."
                )
            ) from problem


def _box() -> MultiFernet:
    """Locks with the installation's key; opens with the keys before it as well."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str | bytes) -> bytes:
    return base64.urlsafe_b64encode(salted_hmac(SALT, "", secret=key, algorithm="sha256").digest())
