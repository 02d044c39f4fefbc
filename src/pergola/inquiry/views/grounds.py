"""Saying what is known of a problem, or of one clause of a theory, and by what it can be opened."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pergola.commons.forms import OnceForm
from pergola.commons.models import Artifact
from pergola.commons.once import do_once
from pergola.inquiry.actions import say_ground, take_ground_away
from pergola.inquiry.models import Aim, Ground, Part, Problem
from pergola.inquiry.theories import Theory
from pergola.inquiry.theory_forms import GroundForm
from pergola.inquiry.views.growing import aims, problems
from pergola.inquiry.views.sending import ask, me, must_be_mine, who_sees
from pergola.kernel.errors import Refusal
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest

CHOSEN_FROM = ("measure", "claim", "lesson", "cycle")
MOST_LISTED = 60


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def of_problem(request: PersonRequest, pk: UUID) -> HttpResponse:
    """How it is known that there is this problem."""
    problem = get_object_or_404(problems(request), pk=pk)
    lede = _(
        "Something others can open: a measure, a claim, a lesson, a conversation. A file stands beneath the problem by itself."
    )
    return _say(request, problem, None, f"{problem.get_absolute_url()}#known", _("How do we know?"), lede)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def of_clause(request: PersonRequest, pk: int) -> HttpResponse:
    """What is known of a clause."""
    clauses = Part.objects.visible_to(request.person).filter(of=Part.Of.THEORY)
    clause = get_object_or_404(clauses, pk=pk)
    aim = get_object_or_404(aims(request), pk=clause.artifact_id)
    lede = f"{clause.get_clause_display()} {clause.words}"
    return _say(request, aim, clause, f"{Theory.address(aim)}#clause-{clause.pk}", _("What is known of this?"), lede)


@require_POST
@signed_in
def take_away(request: PersonRequest, pk: int) -> HttpResponse:
    """It was tied by mistake."""
    ground = get_object_or_404(Ground.objects.visible_to(request.person), pk=pk)
    things: QuerySet[Aim] | QuerySet[Problem] = aims(request) if ground.part_id else problems(request)
    thing = get_object_or_404(things, pk=ground.artifact_id)
    must_be_mine(request, thing)
    form = OnceForm(request.POST)
    up = Theory.address(thing) if isinstance(thing, Aim) else thing.get_absolute_url()

    def act() -> str:
        take_ground_away(by=me(request), ground=ground)
        return up

    try:
        return redirect(
            do_once(me(request), thing.wall_id, form.cleaned_data["once"] if form.is_valid() else None, act)
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(up)


def _say(
    request: PersonRequest, thing: Aim | Problem, part: Part | None, leads: str, heading: str, lede: str
) -> HttpResponse:
    must_be_mine(request, thing)
    form = GroundForm(request.POST or None)
    seen = Artifact.objects.visible_to(request.person).filter(wall=thing.wall_id).exclude(pk=thing.pk)
    listed = seen.filter(kind__in=CHOSEN_FROM).order_by("-changed").values("pk")[:MOST_LISTED]
    form.fields["source"].queryset = seen.filter(pk__in=listed).order_by("kind", "title")  # type: ignore[attr-defined]

    def act() -> str:
        data = form.cleaned_data
        source = data["source"] or _named(request, form)
        if source is None:
            raise Refusal(_("There is nothing at this address that you can open."), field="page")
        say_ground(by=me(request), thing=thing, part=part, source=source, says=data["says"], note=data["note"])
        return leads

    return ask(
        request, form, act, wall=thing.wall_id, seen=who_sees(thing), heading=heading, lede=lede,
        button=_("Tie it"), trail=thing,
    )  # fmt: skip


def _named(request: PersonRequest, form: GroundForm) -> Artifact | None:
    """What stands at the address that was put in, if they see it."""
    if form.named is None:
        return None
    return Artifact.objects.visible_to(request.person).filter(pk=form.named).first()
