"""An app that shows a new code every half minute: added, taken away."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp import views as allauth_views
from allauth.mfa.totp.internal import flows
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from pergola.people.factor_forms import AddAppForm, RemoveAppForm, shown_by
from pergola.people.qr import drawn
from pergola.people.step_up import fresh_page
from pergola.people.views.entrance import Entrance
from pergola.people.ways import refuse_the_last, ways_of


@fresh_page()
class AddApp(Entrance, allauth_views.ActivateTOTPView):  # type: ignore[misc]  # allauth has no types
    form_class = AddAppForm
    template_name = "mfa/totp/activate_form.html"

    def form_valid(self, form: Any) -> HttpResponse:
        made, codes = flows.activate_totp(self.request, form)
        shown_by(self.request, made)
        return HttpResponseRedirect(reverse("mfa_view_recovery_codes" if codes else "people:you"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super(allauth_views.ActivateTOTPView, self).get_context_data(**kwargs)
        secret = found["form"].secret
        address = get_adapter().build_totp_url(self.request.user, secret)
        picture = drawn(address, _("A QR code with the key that is written beneath"))
        by_fours = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        return found | {"picture": mark_safe(picture), "key": by_fours, "address": address}  # noqa: S308 - drawn by us


@fresh_page()
class RemoveApp(Entrance, allauth_views.DeactivateTOTPView):  # type: ignore[misc]  # allauth has no types
    form_class = RemoveAppForm
    template_name = "mfa/totp/deactivate_form.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"last": not ways_of(self.request.user).passkeys}

    def form_valid(self, form: Any) -> HttpResponse:
        refuse_the_last(self.request.user, without=[self.authenticator.pk])
        flows.deactivate_totp(self.request, self.authenticator)
        return HttpResponseRedirect(reverse("people:you"))
