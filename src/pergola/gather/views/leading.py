"""Who leads a school system here: an operator names the first one, the leads every other."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pergola.commons.once import do_once
from pergola.gather.actions.leading import name_lead, unname_lead
from pergola.gather.lead_forms import NEW, FirstLeadForm, LeadForm
from pergola.gather.models import Invitation
from pergola.gather.network_forms import systems_called
from pergola.gather.of_system import who_leads
from pergola.gather.rules import may_invite
from pergola.kernel.errors import Refusal
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.people.step_up import fresh
from pergola.systems.actions import enter_by_name, enter_district
from pergola.systems.models import District, SchoolSystem
from pergola.walls.models import PUBLIC_WALL
from pergola.walls.opening import open_walls, walls

EITHER = ["GET", "HEAD", "POST"]


@require_http_methods(EITHER)
@signed_in
@fresh()
def first_lead(request: PersonRequest) -> HttpResponse:
    """An operator brings a school system in, out of the directory or by its name, and says who is to lead it."""
    by = request.person
    if not isinstance(by, Person) or not by.is_operator:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    name = " ".join(str((sent or request.GET).get("name", ""))[:80].split())
    found = systems_called(name, by) if name else []
    form = FirstLeadForm(sent, found=found, name=name)
    if name and form.is_valid():
        try:
            once = form.cleaned_data["once"]
            return redirect(do_once(by, PUBLIC_WALL, once, lambda: _name_first(request, by, form)))
        except Refusal as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    page = {"name": name, "found": found, "form": form}
    return render(request, "gather/first_lead.html", page, status=422 if form.errors else 200)


def _name_first(request: PersonRequest, by: Person, form: FirstLeadForm) -> str:
    system = _chosen(by, form.cleaned_data["system"], form.cleaned_data["name"])
    return _name(request, by, system, form)


def _chosen(by: Person, value: str, name: str) -> SchoolSystem:
    """The form has seen to it that it is one of those that were found, or the one that was written."""
    kind, _dash, pk = value.partition("-")
    if kind == NEW:
        return enter_by_name(by=by, name=name)
    if kind == "district":
        return enter_district(by=by, district=District.objects.visible_to(by).get(pk=pk))
    return SchoolSystem.objects.visible_to(by).get(pk=pk)


def _name(request: PersonRequest, by: Person, system: SchoolSystem, form: LeadForm) -> str:
    given = form.cleaned_data
    name_lead(by=by, system=system, address=given["email"], site=f"{settings.SITE}/", words=given["words"])
    said = _("%(email)s is asked to lead %(system)s.") % {"email": given["email"], "system": system}
    messages.success(request, said)
    return f"{reverse('gather:leads', args=[system.slug])}#invited"


@require_http_methods(EITHER)
@signed_in
@fresh()
def leads(request: PersonRequest, slug: str) -> HttpResponse:
    """Who leads it, who is asked to, and a form for one more: for its leads; while it has none, for an operator."""
    system, by = _to_name(request, slug), request.person
    assert isinstance(by, Person)
    form = LeadForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            once = form.cleaned_data["once"]
            return redirect(do_once(by, PUBLIC_WALL, once, lambda: _name(request, by, system, form)))
        except Refusal as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    page = {"system": system, "form": form, **who_leads(by, system)}
    return render(request, "gather/leads.html", page, status=422 if form.errors else 200)


@require_POST
@signed_in
@fresh()
def take_back(request: PersonRequest, slug: str, pk: UUID) -> HttpResponse:
    """The link in the mail stops working: also for an operator, who is not behind the wall."""
    system, by = _to_name(request, slug), request.person
    assert isinstance(by, Person)
    if system.wall_id is None:
        raise Http404
    try:
        with walls({*open_walls(), system.wall_id}):
            one = get_object_or_404(Invitation.objects.editable_by(by).filter(network=None), system=system, pk=pk)
            unname_lead(by=by, system=system, invitation=one)
        messages.success(request, _("It is taken back; the link in the mail no longer works."))
    except Refusal as refused:
        messages.error(request, str(refused))
    return redirect("gather:leads", system.slug)


def _to_name(request: PersonRequest, slug: str) -> SchoolSystem:
    """The system, for whoever may name a lead of it, or has. To everybody else there is nothing here."""
    system = get_object_or_404(SchoolSystem.objects.visible_to(request.person), slug=slug)
    begins = system.wall_id is None and request.person.is_operator
    if not (begins or may_invite(request.person, system)):
        raise Http404
    return system
