"""A password: changed, set for the first time, forgotten, given up."""

from typing import Any

from allauth.account import views as allauth_views
from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pergola.kernel.errors import Refusal
from pergola.people.actions import remove_password
from pergola.people.forms import (
    ChangePasswordForm,
    ForgottenCodeForm,
    ForgottenForm,
    NewPasswordForm,
    SetPasswordForm,
)
from pergola.people.middleware import PersonRequest
from pergola.people.models import Identity
from pergola.people.sessions import end_other_sessions, note_session
from pergola.people.step_up import fresh, fresh_page
from pergola.people.views.entrance import Entrance


class EndsOthers(Entrance):
    """With another password other devices are signed out, and no longer stand in the list."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # allauth's view has it
        end_other_sessions(by=form.user, here=self.request.session.session_key)  # type: ignore[attr-defined]
        return answer


@fresh_page()
class ChangePassword(EndsOthers, allauth_views.PasswordChangeView):  # type: ignore[misc]  # allauth has no types
    form_class = ChangePasswordForm


@fresh_page()
class SetPassword(EndsOthers, allauth_views.PasswordSetView):  # type: ignore[misc]  # allauth has no types
    form_class = SetPasswordForm


class Forgotten(Entrance, allauth_views.PasswordResetView):  # type: ignore[misc]  # allauth has no types
    form_class = ForgottenForm


class ForgottenCode(Entrance, allauth_views.ConfirmPasswordResetCodeView):  # type: ignore[misc]  # allauth has no types
    form_class = ForgottenCodeForm


class NewPassword(EndsOthers, allauth_views.CompletePasswordResetView):  # type: ignore[misc]  # allauth has no types
    form_class = NewPasswordForm
    success_url = reverse_lazy("account_login")


@require_http_methods(["GET", "HEAD", "POST"])
@fresh()
def give_up_password(request: PersonRequest) -> HttpResponse:
    """Doing without one: for whoever has a passkey, or likes codes by mail better."""
    identity = request.user
    assert isinstance(identity, Identity)
    if not identity.has_usable_password():
        return HttpResponseRedirect(reverse("people:you"))
    if request.method != "POST":
        return render(request, "account/password_remove.html")
    try:
        remove_password(by=identity)
    except Refusal as refusal:
        return render(request, "account/password_remove.html", {"refusal": refusal}, status=422)
    update_session_auth_hash(request, identity)
    note_session(request)
    end_other_sessions(by=identity, here=request.session.session_key)
    get_adapter().send_notification_mail("account/email/password_removed", identity)
    messages.success(request, _("Your password is forgotten. Other devices are signed out."))
    return HttpResponseRedirect(reverse("people:you"))
