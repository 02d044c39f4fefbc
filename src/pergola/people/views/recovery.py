"""Recovery codes: shown, kept as a file, made anew. What lets one in on the day a passkey or a telephone is lost."""

from urllib.parse import urlencode

from allauth.mfa.recovery_codes import views as allauth_views
from allauth.mfa.recovery_codes.internal.flows import auto_generate_recovery_codes
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pergola.people.factor_forms import NewCodesForm
from pergola.people.middleware import PersonRequest
from pergola.people.models import Identity
from pergola.people.step_up import fresh, fresh_page
from pergola.people.views.entrance import Entrance
from pergola.people.ways import recovery_codes_of, ways_of


@require_safe
@fresh()
def recovery_codes(request: PersonRequest) -> HttpResponse:
    """Those not used yet."""
    assert isinstance(request.user, Identity)
    ways = ways_of(request.user)
    if ways.recovery is None:
        raise Http404
    goes_on = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(goes_on, {request.get_host()}, require_https=request.is_secure()):
        goes_on = reverse("people:you")
    shown = {"codes": recovery_codes_of(request.user), "ways": ways, "goes_on": goes_on}
    return render(request, "mfa/recovery_codes/index.html", shown)


@require_safe
@fresh()
def recovery_file(request: PersonRequest) -> HttpResponse:
    """The same as a text file, to print or to put where passwords are kept."""
    assert isinstance(request.user, Identity)
    codes = recovery_codes_of(request.user)
    if not codes:
        raise Http404
    heading = _("Recovery codes for Pergola at %(host)s. Each works once.") % {"host": request.get_host()}
    answer = HttpResponse("\n".join([heading, "", *codes, ""]), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="pergola-recovery-codes.txt"'
    return answer


@fresh_page()
class NewCodes(Entrance, allauth_views.GenerateRecoveryCodesView):  # type: ignore[misc]  # allauth has no types
    form_class = NewCodesForm
    template_name = "mfa/recovery_codes/generate.html"
    success_url = reverse_lazy("mfa_view_recovery_codes")


def after_the_first(request: HttpRequest, answer: HttpResponse, *, by: Identity) -> HttpResponse:
    """Who signed up with a passkey is signed in now: recovery codes first, then wherever they were going."""
    if not request.user.is_authenticated or request.user.pk != by.pk:
        return answer
    auto_generate_recovery_codes(request)
    goes_on = urlencode({"next": answer.headers.get("Location", "/")})
    return HttpResponseRedirect(f"{reverse('mfa_view_recovery_codes')}?{goes_on}")
