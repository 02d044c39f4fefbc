"""The tags that the schools of a system carry, as its leads say it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pergola.kernel.errors import Refusal
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.people.refusing import not_for
from pergola.systems.actions import change_programme
from pergola.systems.forms import ProgrammeForm
from pergola.systems.models import Programme, SchoolSystem
from pergola.systems.rules import leads_system
from pergola.systems.views.feeders import find


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: PersonRequest, slug: str) -> HttpResponse:
    """All tags, and one of them, or a new one, to be changed."""
    system = find(request, slug)
    if not leads_system(request.person, system):
        return not_for(request, system.wall_id)
    assert isinstance(request.person, Person)
    if request.method != "POST":
        return _page(request, system, _asked_for(request, system))
    form = ProgrammeForm(request.POST, system=system)
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = change_programme(
                by=request.person, system=system, name=given["name"], schools=given["schools"], programme=given["tag"]
            )
        except Refusal as refused:
            form.add_error(refused.field, str(refused))
        else:
            said = _("The tag is set.") if made else _("No school carries it, so the tag is gone.")
            messages.success(request, said)
            return redirect("systems:programmes", system.slug)
    return _page(request, system, form)


def _asked_for(request: PersonRequest, system: SchoolSystem) -> ProgrammeForm:
    """The form of the tag named in the address, or of a new one."""
    number = request.GET.get("tag", "")
    tag = (
        system.programmes.filter(pk=int(number)).first()
        if number.isascii() and number.isdigit() and len(number) < 19
        else None
    )
    if tag is None:
        return ProgrammeForm(system=system)
    return ProgrammeForm(
        system=system, initial={"tag": tag.pk, "name": tag.name, "schools": [one.pk for one in tag.schools.all()]}
    )


def _page(request: PersonRequest, system: SchoolSystem, form: ProgrammeForm) -> HttpResponse:
    tags = list(Programme.objects.visible_to(request.person).filter(system=system).counted())
    page = {"system": system, "form": form, "tags": tags, "sample": system.sample}
    page["changes"] = bool(form.initial.get("tag") or form.data.get("tag"))
    return render(request, "systems/programmes.html", page, status=422 if form.errors else 200)
