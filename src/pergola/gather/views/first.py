"""The first page of an empty installation."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from pergola.gather.actions.first import Beginning, begin_here
from pergola.gather.first import somebody_operates
from pergola.gather.first_form import FirstForm
from pergola.kernel.errors import Refusal
from pergola.people.middleware import PersonRequest
from pergola.people.models import Visitor
from pergola.people.sessions import begin_session


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def first(request: PersonRequest) -> HttpResponse:
    """Who begins here, and with what. Gone once somebody has begun."""
    if somebody_operates():
        raise Http404
    form = FirstForm(request.POST or None, initial={"secret": request.GET.get("secret", "")[:40]})
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "secret"}
        try:
            identity, wall = begin_here(by=Visitor(), beginning=Beginning(**given))
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            begin_session(request, identity, method="password")
            return redirect("gather:open", wall.pk)
    return render(request, "gather/first.html", {"form": form, "title": _("Begin here")})
