"""Laying out a pathway: its words, its levels, and what is found on each. For the leads of a school system."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pergola.gather.actions.walking import (
    add_level,
    change_level,
    change_pathway,
    make_pathway,
    put_on_level,
    take_off_level,
)
from pergola.gather.models import Pathway, PathwayLevel, PathwayThing
from pergola.gather.pathway_forms import ChangeLevelForm, ChangePathwayForm, LevelForm, PathwayForm, ThingForm
from pergola.gather.pathways import sentences_of
from pergola.gather.views.behind import do_behind, leads_here, page_behind, standing
from pergola.gather.views.pathways import find_pathway
from pergola.gather.views.rooms import acting
from pergola.kernel.errors import Refusal, Stale
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.refusing import not_for


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def make(request: PersonRequest, wall: int) -> HttpResponse:
    """A name and what it is for; its levels come next."""
    here, by = standing(request, wall), acting(request)
    if not leads_here(request, wall):
        return not_for(request, wall)
    form = PathwayForm(request.POST if request.method == "POST" else None)

    def page() -> HttpResponse:
        home = reverse("gather:pathways", args=[wall])
        return page_behind(request, "gather/pathway_make.html", here.wall, form, home=home)

    def made() -> str:
        given = {name: form.cleaned_data[name] for name in ("name", "about", "ordered")}
        pathway = make_pathway(by=by, wall=here.wall, **given)
        messages.success(request, _("The pathway is laid out. Next: its first level."))
        return reverse("gather:level_add", args=[pathway.pk])

    return do_behind(request, here.wall, form, made, page) if form.is_valid() else page()


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: PersonRequest, pk: UUID) -> HttpResponse:
    pathway, by = find_pathway(request, pk), acting(request)
    if not leads_here(request, pathway.wall_id):
        return not_for(request, pathway.wall_id)
    names = ("name", "about", "ordered", "offered", "revision")
    stands = {name: getattr(pathway, name) for name in names}
    form = ChangePathwayForm(request.POST if request.method == "POST" else None, initial=stands)

    def changed() -> str:
        change_pathway(by=by, pathway=pathway, **{name: form.cleaned_data[name] for name in names})
        return reverse("gather:pathway", args=[pk])

    return _rewritten(request, pathway, form, changed, "gather/pathway_make.html", pathway.revision)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def add(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The next level."""
    pathway, by = find_pathway(request, pk), acting(request)
    if not leads_here(request, pathway.wall_id):
        return not_for(request, pathway.wall_id)
    form = LevelForm(request.POST if request.method == "POST" else None)

    def added() -> str:
        made = add_level(by=by, pathway=pathway, level=form.level)
        messages.success(request, _("The level is there. Next: what people find on it."))
        return reverse("gather:things", args=[pk, made.pk])

    return _page(request, pathway, form, added, "gather/level.html")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def level(request: PersonRequest, pk: UUID, level: int) -> HttpResponse:
    """Its words, and what one can do after it."""
    one, by = _find(request, pk, level), acting(request)
    if not leads_here(request, one.wall_id):
        return not_for(request, one.wall_id)
    stands = {"number": one.number, "name": one.name, "about": one.about, "sentences": "\n".join(sentences_of(one))}
    form = ChangeLevelForm(
        request.POST if request.method == "POST" else None, initial=stands | {"revision": one.revision}
    )

    def changed() -> str:
        change_level(by=by, level=one, words=form.level, revision=form.cleaned_data["revision"])
        return reverse("gather:pathway", args=[pk])

    return _rewritten(request, one.pathway, form, changed, "gather/level.html", one.revision, level=one)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def things(request: PersonRequest, pk: UUID, level: int) -> HttpResponse:
    """What is found on a level: what is there, and one more."""
    one, by = _find(request, pk, level), acting(request)
    if not leads_here(request, one.wall_id):
        return not_for(request, one.wall_id)
    word = request.GET.get("word", "").replace("\0", "").strip()[:80]
    form = ThingForm(request.POST if request.method == "POST" else None, level=one, by=by, word=word)
    there = PathwayThing.objects.visible_to(by).filter(level=one).select_related("community")

    def added() -> str:
        put_on_level(by=by, level=one, thing=form.thing)
        messages.success(request, _("It is found there now."))
        return request.path

    return _page(request, one.pathway, form, added, "gather/things.html", level=one, things=there, word=word)


@require_POST
@signed_in
def drop(request: PersonRequest, pk: UUID, thing: int) -> HttpResponse:
    """It is no longer found there; the thing itself stays."""
    seen = PathwayThing.objects.visible_to(request.person).select_related("level__pathway__wall")
    one = get_object_or_404(seen, pk=thing, level__pathway=pk)
    leads_to = reverse("gather:things", args=[pk, one.level_id])
    try:
        take_off_level(by=acting(request), thing=one)
    except Refusal:
        return not_allowed(request)
    messages.success(request, _("It is no longer found there."))
    return redirect(leads_to)


def _find(request: PersonRequest, pk: UUID, level: int) -> PathwayLevel:
    seen = PathwayLevel.objects.visible_to(request.person).select_related("pathway__wall")
    return get_object_or_404(seen, pk=level, pathway=pk)


def _rewritten(
    request: PersonRequest, pathway: Pathway, form: Any, act: Any, template: str, revision: int, **more: Any
) -> HttpResponse:
    """As `_page`; where somebody else changed it meanwhile, with what stands there now: sent once more it takes the place of that."""
    try:
        return _page(request, pathway, form, act, template, **more)
    except Stale as stale:
        data = form.data.copy()
        data["revision"] = str(revision)
        again = type(form)(data)
        again.add_error(None, str(stale))
        return _page(request, pathway, again, act, template, theirs=stale.theirs, **more)


def _page(request: PersonRequest, pathway: Pathway, form: Any, act: Any, template: str, **more: Any) -> HttpResponse:
    def page() -> HttpResponse:
        home = reverse("gather:pathway", args=[pathway.pk])
        more_of_it = {"pathway": pathway, "home": home, "sample": pathway.sample, **more}
        return page_behind(request, template, pathway.wall, form, **more_of_it)

    return do_behind(request, pathway.wall, form, act, page) if form.is_valid() else page()
