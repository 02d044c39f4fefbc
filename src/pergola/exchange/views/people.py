"""Who the roster brought and who has left, for the leads; and one mail to one of them."""

from django.conf import settings
from django.contrib import messages
from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pergola.exchange.inviting import invite_line
from pergola.exchange.listing import RosterSearch, headline, lines_of, said_of, told
from pergola.exchange.views.roster import system_kept_by
from pergola.kernel.errors import Refusal
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.people.step_up import fresh
from pergola.systems.models import RosterPerson

A_PAGE = 50


@require_safe
@fresh()
def show(request: PersonRequest, slug: str) -> HttpResponse:
    system, search = system_kept_by(request, slug), RosterSearch(request.GET)
    page = Paginator(told(request.person, lines_of(request.person, system, search)), A_PAGE).get_page(
        request.GET.get("page")
    )
    asked = request.GET.copy()
    asked.pop("page", None)
    shown = {
        "system": system,
        "search": search,
        "title": headline(search, page.paginator.count, intcomma(page.paginator.count)),
        "page": page,
        "lines": [(one, said_of(one)) for one in page.object_list],
        "asked": asked.urlencode(),
        "here": request.GET.urlencode(),
    }
    return render(request, "exchange/people.html", shown)


@require_POST
@fresh()
def invite_one(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Back to the list as it was asked for."""
    system, by = system_kept_by(request, slug), request.person
    assert isinstance(by, Person)
    line = get_object_or_404(RosterPerson.objects.editable_by(by).filter(wall=system.wall_id), pk=pk)
    try:
        invite_line(by=by, system=system, line=line, site=f"{settings.SITE}/")
    except Refusal as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("A mail to %(name)s is on its way.") % {"name": line.name})
    asked = request.GET.urlencode()
    there = reverse("exchange:people", args=[system.slug])
    return HttpResponseRedirect(f"{there}?{asked}" if asked else there)
