"""The bytes of a file, through its door, and in a way that nothing in them can act on this site."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from pergola.commons.files.keeping import fetch
from pergola.commons.files.media import JPEG, MEDIA, PNG
from pergola.commons.models import File
from pergola.people.middleware import PersonRequest

ALONE: dict[str, Any] = {**settings.SECURE_CSP, "sandbox": True}
"""Even opened by itself, it is of no origin, runs nothing and sends nothing."""
SIZES = ("small", "large")


@require_safe
@csp_override(ALONE)
def download(request: PersonRequest, pk: UUID) -> HttpResponse | FileResponse:
    """The file, to be saved: no browser shows it here."""
    file = get_object_or_404(File.objects.visible_to(request.person).exclude(key=""), pk=pk)
    return to_be_saved(file)


@require_safe
@csp_override(ALONE)
def picture(request: PersonRequest, pk: UUID, size: str) -> HttpResponse | FileResponse:
    """A picture we have drawn ourselves, to be looked at. Until its smaller ones are there, the one that was kept."""
    file = get_object_or_404(File.objects.visible_to(request.person).exclude(key=""), pk=pk)
    key = file.small_key if size == "small" else file.large_key
    if not key and file.kind == File.Kind.PICTURE:
        key = file.key
    if size not in SIZES or not key:
        raise Http404
    drawn = PNG if file.media == PNG.name else JPEG
    return _bytes(key, drawn.mime, f"{size}.{drawn.name}")


def to_be_saved(file: File) -> FileResponse:
    """Its bytes, for a view that has found it through a door, and is shown under `ALONE`."""
    return _bytes(file.key, MEDIA[file.media].mime, file.name, attached=True)


def _bytes(key: str, mime: str, name: str, *, attached: bool = False) -> FileResponse:
    """Opened here, behind the door; sent after the request's transaction is over. Names beyond ASCII as RFC 5987 has them."""
    answer = FileResponse(fetch(key), as_attachment=attached, filename=name, content_type=mime)
    answer["Cache-Control"] = "private, no-store"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Content-Encoding"] = "identity"  # packed already, and its length is known: the middleware leaves it alone
    return answer
