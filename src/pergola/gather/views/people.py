from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pergola.commons.places import page_of
from pergola.gather.actions import keep_community
from pergola.gather.forms import RolesForm
from pergola.gather.models import Invitation, JoinRequest
from pergola.gather.quiet import quiet_in
from pergola.gather.rules import keeps
from pergola.kernel.errors import Refusal
from pergola.kernel.templatetags.pergola import day
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.hubs import leads, of_a_hub
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.spaces.models import Community, HubRole, Membership, Network

LEADING = {Membership.Role.FACILITATOR}


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
    form = RolesForm(members=members) if keeping else None
    page = {
        "community": community,
        "members": members,
        "keeps": keeping,
        "plans": keeping and any(one.person_id == request.person.pk and one.role in LEADING for one in members),
        "listed": [(one, form.box(one)) for one in members] if form else [(one, None) for one in members],
        "quiet": quiet_in(community, len(members)) if keeping else None,
        "invited": list(invited.select_related("answered_by").order_by("-sent")[:200]) if keeping else [],
        "asking": _asking(request, community) if keeping else [],
        "home": page_of(community),
        "sample": community.sample,
    }
    return render(request, "gather/people.html", page)


def _asking(request: PersonRequest, community: Community) -> list[JoinRequest]:
    """Who asks to come in and waits for an answer. One query, and none where one does not ask."""
    if community.joining != Community.Joining.REQUEST:
        return []
    there = JoinRequest.objects.editable_by(request.person).filter(community=community)
    return list(there.select_related("person").order_by("asked"))


@require_safe
@signed_in
def of_hub(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Who is of a network’s hub, and what each does there: for the hub itself."""
    network = get_object_or_404(Network.objects.visible_to(request.person), pk=pk)
    if not of_a_hub(request.standing, network.wall_id):
        raise Http404
    roles = HubRole.objects.visible_to(request.person).filter(network=network).select_related("person")
    people: dict[Person, list[str]] = {}
    for one in roles.order_by("person__name", "role"):
        people.setdefault(one.person, []).append(_does(one))
    leading = leads(request.person, network.wall_id)
    invited = Invitation.objects.visible_to(request.person).filter(network=network, system=None)
    page = {
        "network": network,
        "people": [(person, ", ".join(does)) for person, does in people.items()],
        "leading": leading,
        "invited": list(invited.exclude(answer="withdrawn").select_related("answered_by").order_by("-sent")[:200])
        if leading
        else [],
        "home": page_of(network),
        "sample": network.sample,
    }
    return render(request, "gather/hub_people.html", page)


def _does(role: HubRole) -> str:
    """“evaluator, until Thursday 3 December”."""
    said = str(role.get_role_display())
    return _("%(role)s, until %(day)s") % {"role": said, "day": day(role.until)} if role.until else said


@require_POST
@signed_in
def roles(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Give people here other roles: whoever was changed in the one form."""
    community = get_object_or_404(Community.objects.visible_to(request.person), pk=pk)
    here = Membership.objects.visible_to(request.person).filter(community=community).select_related("person")
    assert isinstance(request.person, Person)
    if not keeps(request.person, community):
        return not_allowed(request)
    given = request.POST
    form = RolesForm(given, members=[one for one in here if RolesForm.name_of(one) in given])
    if not form.is_valid():
        messages.error(request, _("Nothing is changed: choose one of the roles."))
        return redirect("gather:people", community.pk)
    first = sorted(form.changed, key=lambda each: each[1] != Membership.Role.FACILITATOR)
    try:
        with transaction.atomic():
            for one, chosen in first:  # whoever hands over gives before they take
                keep_community(by=request.person, community=community, person=one.person, role=chosen)
    except Refusal as refused:
        messages.error(request, _("Nothing is changed. %(why)s") % {"why": refused})
        return redirect("gather:people", community.pk)
    for one, chosen in first:  # all of it or none: nothing is said of what a refusal would take back
        said = {"name": one.person, "role": chosen.label}
        messages.success(request, _("%(name)s has the role of %(role)s now.") % said)
    if not form.changed:
        messages.info(request, _("Nobody does anything else than before."))
    return redirect("gather:people", community.pk)
