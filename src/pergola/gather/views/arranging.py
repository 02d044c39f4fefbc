"""How a community is arranged, at what stage it is, and whether one may be asked to lead."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pergola.commons.places import page_of
from pergola.gather.actions import arrange_community, become_community, choose_stage, say_leading
from pergola.gather.community_forms import ArrangeForm, BecomeForm, StageForm
from pergola.gather.rules import is_in, keeps
from pergola.gather.stages import STAGES
from pergola.gather.views.rooms import acting, done_once, find, shown
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.spaces.models import Community


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def arrange(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Who may join, in what it is a group, who carries it, until when."""
    community, by = find(request, pk), acting(request)
    if not keeps(by, community):
        return not_allowed(request)
    form = ArrangeForm(request.POST if request.method == "POST" else None, community=community, person=by)
    if not form.is_valid():
        return shown(request, "gather/arrange.html", community, form)
    given = {name: form.cleaned_data[name] for name in ("parent", "kept_for", "ends")}
    joining = Community.Joining(form.cleaned_data["joining"])
    return done_once(
        request, community, form, lambda: arrange_community(by=by, community=community, joining=joining, **given),
        page_of(community), lambda: shown(request, "gather/arrange.html", community, form),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def stage(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The five stages and what helps at each: read by its members, chosen by those who keep it."""
    community, by = find(request, pk), acting(request)
    keeping = keeps(by, community)
    if not keeping and not is_in(by, community):
        raise Http404
    if request.method == "POST" and not keeping:
        return not_allowed(request)
    form = StageForm(request.POST if request.method == "POST" else None, initial={"stage": community.stage})
    page = {"stages": STAGES, "keeps": keeping}
    if not form.is_valid():
        return shown(request, "gather/stage.html", community, form, **page)
    chosen = Community.Stage(form.cleaned_data["stage"])
    return done_once(
        request, community, form, lambda: choose_stage(by=by, community=community, stage=chosen),
        request.path, lambda: shown(request, "gather/stage.html", community, form, **page),
    )  # fmt: skip


@require_POST
@signed_in
def leading(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Whether one may be asked to lead: one tap, about oneself."""
    community, ready = find(request, pk), "ready" in request.POST
    try:
        say_leading(by=acting(request), community=community, ready=ready)
    except NotAllowed:
        return not_allowed(request)
    except Refusal as refused:
        messages.error(request, str(refused))
    else:
        said = _("You may be asked to lead now.") if ready else _("Nobody asks you to lead, until you say otherwise.")
        messages.success(request, said)
    return redirect(page_of(community))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def become(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A fellowship becomes a community that goes on, with its people, files and history."""
    community, by = find(request, pk), acting(request)
    if not community.is_fellowship:
        raise Http404
    if not keeps(by, community):
        return not_allowed(request)
    form = BecomeForm(request.POST if request.method == "POST" else None, initial={"name": community.name})
    if not form.is_valid():
        return shown(request, "gather/become.html", community, form)
    return done_once(
        request, community, form, lambda: become_community(by=by, community=community, name=form.cleaned_data["name"]),
        page_of(community), lambda: shown(request, "gather/become.html", community, form),
    )  # fmt: skip
