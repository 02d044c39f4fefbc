"""Signing in with a password, or with a code by mail; signing out."""

from typing import Any

from allauth.account import views as allauth_views
from allauth.account.adapter import get_adapter
from django.http import HttpResponse
from django.urls import reverse

from pergola.people.actions import forget_unproved_password, note_use
from pergola.people.forms import AskForCodeForm, CodeForm, SignInForm
from pergola.people.views.entrance import Entrance


class SignIn(Entrance, allauth_views.LoginView):  # type: ignore[misc]  # allauth has no types
    form_class = SignInForm

    def form_valid(self, form: Any) -> HttpResponse:
        note_use(by=form.user, way="password")
        answer: HttpResponse = super().form_valid(form)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        passkey = self.passthrough_next_url(reverse("mfa_login_webauthn"))
        open_ = get_adapter().is_open_for_signup(self.request)
        return super().get_context_data(**kwargs) | {"sign_up_open": open_, "passkey_url": passkey}


class AskForCode(Entrance, allauth_views.RequestLoginCodeView):  # type: ignore[misc]  # allauth has no types
    form_class = AskForCodeForm


class EnterCode(Entrance, allauth_views.ConfirmLoginCodeView):  # type: ignore[misc]  # allauth has no types
    form_class = CodeForm

    def _verify_form_valid(self, form: Any) -> HttpResponse:
        forget_unproved_password(by=self._process.user)
        note_use(by=self._process.user, way="code")
        answer: HttpResponse = super()._verify_form_valid(form)
        return answer


class SignOut(allauth_views.LogoutView):  # type: ignore[misc]  # allauth has no types
    """Asks on GET, acts on POST."""
