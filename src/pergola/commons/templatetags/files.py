"""The files of a thing, on any page of it."""

from typing import Any

from django import template
from django.template import Context

from pergola.commons.dead_ends import DeadEnd, told
from pergola.commons.files.rules import may_add_to
from pergola.commons.files.showing import read_files
from pergola.commons.models import Artifact

register = template.Library()


@register.inclusion_tag("commons/files.html", takes_context=True)
def files(context: Context, artifact: Artifact, may_add: bool | None = None) -> dict[str, Any]:  # noqa: FBT001 - a word of the template's
    """`{% load files %}{% files cycle %}`: its files, and the way to add one. `may_add=mine` where the page knows already."""
    request = context["request"]
    may = may_add_to(request.person, artifact) if may_add is None else may_add
    return {"request": request, "files": read_files(request, request.person, artifact, may_add=may)}


@register.filter
def dead_ends(artifact: Artifact) -> list[DeadEnd]:
    """What of it leads nowhere any more. No query: it is kept beside the thing."""
    return told(artifact)
