"""What people said about a thing, on any page of it."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from pergola.commons.models import Artifact
from pergola.talk.reading import read_posts
from pergola.talk.rendering import as_html, as_words

register = template.Library()


@register.inclusion_tag("talk/posts.html", takes_context=True)
def posts(context: Context, artifact: Artifact) -> dict[str, Any]:
    """`{% load talk %}{% posts cycle %}`: the posts, the box, and what was just removed. The page needs `request`."""
    request = context["request"]
    return {"request": request, "posts": read_posts(request, artifact)}


@register.filter
def written(text: str) -> SafeString:
    """What somebody wrote, as safe HTML."""
    return as_html(text)


@register.filter
def plainly(text: str) -> str:
    """What somebody wrote, on one line and without marks."""
    return as_words(text)
