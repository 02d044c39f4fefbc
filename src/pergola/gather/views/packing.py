"""Taking everything along: asking for a pack, and the one file only its person may fetch."""

from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods, require_safe

from pergola.commons.files.keeping import fetch
from pergola.gather.actions import ask_for_pack
from pergola.gather.models import Pack
from pergola.gather.pack.making import KEPT
from pergola.gather.rules import is_in
from pergola.gather.views.rooms import acting, find, shown
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest

ALONE: dict[str, Any] = {**settings.SECURE_CSP, "sandbox": True}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def packs(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What a pack holds, how far it is, and the way to fetch it."""
    community, by = find(request, pk), acting(request)
    if not is_in(by, community):
        raise Http404
    if request.method == "POST":
        ask_for_pack(by=by, community=community)
        messages.success(request, _("It is being made. You are told when it is ready."))
        return redirect("gather:packs", community.pk)
    newest = Pack.objects.visible_to(by).filter(community=community).order_by("-asked").first()
    until = newest.made + KEPT if newest is not None and newest.made is not None else None
    return shown(request, "gather/packs.html", community, pack=newest, until=until)


@require_safe
@csp_override(ALONE)
@signed_in
def fetch_pack(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The bytes, for whoever asked for them and is still in the community; opened here, sent after the transaction."""
    pack = get_object_or_404(Pack.objects.visible_to(request.person).exclude(key="").select_related("community"), pk=pk)
    if not is_in(request.person, pack.community):
        raise Http404
    name = f"{slugify(pack.community.name) or 'community'}.zip"
    answer = FileResponse(fetch(pack.key), as_attachment=True, filename=name, content_type="application/zip")
    answer["Cache-Control"] = "private, no-store"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Content-Encoding"] = "identity"  # packed already, and its length is known
    return cast("HttpResponse", answer)
