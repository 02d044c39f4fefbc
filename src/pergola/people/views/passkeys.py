"""Passkeys: signing in with one, adding, naming, removing."""

from typing import Any

from allauth.account.models import Login
from allauth.mfa.webauthn import views as allauth_views
from allauth.mfa.webauthn.internal import auth, flows
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from pergola.people.factor_forms import AddPasskeyForm, NamePasskeyForm, SignInPasskeyForm, SignUpPasskeyForm, shown_by
from pergola.people.step_up import fresh_page
from pergola.people.views.entrance import Entrance
from pergola.people.views.recovery import after_the_first
from pergola.people.ways import refuse_the_last, ways_of


class SignInWithPasskey(Entrance, allauth_views.NextRedirectMixin, allauth_views.LoginWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """A page of its own: what the browser must sign is drawn for whoever means to use it, not for every visitor."""

    form_class = SignInPasskeyForm
    template_name = "mfa/webauthn/login.html"

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = self.render_to_response(self.get_context_data())
        return answer

    def form_valid(self, form: Any) -> HttpResponse:
        authenticator = form.cleaned_data["credential"]
        login = Login(user=authenticator.user, redirect_url=self.get_next_url())
        answer: HttpResponse = flows.perform_passwordless_login(self.request, authenticator, login)
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.refused(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"options": auth.begin_authentication(user=None)}


class SignUpPasskey(Entrance, allauth_views.SignupWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """The address is proved; now the passkey. Then at once a way back, for the day it is lost."""

    form_class = SignUpPasskeyForm
    template_name = "mfa/webauthn/signup_form.html"

    def form_valid(self, form: Any) -> HttpResponse:
        stage = self._login_stage
        user, given = stage.login.user, form.cleaned_data
        made = flows.signup_authenticator(self.request, user=user, name=given["name"], credential=given["credential"])
        shown_by(self.request, made)
        return after_the_first(self.request, stage.exit(), by=user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        return found | {"options": found["js_data"]["creation_options"]}


@fresh_page()
class AddPasskey(Entrance, allauth_views.AddWebAuthnView):  # type: ignore[misc]  # allauth has no types
    form_class = AddPasskeyForm
    template_name = "mfa/webauthn/add_form.html"

    def form_valid(self, form: Any) -> HttpResponse:
        given = form.cleaned_data
        made, codes = flows.add_authenticator(self.request, name=given["name"], credential=given["credential"])
        shown_by(self.request, made)
        return HttpResponseRedirect(reverse("mfa_view_recovery_codes" if codes else "people:you"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super(allauth_views.AddWebAuthnView, self).get_context_data(**kwargs)
        first = not ways_of(self.request.user).has_second_factor
        return found | {"options": auth.begin_registration(self.request.user, passwordless=True), "first": first}


@fresh_page()
class NamePasskey(Entrance, allauth_views.EditWebAuthnView):  # type: ignore[misc]  # allauth has no types
    form_class = NamePasskeyForm
    template_name = "mfa/webauthn/edit_form.html"

    def get_success_url(self) -> str:
        return reverse("people:you")


@fresh_page()
class RemovePasskey(Entrance, allauth_views.RemoveWebAuthnView):  # type: ignore[misc]  # allauth has no types
    template_name = "mfa/webauthn/authenticator_confirm_delete.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ways = ways_of(self.request.user)
        return super().get_context_data(**kwargs) | {"last": len(ways.passkeys) == 1 and not ways.app}

    def form_valid(self, form: Any) -> HttpResponse:
        refuse_the_last(self.request.user, without=[self.object.pk])
        flows.remove_authenticator(self.request, self.object)
        return HttpResponseRedirect(reverse("people:you"))
