"""A chain as a report: to be printed from the browser, and as a PDF."""

from uuid import UUID

from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pergola.desk.chain import assemble
from pergola.desk.report import Report, report_of
from pergola.kernel.afterwards import Afterwards
from pergola.kernel.charts.paper import faces
from pergola.kernel.clock import today
from pergola.kernel.press.sheets import PATIENCE, NoSheets, pdf_of
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.publishing.series import public_series_of


@require_safe
@signed_in
def report(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The report as a page, made for paper."""
    return render(request, "desk/report.html", _told(request, _report(request, pk, paper=False)))


@require_safe
@signed_in
def as_pdf(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The same as a PDF, drawn when the transaction is over; where none is to be had, the page, which says why.

    One at a time for each person: whoever presses again is told so at once.
    """
    place = f"printing:{request.person.pk}"
    if not cache.add(place, "y", timeout=PATIENCE + 5):
        return _instead(request, pk, Printing())
    found = _report(request, pk, paper=True)
    html = render_to_string("desk/report_paper.html", {**_told(request, found), "faces": faces()}, request)
    name = f"{slugify(found.title)[:60] or 'evidence'}.pdf"

    def answer(made: bytes | NoSheets) -> HttpResponse:
        cache.delete(place)
        if isinstance(made, NoSheets):
            return _instead(request, pk, made)
        kept = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
        return HttpResponse(made, content_type="application/pdf", headers=kept)

    return Afterwards(lambda: _drawn(html), answer)


class Printing(NoSheets):
    """They have asked already, and it is being drawn."""

    status = 429

    def __init__(self) -> None:
        super().__init__(
            _("A PDF is being made for you already. Wait until it has come, or print this page from your browser.")
        )


def _instead(request: PersonRequest, pk: UUID, why: NoSheets) -> HttpResponse:
    """The page, which is made for paper too, and why there is no PDF."""
    shown = {**_told(request, _report(request, pk, paper=False)), "problem": str(why)}
    return render(request, "desk/report.html", shown, status=why.status)


def _drawn(html: str) -> bytes | NoSheets:
    try:
        return pdf_of(html)
    except NoSheets as refused:
        return refused


def _report(request: PersonRequest, pk: UUID, *, paper: bool) -> Report:
    page = assemble(pk, request.person, series=public_series_of)  # it is made to leave its reader
    if page is None or not (page.chain.ref or page.chain.purpose or page.chain.evidence):
        raise Http404
    return report_of(page, request.person, paper=paper)


def _told(request: PersonRequest, found: Report) -> dict[str, object]:
    address = request.build_absolute_uri(reverse("desk:chain", args=[found.page.start.pk]))
    return {"report": found, "chain": found.page.chain, "address": address, "today": today(), "reader": request.person}
