"""Putting numbers into a measure: read first, then put in; what was written stays until it is."""

from dataclasses import dataclass
from itertools import zip_longest
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from pergola.inquiry.actions import put_in_observations
from pergola.inquiry.forms import PasteForm
from pergola.inquiry.intake import Conflict, Taken, conflicts, must_be_predicted, read_as, without_a_first_day
from pergola.inquiry.models import Measure
from pergola.inquiry.models.measure import GROUPED
from pergola.inquiry.series import Holds, Parsed
from pergola.inquiry.series.sheet import text_of
from pergola.inquiry.series.source import RefusedError
from pergola.inquiry.slips import odd_values
from pergola.inquiry.views.sending import me, must_be_mine, put_beside, sent, who_sees
from pergola.inquiry.wording import plain_day
from pergola.kernel.errors import Locked
from pergola.kernel.sizes import takes_files
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest

LARGEST_FILE = 1_000_000
MOST_SENT = 25_000_000
"""A file that is too large is told so on the page, up to here."""
TYPED_ROWS = 6
TYPED = ("day", "value", "whole", "spread")
"""The columns of what is typed. A row with the last one is the mean of a group."""


@dataclass(frozen=True)
class Looked:
    """What was read, before it is put in."""

    parsed: Parsed
    conflicts: tuple[Conflict, ...] = ()

    @property
    def unsized(self) -> int:
        """Days with a value of which nothing says out of how many."""
        return sum(row.value is not None and row.denominator is None for row in self.parsed.observations)

    @property
    def grouped(self) -> bool:
        return any(row.spread is not None for row in self.parsed.observations)

    @property
    def odd(self) -> list[str]:
        """Values about a hundred times off the others, each as a question."""
        return odd_values(self.parsed.observations)

    @property
    def first(self) -> str:
        return plain_day(self.parsed.observations[0].day)

    @property
    def last(self) -> str:
        return plain_day(self.parsed.observations[-1].day)


@takes_files(MOST_SENT)
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def put_in(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The page on which numbers are pasted, typed or uploaded, looked at, and put in."""
    measure = get_object_or_404(Measure.objects.visible_to(request.person).select_related("audience"), pk=pk)
    must_be_mine(request, measure)
    if request.method != "POST":
        return _page(request, measure, PasteForm(initial={"holds": _held(measure)}))
    form = PasteForm(_kept(request), request.FILES)
    looked = _look(form, measure)
    if looked is not None and not looked.parsed.problems and "save" in request.POST:
        answer = sent(request, form, measure.wall_id, lambda: _put_in(request, measure, form, looked))
        if answer is not None:
            return answer
    return _page(request, measure, form, looked)


def _put_in(request: PersonRequest, measure: Measure, form: PasteForm, looked: Looked) -> str:
    taken = put_in_observations(
        by=me(request), measure=measure, observations=looked.parsed.observations, replace=form.cleaned_data["replace"]
    )
    messages.success(request, _said(taken))
    return reverse("inquiry:measure", args=[measure.pk])


def _held(measure: Measure) -> Holds:
    """A series of means goes on as one."""
    return Holds.MEAN if measure.observations.filter(spread__isnull=False).exists() else Holds.VALUE


def _said(taken: Taken) -> str:
    parts = [ngettext("One day is in.", "%(n)d days are in.", taken.added) % {"n": taken.added}]
    if taken.replaced:
        parts.append(ngettext("One was replaced.", "%(n)d were replaced.", taken.replaced) % {"n": taken.replaced})
    if taken.alike:
        parts.append(ngettext("One was there already.", "%(n)d were there already.", taken.alike) % {"n": taken.alike})
    return " ".join(parts)


def _kept(request: PersonRequest) -> Any:
    """What was sent, with the rows that were typed, or the text of the file, in the box: so nothing of it is lost."""
    data = request.POST.copy()
    upload = request.FILES.get("file")
    if upload is not None and upload.size is not None and upload.size <= LARGEST_FILE:
        data["pasted"] = _text_of(upload.read()) or data.get("pasted", "")
        upload.seek(0)
    elif rows := _typed(request):
        data["pasted"] = "\n".join("\t".join(row).rstrip("\t") for row in rows)
        data["holds"] = Holds.MEAN if any(whole or spread for *_others, whole, spread in rows) else Holds.VALUE
    return data


def _typed(request: PersonRequest) -> list[list[str]]:
    """The rows that were typed; none where rows were pasted, or are in a file."""
    if request.FILES.get("file") is not None or request.POST.get("pasted", "").strip():
        return []
    typed = zip_longest(*(request.POST.getlist(name) for name in TYPED), fillvalue="")
    return [row for each in typed if any(row := [cell.strip() for cell in each])]


def _as_typed(request: PersonRequest, form: PasteForm, *, ready: bool) -> list[list[str]]:
    """What was typed and cannot be read yet stays in its table, and out of the box: what stands in the box is read first."""
    rows = [] if ready else _typed(request)
    if rows:
        sent_data = form.data.copy()  # type: ignore[attr-defined]
        sent_data["pasted"], sent_data["holds"] = "", request.POST.get("holds", "")
        form.data = sent_data
    return rows


def _text_of(content: bytes) -> str:
    try:
        return text_of(content)[0]
    except RefusedError:
        return ""


def _look(form: PasteForm, measure: Measure) -> Looked | None:
    """Read what was sent. None where the form itself is refused, with a sentence beside the field."""
    if not form.is_valid():
        return None
    upload = form.cleaned_data["file"]
    if upload is not None and upload.size > LARGEST_FILE:
        form.add_error(
            "file", _("This file is larger than one megabyte: far more than dates and values need. Nothing was taken.")
        )
        return None
    source = upload.read() if upload is not None else form.cleaned_data["pasted"]
    parsed = read_as(measure, source, form.cleaned_data["holds"])
    if parsed.problems:
        return Looked(parsed)
    try:
        must_be_predicted(measure, [row.day for row in parsed.observations])
    except Locked as refusal:
        put_beside(form, refusal)
        return None
    return Looked(parsed, tuple(conflicts(measure, parsed.observations)))


def _page(request: PersonRequest, measure: Measure, form: PasteForm, looked: Looked | None = None) -> HttpResponse:
    refused = form.is_bound and (looked is None or bool(looked.parsed.problems) or bool(form.errors))
    ready = looked is not None and not looked.parsed.problems
    filled = _as_typed(request, form, ready=ready)
    context = {
        "measure": measure,
        "form": form,
        "looked": looked,
        "ready": ready,
        "filled": bool(filled),
        "typed": [*filled, *([""] * len(TYPED) for _n in range(TYPED_ROWS - len(filled)))],
        "share": measure.unit == Measure.Unit.SHARE,
        "groups": measure.unit in GROUPED,
        "rate": measure.unit == Measure.Unit.RATE,
        "early": without_a_first_day(measure),
        "seen": who_sees(measure),
    }
    return render(request, "inquiry/put_in.html", context, status=422 if refused else 200)
