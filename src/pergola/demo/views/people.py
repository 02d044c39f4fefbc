"""The list of the people one can be, and being one of them."""

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from pergola.demo.looking import find_invented, who_is_here
from pergola.demo.people import PEOPLE
from pergola.kernel.errors import NotAllowed
from pergola.people.middleware import PersonRequest
from pergola.people.sessions import begin_session


@require_safe
def people(request: PersonRequest) -> HttpResponse:
    """Everybody one can be, by who they are."""
    if not settings.DEMO:
        raise Http404
    return _page(request)


@require_POST
def be(request: PersonRequest) -> HttpResponse:
    """Sign in as an invented person. What the session held of anybody else is gone."""
    if not settings.DEMO:
        raise Http404
    try:
        identity = find_invented(email=request.POST.get("email", ""))
    except NotAllowed as refusal:
        return _page(request, refusal=str(refusal), status=422)
    request.session.flush()
    begin_session(request, identity, method="mfa", type="demo")  # here one click is all one has
    return HttpResponseRedirect(next((one.starts_at for one in PEOPLE if one.email == identity.email), "/month/"))


def _page(request: PersonRequest, refusal: str = "", status: int = 200) -> HttpResponse:
    introduced, others = who_is_here()
    context = {
        "introduced": introduced,
        "others": others,
        "nobody_introduced": not introduced,
        "refusal": refusal,
        "sample": True,
    }
    return render(request, "demo/people.html", context, status=status)
