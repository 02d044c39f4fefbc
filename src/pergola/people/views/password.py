"""A password: changed, set for the first time, forgotten, asked for again before something weighty."""

from allauth.account import views as allauth_views
from django.urls import reverse_lazy

from pergola.people.forms import (
    AgainForm,
    ChangePasswordForm,
    ForgottenCodeForm,
    ForgottenForm,
    NewPasswordForm,
    SetPasswordForm,
)
from pergola.people.views.entrance import Entrance


class ChangePassword(Entrance, allauth_views.PasswordChangeView):  # type: ignore[misc]  # allauth has no types
    form_class = ChangePasswordForm


class SetPassword(Entrance, allauth_views.PasswordSetView):  # type: ignore[misc]  # allauth has no types
    form_class = SetPasswordForm


class Forgotten(Entrance, allauth_views.PasswordResetView):  # type: ignore[misc]  # allauth has no types
    form_class = ForgottenForm


class ForgottenCode(Entrance, allauth_views.ConfirmPasswordResetCodeView):  # type: ignore[misc]  # allauth has no types
    form_class = ForgottenCodeForm


class NewPassword(Entrance, allauth_views.CompletePasswordResetView):  # type: ignore[misc]  # allauth has no types
    form_class = NewPasswordForm
    success_url = reverse_lazy("account_login")


class Again(Entrance, allauth_views.ReauthenticateView):  # type: ignore[misc]  # allauth has no types
    form_class = AgainForm
