"""A driver diagram: looked at, on paper, as a file, as a version."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pergola.inquiry.aims import sentence_of
from pergola.inquiry.diagram import Shown
from pergola.inquiry.findings import findings
from pergola.inquiry.models import Aim, Part
from pergola.inquiry.parts import ideas_of, nodes_of
from pergola.inquiry.views.growing import aims
from pergola.inquiry.views.picture_page import Asked, picture_page
from pergola.inquiry.wording import day_and_year
from pergola.kernel.charts.marks import svg
from pergola.kernel.charts.paper import png_file, svg_file
from pergola.kernel.clock import today
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest


@require_safe
@signed_in
def show(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What would have to move, what is tried to move it, and what the tests found."""
    return picture_page(request, get_object_or_404(aims(request), pk=pk), Asked(request.GET.get("part", "")))


@require_safe
@signed_in
def paper(request: PersonRequest, pk: UUID) -> HttpResponse:
    """On one page, lying down, to be printed."""
    shown = _shown(request, get_object_or_404(aims(request), pk=pk))
    drawing = SafeString(svg(shown.picture(slim=True)))
    return render(
        request, "inquiry/paper.html", {"aim": shown.aim, "shown": shown, "drawing": drawing, "foot": _foot(shown.aim)}
    )


@require_safe
@signed_in
def as_svg(request: PersonRequest, pk: UUID) -> HttpResponse:
    """To be saved: lines and letters, which a word processor takes in."""
    shown = _shown(request, get_object_or_404(aims(request), pk=pk))
    return _saved(
        svg_file(shown.picture(slim=True), _title(shown.aim), _foot(shown.aim)), shown.aim, "image/svg+xml", "svg"
    )


@require_safe
@signed_in
def as_png(request: PersonRequest, pk: UUID) -> HttpResponse:
    """To be saved: a picture for a slide."""
    shown = _shown(request, get_object_or_404(aims(request), pk=pk))
    return _saved(
        png_file(shown.picture(slim=True), _title(shown.aim), _foot(shown.aim)), shown.aim, "image/png", "png"
    )


def _shown(request: PersonRequest, aim: Aim) -> Shown:
    rows = Part.objects.visible_to(request.person).filter(artifact=aim.pk, of=Part.Of.DRIVERS).select_related("idea")
    nodes = nodes_of(rows)
    return Shown(aim, sentence_of(aim), nodes, findings(request.person, ideas_of(nodes)))


def _title(aim: Aim) -> str:
    return _("Driver diagram: %(aim)s") % {"aim": aim.title}


def _foot(aim: Aim) -> str:
    names = {"home": aim.team or aim.community or "", "day": day_and_year(today())}
    return (
        _(
            "%(home)s · as of %(day)s · a full circle: supported; a diamond: contradicted; a hollow circle: nothing found"
        )
        % names
    )


def _saved(content: bytes, aim: Aim, mime: str, ending: str) -> HttpResponse:
    name = f"{slugify(aim.title)[:60] or 'drivers'}.{ending}"
    kept = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=mime, headers=kept)
