"""A network's newest public numbers for other sites: as JSON, and as a small page to stand in a frame of theirs."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from pergola.insight.figures import Figure
from pergola.insight.models import NumbersRelease
from pergola.people.models import Visitor

IN_A_FRAME: Mapping[str, Collection[str]] = settings.SECURE_CSP | {"frame-ancestors": ["*"], "form-action": [CSP.NONE]}


@require_safe
def as_json(request: object, network: UUID) -> HttpResponse:
    """The figures with definition, day and rows; any site may read them."""
    release = _newest(network)
    answer = JsonResponse(
        {
            "network": release.network_name,
            "purpose": release.purpose,
            "as_of": release.as_of.isoformat(),
            "sample": release.sample,
            "page": _page(release, "systems"),
            "figures": [_told(release, Figure.from_json(stored)) for stored in release.figures],
        },
        json_dumps_params={"ensure_ascii": False},
    )
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
@xframe_options_exempt
@csp_override(IN_A_FRAME)
def in_a_frame(request: object, network: UUID) -> HttpResponse:
    """The same in the look, without anything that could be clicked by mistake: links lead to the page they came from."""
    release = _newest(network)
    figures = [(one, _page(release, one.key)) for one in map(Figure.from_json, release.figures)]
    page = {"release": release, "figures": figures, "sample": release.sample}
    return render(request, "insight/frame.html", page)  # type: ignore[arg-type]


def _newest(network: UUID) -> NumbersRelease:
    """As everybody may see it: who looks makes no difference."""
    releases = NumbersRelease.objects.visible_to(Visitor()).filter(network_ref=network).order_by("-as_of")[:1]
    return get_object_or_404(releases)


def _told(release: NumbersRelease, figure: Figure) -> dict[str, object]:
    rows = [{"name": row.name, "low": row.low, "high": row.high, "note": row.note} for row in figure.rows]
    return {
        "key": figure.key,
        "n": figure.n,
        "low": figure.low,
        "high": figure.high,
        "label": figure.label,
        "detail": figure.said,
        "definition": figure.definition,
        "as_of": figure.as_of,
        "page": _page(release, figure.key),
        "rows": rows,
    }


def _page(release: NumbersRelease, key: str) -> str:
    return f"{settings.SITE}{reverse('insight:released_rows', args=[release.pk, key])}"
