"""The tags that the schools of a system carry, as its leads say it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page
from django.db.models import Case, When
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pergola.kernel.errors import Refusal
from pergola.kernel.paging import paged
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.people.refusing import not_for
from pergola.systems.actions import change_programme
from pergola.systems.forms import ProgrammeForm, SchoolNames
from pergola.systems.models import Programme, School, SchoolSystem
from pergola.systems.rules import leads_system
from pergola.systems.views.feeders import find

A_PAGE = 50


@dataclass(frozen=True)
class Asked:
    """What the address asks for: a tag, or none for a new one; and a page of the schools, those that carry it first."""

    tag: Programme | None
    search: SchoolNames
    page: Page[School]
    carrying: list[int]
    """Of those on the page."""

    @property
    def rest(self) -> str:
        """The rest of the address of another page of schools."""
        said = {"tag": self.tag.pk if self.tag else "", "school": self.search.data.get("school", "")}
        return urlencode({name: one for name, one in said.items() if one})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: PersonRequest, slug: str) -> HttpResponse:
    """All tags, and one of them, or a new one, to be changed."""
    system = find(request, slug)
    if not leads_system(request.person, system):
        return not_for(request, system.wall_id)
    assert isinstance(request.person, Person)
    asked = _asked_for(request, system)
    form = _form(request, system, asked)
    if not form.is_valid():
        return _page(request, system, asked, form)
    given = form.cleaned_data
    try:
        made = change_programme(
            by=request.person, system=system, name=given["name"], schools=form.carrying(), programme=given["tag"]
        )
    except Refusal as refused:
        form.add_error(refused.field, str(refused))
        return _page(request, system, asked, form)
    messages.success(request, _("The tag is set.") if made else _("No school carries it, so the tag is gone."))
    home = reverse("systems:programmes", args=[system.slug])
    return redirect(f"{home}?tag={made.pk}" if made and asked.page.has_other_pages() else home)


def _asked_for(request: PersonRequest, system: SchoolSystem) -> Asked:
    number, search = request.GET.get("tag", ""), SchoolNames(request.GET)
    known = number.isascii() and number.isdigit() and len(number) < 19
    tag = system.programmes.filter(pk=int(number)).first() if known else None
    found, of_tag = search.narrow(system.schools()), []
    if tag is not None:
        of_tag = list(tag.schools.values_list("pk", flat=True))
        found = found.annotate(without=Case(When(pk__in=of_tag, then=0), default=1)).order_by("without", "name", "pk")
    else:
        found = found.order_by("name", "pk")
    page = paged(found, request.GET.get("page"), a_page=A_PAGE)
    return Asked(tag, search, page, [one.pk for one in page if one.pk in set(of_tag)])


def _form(request: PersonRequest, system: SchoolSystem, asked: Asked) -> ProgrammeForm:
    begins = {"tag": asked.tag.pk, "name": asked.tag.name, "schools": asked.carrying} if asked.tag else None
    data = request.POST if request.method == "POST" else None
    return ProgrammeForm(data, initial=begins, system=system, listed=_listed(request, asked.page))


def _listed(request: PersonRequest, page: Page[School]) -> list[School]:
    """Those of the page; and those that were ticked on the page before, where what was sent is shown once more."""
    sent = {int(one) for one in request.POST.getlist("schools") if one.isascii() and one.isdigit() and len(one) < 19}
    missing = sent - {one.pk for one in page}
    more = School.objects.visible_to(request.person).filter(pk__in=missing).order_by("name", "pk") if missing else ()
    return [*page, *more]


def _page(request: PersonRequest, system: SchoolSystem, asked: Asked, form: ProgrammeForm) -> HttpResponse:
    tags = Programme.objects.visible_to(request.person).filter(system=system).counted()
    tag = form.initial.get("tag") or form.data.get("tag")
    page = {
        "system": system, "form": form, "page": asked.page, "search": asked.search, "asked": asked.rest, "tag": tag,
        "tags": paged(tags, request.GET.get("tags"), a_page=A_PAGE), "sample": system.sample,
        "by_name": bool(asked.search.data.get("school")) or asked.page.has_other_pages(),
    }  # fmt: skip
    return render(request, "systems/programmes.html", page, status=422 if form.errors else 200)
