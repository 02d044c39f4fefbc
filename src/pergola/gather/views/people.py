from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pergola.commons.places import page_of
from pergola.gather.actions import keep_community
from pergola.gather.models import Invitation
from pergola.gather.rules import keeps
from pergola.kernel.errors import NotAllowed
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.spaces.models import Community, Membership


class RoleForm(forms.Form):
    """What somebody does in a community."""

    role = forms.ChoiceField(choices=Membership.Role.choices)


@require_safe
@signed_in
def people(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Who is here: for its members, and for those who keep it going, who also see who is invited."""
    community = get_object_or_404(Community.objects.visible_to(request.person).select_related("wall"), pk=pk)
    here = Membership.objects.visible_to(request.person).filter(community=community).select_related("person")
    members = sorted(here, key=lambda one: (one.role == Membership.Role.MEMBER, one.person.name))
    keeping = keeps(request.person, community)
    if not keeping and request.person.pk not in {one.person_id for one in members}:
        raise Http404
    invited = Invitation.objects.visible_to(request.person).filter(community=community).exclude(answer="withdrawn")
    page = {
        "community": community,
        "members": members,
        "keeps": keeping,
        "roles": Membership.Role.choices,
        "invited": list(invited.select_related("answered_by").order_by("-sent")[:200]) if keeping else [],
        "home": page_of(community),
        "sample": community.sample,
    }
    return render(request, "gather/people.html", page)


@require_POST
@signed_in
def role(request: PersonRequest, pk: UUID, membership: int) -> HttpResponse:
    """Give somebody here another role."""
    community = get_object_or_404(Community.objects.visible_to(request.person), pk=pk)
    here = Membership.objects.visible_to(request.person).filter(community=community)
    one = get_object_or_404(here.select_related("person"), pk=membership)
    form = RoleForm(request.POST)
    assert isinstance(request.person, Person)
    if not form.is_valid():
        messages.error(request, _("Nothing is changed: choose one of the roles."))
        return redirect("gather:people", community.pk)
    chosen = Membership.Role(form.cleaned_data["role"])
    try:
        keep_community(by=request.person, community=community, person=one.person, role=chosen)
    except NotAllowed:
        return not_allowed(request)
    said = {"name": one.person, "role": chosen.label}
    messages.success(request, _("%(name)s is now %(role)s here.") % said)
    return redirect("gather:people", community.pk)
