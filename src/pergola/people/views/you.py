"""You: what others read of you, how pages look to you, how you sign in."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pergola.people.access import signed_in
from pergola.people.actions import describe_oneself
from pergola.people.forms import YouForm
from pergola.people.middleware import PersonRequest
from pergola.people.models import Identity, Person
from pergola.people.pages import PAGES
from pergola.people.sessions import sessions_of
from pergola.people.ways import ways_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def you(request: PersonRequest) -> HttpResponse:
    """One’s own page."""
    person = Person.objects.editable_by(request.person).get()
    if request.method != "POST":
        return _page(request, YouForm(person=person))
    form = YouForm(request.POST, person=person)
    if not form.is_valid():
        return _page(request, form, status=422)
    given = form.cleaned_data
    describe_oneself(by=person, name=given["name"], work=given["work"], theme=given["theme"])
    language = given.get("language") or translation.get_language()
    with translation.override(language):
        messages.success(request, _("Kept."))
    answer = HttpResponseRedirect(reverse("people:you"))
    if "language" in given:
        _keep_language(answer, given["language"])
    return answer


@require_safe
@signed_in
def ways(request: PersonRequest) -> HttpResponse:
    """Where allauth sends people who may not do something to a way of signing in yet."""
    return HttpResponseRedirect(reverse("people:you"))


def _page(request: PersonRequest, form: YouForm, status: int = 200) -> HttpResponse:
    assert isinstance(request.user, Identity)
    shown = {
        "form": form,
        "ways": ways_of(request.user),
        "sessions": sessions_of(request.user, here=request.session.session_key),
        "readers": Person.objects.visible_to(request.person).count(),
        "pages": PAGES,
    }
    return render(request, "people/you.html", shown, status=status)


def _keep_language(answer: HttpResponse, language: str) -> None:
    """On this device, as a visitor’s is: what a screen reader speaks is a matter of the device."""
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
