"""I tried it; I use it; I make it my own; and how it grew."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pergola.commons.seen import seen_by
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.routines.actions import (
    adopt_routine,
    log_trial,
    make_routine_own,
    stop_using_routine,
    take_trial_back,
)
from pergola.routines.actions.writing import WORDS
from pergola.routines.boxes import Boxes
from pergola.routines.forms import OwnForm, TrialForm, UseForm
from pergola.routines.models import Adoption, Trial
from pergola.routines.reading import family_of, taught_by
from pergola.routines.rules import goes_on, home_of
from pergola.routines.views.sending import ask, find_routine, me, seen_in, words
from pergola.spaces.models import Community, Membership


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def tried(request: PersonRequest, pk: UUID) -> HttpResponse:
    """I tried it: by anybody who sees it."""
    routine = find_routine(request, pk)
    if not goes_on(routine):
        return not_allowed(request)
    boxes = Boxes("routine-tried", routine.pk, ("happened",))
    form = TrialForm(request.POST or None, initial=boxes.left(request.person))

    def act() -> str:
        log_trial(by=me(request), routine=routine, **words(form))
        messages.success(request, _("Thank you. It stands with what the others tried."))
        return f"{routine.get_absolute_url()}#trials"

    return ask(
        request, form, act, wall=routine.wall_id, boxes=boxes, seen=seen_by(routine.audience),
        up=routine.get_absolute_url(), up_label=routine.title, place=home_of(routine).name, heading=_("I tried it"),
        lede=_("Two minutes. What did not work helps as much as what did."), button=_("Tell the others"),
        sample=home_of(routine).sample,
    )  # fmt: skip


@require_POST
@signed_in
def take_back(request: PersonRequest, pk: UUID, trial: UUID) -> HttpResponse:
    """What I wrote of a trial."""
    routine = find_routine(request, pk)
    mine = Trial.objects.editable_by(request.person).filter(routine=routine)
    take_trial_back(by=me(request), trial=get_object_or_404(mine, pk=trial))
    messages.success(request, _("It is taken back. Nobody reads it any more."))
    return redirect(routine.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def use(request: PersonRequest, pk: UUID) -> HttpResponse:
    """I use this now, and learned it from."""
    routine = find_routine(request, pk)
    if not goes_on(routine):
        return not_allowed(request)
    mine = Adoption.objects.editable_by(request.person).filter(routine=routine).first()
    said = ("learned_from", "learned_elsewhere", "adapted", "school")
    stands = {name: getattr(mine, name) for name in said} if mine else {}
    form = UseForm(request.POST or None, initial=stands, people=taught_by(me(request), routine, mine))

    def act() -> str:
        adopt_routine(by=me(request), routine=routine, **words(form))
        messages.success(request, _("Kept. Your line stands with those who use it."))
        return f"{routine.get_absolute_url()}#used"

    return ask(
        request, form, act, wall=routine.wall_id, seen=seen_by(routine.audience), up=routine.get_absolute_url(), stands=bool(mine),
        up_label=routine.title, place=home_of(routine).name, heading=_("I use this now"), button=_("Say it"),
        lede=_("A minute. Routines spread from one colleague to the next; here that is seen, and thanked for."),
        sample=home_of(routine).sample,
    )  # fmt: skip


@require_POST
@signed_in
def stop(request: PersonRequest, pk: UUID) -> HttpResponse:
    """I no longer use it."""
    routine = find_routine(request, pk)
    stop_using_routine(by=me(request), routine=routine)
    messages.success(request, _("Your line is taken out, and nobody is told. You can put it back whenever you like."))
    return redirect(routine.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def own(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Make it ours: a variant, in a community of mine."""
    routine = find_routine(request, pk)
    joined = Membership.objects.visible_to(request.person).filter(person=request.person.pk).values("community")
    mine = Community.objects.visible_to(request.person).filter(pk__in=joined, wall=routine.wall_id, closed=None)
    communities = list(mine.order_by("name"))
    if not goes_on(routine) or not communities:
        return not_allowed(request)
    boxes = Boxes("routine-own", routine.pk, ("differs", "body", "steps"))
    first = next((one for one in communities if one.pk != routine.community_id), communities[0])
    stands = {name: getattr(routine, name) for name in WORDS} | {"community": first.pk}
    form = OwnForm(request.POST or None, initial=stands | boxes.left(request.person), communities=mine.order_by("name"))

    def act() -> str:
        made = make_routine_own(by=me(request), routine=routine, **words(form))
        messages.success(request, _("Here is yours. It says where it came from, and you can change it."))
        return made.get_absolute_url()

    return ask(
        request, form, act, wall=routine.wall_id, boxes=boxes, seen=seen_in(request, first), up=routine.get_absolute_url(),
        up_label=routine.title, place=home_of(routine).name, heading=_("Make it yours"), button=_("Make it ours"),
        also=_("Of another community, its own people see it. What was tried and agreed stays with the first one."),
        lede=_("A variant for your discipline or your students. It says where it came from, and what you changed."),
        sample=home_of(routine).sample,
    )  # fmt: skip


@require_safe
@signed_in
def family(request: PersonRequest, pk: UUID) -> HttpResponse:
    """How it grew: an outline of its line, and at each what works for whom."""
    routine = find_routine(request, pk)
    home = home_of(routine)
    context = {"routine": routine, "home": home, "branches": family_of(request.person, routine), "sample": home.sample}
    return render(request, "routines/family.html", context)
