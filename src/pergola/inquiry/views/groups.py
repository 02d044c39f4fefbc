"""A measure by group: what was told, and the page on which it is put in: looked at first, then told for good."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pergola.commons.releasing import Table, look_at, tables_of
from pergola.inquiry.actions import put_in_groups
from pergola.inquiry.actions.grouping import ON_THE_CHART, STUDENTS
from pergola.inquiry.by_group.forms import GroupsForm
from pergola.inquiry.by_group.reading import Groups, read_groups
from pergola.inquiry.by_group.telling import ByGroup, by_group
from pergola.inquiry.models import Measure
from pergola.inquiry.rules import may_change
from pergola.inquiry.series.source import RefusedError, to_text
from pergola.inquiry.views.sending import me, must_be_mine, sent, who_sees
from pergola.kernel.clock import now
from pergola.kernel.sizes import takes_files
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest

LARGEST_FILE = 1_000_000
MOST_SENT = 25_000_000


@dataclass(frozen=True)
class Looked:
    """What was read, and what of it would be told. `parsed`: under the name that the sentences about rows know it by."""

    parsed: Groups
    shown: ByGroup | None = None


@require_safe
@signed_in
def show(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What was told of it by group."""
    measure = get_object_or_404(_shares(request), pk=pk)
    context = {
        "measure": measure,
        "shown": by_group(tables_of(measure.wall_id, measure.pk), more_is_better=measure.more_is_better),
        "mine": may_change(request.person, measure),
    }
    return render(request, "inquiry/groups.html", context)


@takes_files(MOST_SENT)
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def put_in(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Paste or upload, look at what will be told, and tell it."""
    measure = get_object_or_404(_shares(request), pk=pk)
    must_be_mine(request, measure)
    if request.method != "POST":
        return _page(request, measure, GroupsForm())
    form = GroupsForm(_kept(request), request.FILES)
    looked = _look(form, measure)
    counts = looked.parsed.counts if looked else None
    if counts is not None and "save" in request.POST:

        def act() -> str:
            put_in_groups(by=me(request), measure=measure, on=form.cleaned_data["on"], counts=counts)
            messages.success(request, _("It is in, and told as far as it can be told."))
            return reverse("inquiry:groups", args=[measure.pk])

        answer = sent(request, form, measure.wall_id, act)
        if answer is not None:
            return answer
    return _page(request, measure, form, looked)


def _shares(request: PersonRequest) -> QuerySet[Measure]:
    measures = Measure.objects.visible_to(request.person).filter(unit=Measure.Unit.SHARE)
    return measures.select_related("audience", "team", "community")


def _kept(request: PersonRequest) -> Any:
    """What was sent, with the text of the file in the box, so that it can be put right there."""
    data, upload = request.POST.copy(), request.FILES.get("file")
    if upload is not None and upload.size is not None and upload.size <= LARGEST_FILE:
        with suppress(RefusedError):  # its problem is told by whoever reads it
            data["pasted"] = to_text(upload.read())[0]
        upload.seek(0)
    return data


def _look(form: GroupsForm, measure: Measure) -> Looked | None:
    """None where the form itself is refused, with a sentence beside the field."""
    if not form.is_valid():
        return None
    upload = form.cleaned_data["file"]
    if upload is not None and upload.size > LARGEST_FILE:
        form.add_error(
            "file", _("This file is larger than one megabyte: far more than groups need. Nothing was taken.")
        )
        return None
    read = read_groups(upload.read() if upload is not None else form.cleaned_data["pasted"])
    if read.counts is None:
        return Looked(read)
    return Looked(read, _as_it_would_be(measure, form.cleaned_data["on"], read))


def _as_it_would_be(measure: Measure, on: date, read: Groups) -> ByGroup | None:
    assert read.counts is not None
    moment = on.isoformat()
    would = look_at(
        wall=measure.wall_id, about=measure.pk, moment=moment, counts=read.counts, rule=STUDENTS, known=ON_THE_CHART
    )
    return by_group([Table(moment, dict(would.told), None, now())], more_is_better=measure.more_is_better)


def _page(request: PersonRequest, measure: Measure, form: GroupsForm, looked: Looked | None = None) -> HttpResponse:
    ready = looked is not None and looked.parsed.counts is not None and not form.errors
    context = {
        "measure": measure,
        "form": form,
        "looked": looked,
        "ready": ready,
        "shown": looked.shown if looked else None,
        "seen": who_sees(measure),
    }
    return render(request, "inquiry/put_in_by_group.html", context, status=422 if form.is_bound and not ready else 200)
