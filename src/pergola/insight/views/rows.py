"""The rows behind a figure: of a release, for everyone; as they stand now, for the network's own people."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from pergola.commons.forms import OnceForm
from pergola.insight.figures import Figure
from pergola.insight.models import NumbersRelease
from pergola.insight.numbers import figures_of
from pergola.insight.rules import may_release
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Asker, Visitor
from pergola.publishing.models import Edition
from pergola.spaces.models import Network

FRAME = '<iframe src="{src}" title="{title}" width="100%" height="520"></iframe>'


def _one(figures: list[Figure], key: str) -> Figure:
    for figure in figures:
        if figure.key == key:
            return figure
    raise Http404


def _shown(person: Asker, figure: Figure) -> set[str]:
    """Of the published lessons it names, those that still are. No query where it names none."""
    named = [row.edition for row in figure.rows if row.edition]
    if not named:
        return set()
    return {str(pk) for pk in Edition.objects.visible_to(person).filter(pk__in=named).values_list("pk", flat=True)}


@require_safe
def released_rows(request: PersonRequest, pk: UUID, key: str) -> HttpResponse:
    release = get_object_or_404(NumbersRelease.objects.visible_to(request.person), pk=pk)
    figure = _one([Figure.from_json(stored) for stored in release.figures], key)
    context = {
        "figure": figure,
        "shown": _shown(request.person, figure),
        "network_name": release.network_name,
        "sample": release.sample,
        "record": not release.sample,
        "elsewhere": _elsewhere(release),
    }
    return render(request, "insight/rows.html", context)


def _elsewhere(release: NumbersRelease) -> dict[str, str]:
    """How these numbers stand on another site: a frame, and an address for programs."""
    at = {
        name: f"{settings.SITE}{reverse(f'insight:numbers_{name}', args=[release.network_ref])}"
        for name in ("frame", "json")
    }
    return at | {"snippet": FRAME.format(src=escape(at["frame"]), title=escape(release.network_name))}


@require_safe
@signed_in
def numbers_now(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Every figure of a network as it stands now, for the network's own people."""
    network = get_object_or_404(Network.objects.visible_to(request.person), pk=pk)
    figures = [(one, reverse("insight:rows_now", args=[network.pk, one.key])) for one in figures_of(network)]
    newest = NumbersRelease.objects.visible_to(Visitor()).filter(network_ref=network.pk).order_by("-as_of").first()
    page = {
        "network": network,
        "figures": figures,
        "sample": network.sample,
        "released": newest,
        "elsewhere": _elsewhere(newest) if newest else None,
        "may_release": may_release(request.person, network),
    }
    return render(request, "insight/numbers_now.html", page)


@require_safe
@signed_in
def rows_now(request: PersonRequest, pk: UUID, key: str) -> HttpResponse:
    network = get_object_or_404(Network.objects.visible_to(request.person), pk=pk)
    figure = _one(figures_of(network), key)
    context = {
        "figure": figure,
        "shown": _shown(request.person, figure),
        "network_name": network.name,
        "network": network,
        "sample": network.sample,
        "form": OnceForm() if may_release(request.person, network) else None,
    }
    return render(request, "insight/rows.html", context)
