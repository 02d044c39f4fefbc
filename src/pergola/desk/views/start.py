"""Start here: what a community of practice is, whether it is what somebody needs, and how they come into one."""

from allauth.account.adapter import get_adapter
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from pergola.desk.forms import StartForm
from pergola.desk.starting import suggested
from pergola.gather.rules import places_to_open_in
from pergola.people.middleware import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: PersonRequest) -> HttpResponse:
    """The page, and the answer to the self-check above it. It is posted, so that what somebody said stands in no address."""
    form = StartForm(request.POST if request.method == "POST" else None)
    page = {
        "form": form,
        "fits": suggested(form.said) if form.is_valid() else None,
        "may_open": places_to_open_in(request.standing),
        "nowhere": not request.standing,
        "sign_up_open": get_adapter().is_open_for_signup(request),
    }
    return render(request, "desk/start.html", page, status=422 if form.errors else 200)
