"""Signing up, where it is open, and proving one’s address."""

from typing import Any

from allauth.account import views as allauth_views
from django.conf import settings
from django.http import HttpResponse
from django.template.response import TemplateResponse

from pergola.people.forms import AddressCodeForm, SignUpForm
from pergola.people.views.entrance import Entrance


class SignUp(Entrance, allauth_views.SignupView):  # type: ignore[misc]  # allauth has no types
    form_class = SignUpForm

    def closed(self) -> HttpResponse:
        """Whom to ask."""
        return TemplateResponse(self.request, self.template_name_signup_closed, {"keeper": settings.KEEPER})


class SignUpByPasskey(SignUp):
    """Name and address, no password: once the address is proved, the passkey is made (views/passkeys.py)."""

    template_name = "account/signup_by_passkey.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        found: dict[str, Any] = super().get_form_kwargs()
        return found | {"by_passkey": True}


class ProveAddress(Entrance, allauth_views.ConfirmEmailVerificationCodeView):  # type: ignore[misc]  # allauth has no types
    """The code sent to a new address comes back."""

    form_class = AddressCodeForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"first": bool(self.stage)}
