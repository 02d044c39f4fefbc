"""Routines of a community, and one of them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pergola.commons.places import page_of
from pergola.commons.seen import seen_by
from pergola.kernel.addresses import address_of
from pergola.kernel.paging import paged
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.routines.actions import change_routine, share_routine, write_routine
from pergola.routines.agreements import Standing, State, agreements_about
from pergola.routines.boxes import Boxes
from pergola.routines.forms import RoutineEdit, RoutineForm
from pergola.routines.models import Routine
from pergola.routines.reading import counted, trials_of, users_of
from pergola.routines.rules import home_of, may_change, works_in
from pergola.routines.views.sending import ask, find_community, find_routine, me, seen_in, words
from pergola.spaces.models import Audience, Membership

A_PAGE = 30


@require_safe
@signed_in
def of_community(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What stands first, then what is asked, then every other; as far as this person sees them."""
    community, person = find_community(request, pk), request.person
    agreed = agreements_about(person, routine__community=community, ended=None)
    standings = {one.agreement.routine_id: one for one in agreed}
    every = counted(person, Routine.objects.visible_to(person).filter(community=community))
    seen = every.select_related("made_by").defer("search", "words")
    first = list(seen.filter(pk__in=standings).order_by("title", "pk"))
    page = paged(seen.exclude(pk__in=standings).order_by("-changed", "pk"), request.GET.get("page"), a_page=A_PAGE)
    told = [(one, standings[one.pk]) for one in first]
    context: dict[str, Any] = {
        "community": community,
        "home": page_of(community),
        "stands": [one for one in told if one[1].state == State.STANDS],
        "asked": [one for one in told if one[1].state != State.STANDS],
        "page": page,
        "writes": works_in(person, community),
        "sample": community.sample,
    }
    return render(request, "routines/of_community.html", context)


@require_safe
@signed_in
def show(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Its steps, what the community agreed, what came of it, who uses it."""
    routine, person = find_routine(request, pk), request.person
    home = home_of(routine)
    own = Membership.objects.visible_to(person).filter(community=home, person=person.pk).first()
    agreed = agreements_about(person, routine=routine)
    current = next((one for one in agreed if one.agreement.ended is None), None)
    voice = current.voice_of(person.pk) if current else None
    keeps = own is not None and own.role == Membership.Role.FACILITATOR
    context: dict[str, Any] = {
        "routine": routine,
        "home": home,
        "inside": own is not None and home.closed is None,
        "goes_on": home.closed is None,
        "mine": home.closed is None and (keeps or routine.made_by_id == person.pk),
        "current": current,
        "voice": voice,
        "asks": _asks(request, current, inside=own is not None and home.closed is None),
        "over": [one for one in agreed if one.agreement.ended is not None],
        "tried": trials_of(person, routine, request.GET.get("page")),
        "used": users_of(person, routine),
        "origin": _origin(request, routine),
        "sample": home.sample,
    }
    return render(request, "routines/routine.html", context)


def _asks(request: PersonRequest, current: Standing | None, *, inside: bool) -> bool:
    """Is this person to say something to a proposal? Then that is the one next act of the page."""
    if current is None or not inside or current.state != State.OPEN or not current.takes_voices:
        return False
    return current.agreement.by_id != request.person.pk and current.voice_of(request.person.pk) is None


def _origin(request: PersonRequest, routine: Routine) -> Routine | None:
    if routine.forked_from_id is None:
        return None
    seen = Routine.objects.visible_to(request.person).select_related("community", "made_by").defer("search")
    return seen.filter(pk=routine.forked_from_id).first()


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def write(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A new one, by anybody who is in the community."""
    community = find_community(request, pk)
    if not works_in(request.person, community):
        return not_allowed(request)
    boxes = Boxes("routine-write", community.pk, ("body", "steps"))
    form = RoutineForm(request.POST or None, initial=boxes.left(request.person))
    return ask(
        request, form,
        lambda: write_routine(by=me(request), community=community, **words(form)).get_absolute_url(),
        wall=community.wall_id, boxes=boxes, seen=seen_in(request, community), up=_list_of(community.pk),
        up_label=_("Routines"), place=community.name, heading=_("Write a routine"), button=_("Keep it"),
        lede=_("Something you do again and again, until students know it by heart. Five lines are enough; pictures and samples of work come afterwards."),
        sample=community.sample,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Its words, by whoever wrote it and by those who keep the community going."""
    routine = find_routine(request, pk)
    if not may_change(request.person, routine):
        return not_allowed(request)
    boxes = Boxes("routine-change", routine.pk, ("body", "steps"))
    stands = {name: getattr(routine, name) for name in ("title", "body", "steps", "discipline", "grades", "revision")}
    form = RoutineEdit(request.POST or None, initial=stands | boxes.left(request.person))

    def act() -> str:
        revision = form.cleaned_data["revision"]
        return change_routine(by=me(request), routine=routine, revision=revision, words=words(form)).get_absolute_url()

    return ask(
        request, form, act, wall=routine.wall_id, boxes=boxes, about=routine, seen=seen_by(routine.audience),
        up=routine.get_absolute_url(), up_label=routine.title, place=home_of(routine).name,
        heading=_("Change the words"), button=_("Keep the new words"), sample=home_of(routine).sample,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def share(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Let everyone behind the wall see it."""
    routine = find_routine(request, pk)
    if not may_change(request.person, routine):
        return not_allowed(request)
    if request.method == "POST":
        share_routine(by=me(request), routine=routine)
        messages.success(request, _("Everyone in %(name)s can see it now.") % {"name": routine.wall.name})
        return redirect(routine.get_absolute_url())
    context = {
        "routine": routine, "home": home_of(routine), "sample": home_of(routine).sample,
        "everyone": seen_by(Audience(kind=Audience.Kind.WALL, wall_id=routine.wall_id)),
    }  # fmt: skip
    return render(request, "routines/share.html", context)


def _list_of(community: UUID) -> str:
    return address_of("routines:of_community", community)
