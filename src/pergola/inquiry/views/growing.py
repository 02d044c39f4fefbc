"""One act on one part of a picture; then the picture again, with what was said of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pergola.commons.forms import OnceForm
from pergola.commons.once import do_once
from pergola.inquiry.actions import add_part, bring_back_part, hang_idea, move_part, reword_part, take_out_part
from pergola.inquiry.growing_forms import GrowForm, HangForm, MoveForm, RewordForm
from pergola.inquiry.models import Aim, ChangeIdea, Part, Problem
from pergola.inquiry.models.part import PartQuerySet
from pergola.inquiry.views.picture_page import ROOT, Asked, Thing, address_of, picture_page
from pergola.inquiry.views.sending import me, must_be_mine
from pergola.kernel.errors import Refusal, Stale
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest

Of = Part.Of


@require_POST
@signed_in
def grow_drivers(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A driver or a change idea more."""
    return _grow(request, get_object_or_404(aims(request), pk=pk), Of.DRIVERS)


@require_POST
@signed_in
def grow_causes(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A category, a cause, or why, more."""
    return _grow(request, get_object_or_404(problems(request), pk=pk), Of.CAUSES)


@require_POST
@signed_in
def reword(request: PersonRequest, pk: int) -> HttpResponse:
    """Said otherwise."""
    part, thing = _found(request, pk)
    form = RewordForm(request.POST)

    def act() -> Part:
        data = form.cleaned_data
        return reword_part(by=me(request), part=part, words=data["words"], revision=data["revision"])

    return _done(request, thing, form, Asked(str(pk), {"reword": form}), act, _("It says “%(words)s” now."))


@require_POST
@signed_in
def move(request: PersonRequest, pk: int) -> HttpResponse:
    """Up, down, or beneath another part."""
    part, thing = _found(request, pk)
    form = MoveForm(request.POST)
    mine = Part.objects.editable_by(request.person).filter(artifact=thing.pk, of=part.of)
    form.among(mine.values_list("pk", flat=True))

    def act() -> Part:
        to = form.cleaned_data["beneath"]
        beneath = mine.get(pk=to) if to else None
        if form.cleaned_data["way"] == "beneath" and to is None:
            raise Refusal(_("Choose what it should go beneath."), field="beneath")
        return move_part(by=me(request), part=part, way=form.cleaned_data["way"], beneath=beneath)

    return _done(request, thing, form, Asked(str(pk), {}), act, _("“%(words)s” is moved."))


@require_POST
@signed_in
def take_out(request: PersonRequest, pk: int) -> HttpResponse:
    """Out of the picture, with what hangs on it."""
    part, thing = _found(request, pk)
    form = OnceForm(request.POST)

    def act() -> Part | None:
        take_out_part(by=me(request), part=part)
        return part.parent

    text = _("“%(words)s” is taken out. Beneath the outline it can be brought back.") % {"words": part}
    return _done(request, thing, form, Asked(), act, text.replace("%", "%%"))


@require_POST
@signed_in
def bring_back(request: PersonRequest, pk: int) -> HttpResponse:
    """Back to where it was."""
    part, thing = _found(request, pk)
    form = OnceForm(request.POST)
    return _done(
        request, thing, form, Asked(), lambda: bring_back_part(by=me(request), part=part), _("“%(words)s” is back.")
    )


def aims(request: PersonRequest) -> QuerySet[Aim]:
    return Aim.objects.visible_to(request.person).select_related("audience", "team", "community", "made_by")


def problems(request: PersonRequest) -> QuerySet[Problem]:
    return Problem.objects.visible_to(request.person).select_related("audience", "team", "community", "made_by")


def _found(request: PersonRequest, pk: int) -> tuple[Part, Thing]:
    """The part, if its thing is seen; 403 where it is seen and not theirs to change."""
    parts = Part.objects.visible_to(request.person) | Part.objects.editable_by(request.person)
    part = get_object_or_404(parts.exclude(of=Of.THEORY).select_related("idea", "parent__idea"), pk=pk)
    thing: Thing
    if part.of == Of.CAUSES:
        thing = get_object_or_404(problems(request), pk=part.artifact_id)
    else:
        thing = get_object_or_404(aims(request), pk=part.artifact_id)
    must_be_mine(request, thing)
    return part, thing


def _grow(request: PersonRequest, thing: Thing, of: str) -> HttpResponse:
    must_be_mine(request, thing)
    if isinstance(thing, Aim) and (request.POST.get("idea") or "words" not in request.POST):
        return _hang(request, thing)
    form = GrowForm(request.POST)
    mine = Part.objects.editable_by(request.person).filter(artifact=thing.pk, of=of)

    def act() -> Part:
        data = form.cleaned_data
        where = _where(mine, data)
        if isinstance(thing, Aim) and data["what"] == "idea":
            return hang_idea(by=me(request), aim=thing, words=data["words"], **where)
        return add_part(by=me(request), thing=thing, of=of, words=data["words"], **where)

    chosen = str(form.data.get("part") or ROOT)
    return _done(request, thing, form, Asked(chosen, {"grow": form}), act, _("“%(words)s” is added."))


def _hang(request: PersonRequest, aim: Aim) -> HttpResponse:
    """An idea that is there already."""
    form = HangForm(request.POST)
    form.choosing(ChangeIdea.objects.visible_to(request.person).filter(wall=aim.wall_id), aim)
    mine = Part.objects.editable_by(request.person).filter(artifact=aim.pk, of=Of.DRIVERS)

    def act() -> Part:
        data = form.cleaned_data
        where = _where(mine, data)
        return hang_idea(by=me(request), aim=aim, idea=data["idea"], **where)

    chosen = str(form.data.get("part") or ROOT)
    return _done(request, aim, form, Asked(chosen, {"hang": form}), act, _("“%(words)s” is added."))


def _where(mine: PartQuerySet, data: dict[str, Any]) -> dict[str, Any]:
    part = get_object_or_404(mine, pk=data["part"]) if data["part"] else None
    return {"after": part} if data["place"] == "beside" else {"beneath": part}


def _done(
    request: PersonRequest, thing: Thing, form: BaseForm, asked: Asked, act: Callable[[], Part | None], said: str
) -> HttpResponse:
    """The act, once; then the picture with its part chosen. Where it is refused, the same page with why, and nothing lost."""
    if form.is_valid():
        try:
            return redirect(
                do_once(
                    me(request),
                    thing.wall_id,
                    form.cleaned_data["once"],
                    lambda: _after(request, thing, form, act(), said),
                )
            )
        except Refusal as refusal:
            _beside(form, refusal)
            if not asked.forms:
                messages.error(request, str(refusal))
                return redirect(f"{address_of(thing)}?part={asked.part}#chosen" if asked.part else address_of(thing))
    if not asked.forms:
        return redirect(address_of(thing))
    return picture_page(request, thing, asked)


def _after(request: PersonRequest, thing: Thing, form: BaseForm, part: Part | None, said: str) -> str:
    messages.success(request, said % {"words": part or ""})
    since = form.cleaned_data.get("since")
    if since and 0 < since < 1 << 45:
        moment = datetime.fromtimestamp(since / 1000, UTC)
        changed = Part.objects.editable_by(request.person).filter(artifact=thing.pk, changed__gt=moment)
        others = changed.exclude(changed_by=me(request)).select_related("changed_by").order_by("-changed").first()
        if others is not None:
            text = _("%(who)s changed this picture meanwhile. You see it as it is now.")
            messages.info(request, text % {"who": others.changed_by})
    return f"{address_of(thing)}?part={part.pk if part else ROOT}#chosen"


def _beside(form: BaseForm, refusal: Refusal) -> None:
    """Why not, beside the words; and where somebody was quicker, theirs. Sending again puts one’s own in their place."""
    field = "words" if isinstance(form, RewordForm) else refusal.field if refusal.field in form.fields else None
    form.add_error(field, str(refusal))
    if isinstance(refusal, Stale) and isinstance(form, RewordForm):
        form.stale = True
        form.add_error(field, _("What stands there now: “%(theirs)s”.") % {"theirs": refusal.theirs})
