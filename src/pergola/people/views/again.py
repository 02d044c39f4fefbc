"""“Is it you?”: showing again who one is before something dangerous (pergola/people/step_up.py)."""

from typing import Any

from allauth.account import views as allauth_views
from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from allauth.mfa.base.views import ReauthenticateView as CodeView
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.decorators import method_decorator

from pergola.people.actions import note_use
from pergola.people.again_by_mail import AgainCode
from pergola.people.factor_forms import TOO_OFTEN, AgainCodeForm, AgainPasskeyForm, MailedCodeForm
from pergola.people.forms import AgainForm
from pergola.people.rates import from_where
from pergola.people.views.entrance import Entrance


class Again(Entrance):
    """What the four pages have in common: the other ways stand in our order, the best first."""

    def get_reauthentication_alternatives(self) -> list[dict[str, Any]]:
        methods = get_adapter().get_reauthentication_methods(self.request.user)  # type: ignore[attr-defined]
        others = [one for one in methods if one["url"] != self.request.path]  # type: ignore[attr-defined]
        return [one | {"url": self.passthrough_next_url(one["url"])} for one in others]  # type: ignore[attr-defined]


class AgainByPassword(Again, allauth_views.ReauthenticateView):  # type: ignore[misc]  # allauth has no types
    form_class = AgainForm
    template_name = "account/reauthenticate.html"

    def form_valid(self, form: Any) -> HttpResponse:
        note_use(by=self.request.user, way="password")
        answer: HttpResponse = super().form_valid(form)
        return answer


class AgainByCode(Again, CodeView):  # type: ignore[misc]  # allauth has no types
    form_class = AgainCodeForm
    template_name = "mfa/reauthenticate.html"


class AgainByPasskey(Again, ReauthenticateWebAuthnView):  # type: ignore[misc]  # allauth has no types
    form_class = AgainPasskeyForm
    template_name = "mfa/webauthn/reauthenticate.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.refused(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        return found | {"options": found["js_data"]["request_options"]}


@method_decorator(login_required, name="dispatch")
class AgainByMail(Again, allauth_views.BaseReauthenticateView):  # type: ignore[misc]  # allauth has no types
    """For whoever has neither a password nor a second factor. The code is sent when they ask for it."""

    form_class = MailedCodeForm
    template_name = "account/reauthenticate_by_mail.html"

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = self._send() if "send" in self.request.POST else super().post(*args, **kwargs)
        return answer

    def _send(self) -> HttpResponse:
        address = self.request.user.email
        here = f"{address.lower()}:{from_where(self.request)}"
        if not ratelimit.consume(self.request, action="request_login_code_here", key=here):
            messages.error(self.request, TOO_OFTEN)
        else:
            AgainCode(self.request).send()
        return HttpResponseRedirect(self.request.get_full_path())

    def form_valid(self, form: Any) -> HttpResponse:
        code = AgainCode(self.request)
        problem = code.try_code(form.cleaned_data["code"])
        if problem:
            form.add_error("code" if code.is_sent else None, problem)  # the box is gone with the code
            return self.form_invalid(form)
        note_use(by=self.request.user, way="code")
        answer: HttpResponse = super().form_valid(form)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sent = AgainCode(self.request).is_sent
        return super().get_context_data(**kwargs) | {"sent": sent, "email": self.request.user.email}
