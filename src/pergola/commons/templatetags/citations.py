"""Where a thing was taken from, behind another wall, in words that need no key across it."""

from typing import Any

from django import template
from django.template import Context

from pergola.commons.models import Artifact, Citation, Link

register = template.Library()


@register.inclusion_tag("commons/taken_from.html", takes_context=True)
def taken_from(context: Context, artifact: Artifact) -> dict[str, Any]:
    """`{% load citations %}{% taken_from problem %}`: what it adapts elsewhere, with a link where whoever looks may read it.

    Two queries where it was taken from somewhere, one where it was not.
    """
    person = context["request"].person
    cited = list(Citation.objects.visible_to(person).filter(artifact=artifact.pk, kind=Link.Kind.ADAPTS).order_by("pk"))
    there = {}
    if cited:
        shown = Artifact.objects.visible_to(person).filter(pk__in=[one.cited_id for one in cited]).defer("search")
        there = {one.pk: one.get_absolute_url() for one in shown}
    return {"cited": [(one, there.get(one.cited_id, "")) for one in cited]}
