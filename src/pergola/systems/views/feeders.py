"""Which school’s students go on to which: on a map and in words; put in from a table or by hand by the system’s leads."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pergola.kernel.charts.ways import draw_ways
from pergola.kernel.errors import Refusal
from pergola.kernel.sizes import takes_files
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.people.refusing import not_for
from pergola.systems.actions import StepsChanged, add_feeder, compare_feeders, drop_feeder, set_feeders
from pergola.systems.feeders import known_schools, patterns_of
from pergola.systems.feeding import MOST_TOLD, Table, read_patterns
from pergola.systems.forms import FeederForm, FeederTable, StepForm
from pergola.systems.models import School, SchoolSystem
from pergola.systems.patterns import Step
from pergola.systems.rules import leads_system

LARGEST_FILE = 1_000_000
MOST_SENT = 25_000_000
"""A file that is too large is told so on the page, up to here."""


@dataclass(frozen=True)
class Changes:
    said: str
    told: tuple[tuple[str, str], ...]
    untold: int


@dataclass(frozen=True)
class Looked:
    """What was read of a table, and what it would change."""

    table: Table
    changed: StepsChanged | None = None
    added: tuple[tuple[str, str], ...] = ()
    gone: tuple[tuple[str, str], ...] = ()

    @property
    def told(self) -> list[Any]:
        return self.table.refused[:MOST_TOLD]

    @property
    def untold(self) -> int:
        return max(0, len(self.table.refused) - MOST_TOLD)

    @property
    def changes(self) -> list[Changes]:
        """What is new, and what goes: the first of each, and how many more there are."""
        both = ((_("New"), self.added), (_("Gone: the table does not name them"), self.gone))
        return [Changes(said, every[:MOST_TOLD], max(0, len(every) - MOST_TOLD)) for said, every in both if every]


def find(request: PersonRequest, slug: str) -> SchoolSystem:
    return get_object_or_404(SchoolSystem.objects.visible_to(request.person), slug=slug)


@require_safe
def show(request: PersonRequest, slug: str) -> HttpResponse:
    """Everybody reads it: to which school students go on is no secret."""
    system = find(request, slug)
    keeps, told = leads_system(request.person, system), patterns_of(request.person, system)
    drawing = draw_ways(told.picture) if told.picture else None
    page: dict[str, Any] = {"system": system, "told": told, "drawing": drawing, "keeps": keeps}
    page |= {"form": FeederForm(system=system) if keeps else None, "sample": system.sample, "record": not system.sample}
    return render(request, "systems/feeders.html", page)


@takes_files(MOST_SENT)
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def table(request: PersonRequest, slug: str) -> HttpResponse:
    """A table is read first, with everything that would change or cannot be read; then put in whole, or not at all."""
    system = find(request, slug)
    if not leads_system(request.person, system):
        return not_for(request, system.wall_id)
    if request.method != "POST":
        return _page(request, system, FeederTable())
    form = FeederTable(_kept(request), request.FILES)
    looked = _look(request, system, form)
    if looked is None or looked.table.refused or "save" not in request.POST:
        return _page(request, system, form, looked)
    changed = set_feeders(by=_me(request), system=system, steps=looked.table.steps)
    messages.success(
        request,
        _("It is in: %(added)d new, %(gone)d gone, %(same)d as they were.")
        % {"added": len(changed.added), "gone": len(changed.gone), "same": len(changed.same)},
    )
    return redirect("systems:feeders", system.slug)


@require_POST
@signed_in
def by_hand(request: PersonRequest, slug: str) -> HttpResponse:
    """One step more."""
    system = find(request, slug)
    if not leads_system(request.person, system):
        return not_for(request, system.wall_id)
    form = FeederForm(request.POST, system=system)
    if form.is_valid():
        try:
            add_feeder(by=_me(request), system=system, **form.cleaned_data)
        except Refusal as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    if form.is_valid():
        return redirect("systems:feeders", system.slug)
    told = patterns_of(request.person, system)
    page = {"system": system, "told": told, "keeps": True, "form": form, "sample": system.sample}
    page["drawing"] = draw_ways(told.picture) if told.picture else None
    return render(request, "systems/feeders.html", page, status=422)


@require_POST
@signed_in
def drop(request: PersonRequest, slug: str) -> HttpResponse:
    """One step less."""
    system = find(request, slug)
    if not leads_system(request.person, system):
        return not_for(request, system.wall_id)
    form = StepForm(request.POST)
    if form.is_valid() and drop_feeder(by=_me(request), system=system, **form.cleaned_data):
        named = School.objects.visible_to(request.person).in_bulk(form.cleaned_data.values())
        told = _("%(school)s no longer leads to %(into)s. Say so below, if it does after all.")
        messages.success(request, told % {name: named[pk] for name, pk in form.cleaned_data.items()})
    else:
        messages.error(request, _("Nothing is changed: this is not in the list any more."))
    return redirect("systems:feeders", system.slug)


def _me(request: PersonRequest) -> Person:
    assert isinstance(request.person, Person)
    return request.person


def _kept(request: PersonRequest) -> Any:
    """What was sent, with the text of the file in the box: so nothing of it is lost before it is put in."""
    data, upload = request.POST.copy(), request.FILES.get("file")
    if upload is not None and (upload.size or 0) <= LARGEST_FILE:
        data["pasted"] = _text_of(upload.read())
        upload.seek(0)
    return data


def _text_of(content: bytes) -> str:
    """As a spreadsheet saves it: UTF-8, or the text of Windows."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _look(request: PersonRequest, system: SchoolSystem, form: FeederTable) -> Looked | None:
    """Read what was sent. None where the form itself is refused, with a sentence beside the field."""
    if not form.is_valid():
        return None
    upload, text = form.cleaned_data["file"], form.cleaned_data["pasted"]
    if upload is not None and upload.size > LARGEST_FILE:
        form.add_error("file", _("This file is larger than one megabyte: far more than names of schools need."))
    elif "\0" in text or "�" in text or text.startswith(("PK", "%PDF")):
        form.add_error("file", _("This is not text. Save the table as CSV, or copy its rows and paste them here."))
    elif not text.strip():
        form.add_error("pasted", _("Nothing is pasted and no file is chosen yet."))
    if form.errors:
        return None
    schools = known_schools(system)
    read = read_patterns(text, schools)
    if read.refused:
        return Looked(read)
    changed, names = (
        compare_feeders(by=_me(request), system=system, steps=read.steps),
        {one.pk: one.name for one in schools},
    )
    return Looked(read, changed, _named(request, changed.added, names), _named(request, changed.gone, names))


def _named(request: PersonRequest, steps: set[Step], names: dict[int, str]) -> tuple[tuple[str, str], ...]:
    """In words. A school that has left the system is named as well."""
    strangers = {one for step in steps for one in step} - set(names)
    if strangers:
        names |= {one.pk: str(one) for one in School.objects.visible_to(request.person).filter(pk__in=strangers)}
    return tuple(sorted((names.get(one, ""), names.get(into, "")) for one, into in steps))


def _page(
    request: PersonRequest, system: SchoolSystem, form: FeederTable, looked: Looked | None = None
) -> HttpResponse:
    ready = looked is not None and not looked.table.refused
    page = {"system": system, "form": form, "looked": looked, "ready": ready, "sample": system.sample}
    return render(request, "systems/feeder_table.html", page, status=422 if form.is_bound and not ready else 200)
