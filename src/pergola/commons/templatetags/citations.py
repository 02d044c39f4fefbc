"""Where a thing was taken from, behind another wall, in words that need no key across it."""

from typing import Any
from uuid import UUID

from django import template
from django.template import Context

from pergola.commons.models import Artifact, Citation, Link
from pergola.walls.models import PUBLIC_WALL
from pergola.walls.reasons import Reason

register = template.Library()


@register.inclusion_tag("commons/taken_from.html", takes_context=True)
def taken_from(context: Context, artifact: Artifact) -> dict[str, Any]:
    """`{% load citations %}{% taken_from problem %}`: what it adapts elsewhere, with a link where whoever looks may read it.

    Of what was public and was withdrawn the day is said. Two queries where it was taken from somewhere, one more where it is
    not to be read any more, one where it was not taken.
    """
    person = context["request"].person
    cited = list(Citation.objects.visible_to(person).filter(artifact=artifact.pk, kind=Link.Kind.ADAPTS).order_by("pk"))
    there = {}
    if cited:
        shown = Artifact.objects.visible_to(person).filter(pk__in=[one.cited_id for one in cited]).defer("search")
        there = {one.pk: one.get_absolute_url() for one in shown}
    lost = [one.cited_id for one in cited if one.cited_id not in there]
    gone = _withdrawn(lost)
    return {"cited": [(one, there.get(one.cited_id, ""), gone.get(one.cited_id)) for one in cited]}


def _withdrawn(lost: list[UUID]) -> dict[UUID, Artifact]:
    """What stood behind the public wall and does no longer. That it was withdrawn everybody may know."""
    if not lost:
        return {}
    public = Artifact.objects.unrestricted(Reason.PUBLISHING).filter(pk__in=lost, wall=PUBLIC_WALL)
    return {one.pk: one for one in public.filter(removed__isnull=False).defer("search")}
