"""The second factor, between a password (or a code by mail) and being signed in."""

from typing import Any

from allauth.account.internal.stagekit import stash_login
from allauth.mfa.base import views as allauth_views
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from pergola.people.factor_forms import SecondCodeForm, SecondPasskeyForm
from pergola.people.views.entrance import Entrance
from pergola.people.ways import ways_of

MOST = 3


class SecondFactor(Entrance, allauth_views.AuthenticateView):  # type: ignore[misc]  # allauth has no types
    """Nobody is signed in before this. The third wrong answer ends the attempt: one begins again from the start."""

    form_class = SecondCodeForm
    webauthn_form_class = SecondPasskeyForm
    template_name = "mfa/authenticate.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        state = self.stage.state
        state["wrong"] = state.get("wrong", 0) + 1
        if state["wrong"] >= MOST:
            messages.error(self.request, _("That was tried too often. Begin again from the start."))
            over: HttpResponse = self.stage.abort()
            return over
        stash_login(self.request, self.stage.login)
        return self.refused(form)

    def refused(self, form: Any) -> HttpResponse:
        answer: HttpResponse = self.render_to_response(self.get_context_data(), status=422)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        return found | {"options": found["js_data"]["request_options"], "ways": ways_of(self.stage.login.user)}
