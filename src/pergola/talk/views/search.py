from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from pergola.commons.kinds import every_kind
from pergola.commons.search import find_artifacts, marked
from pergola.people.middleware import PersonRequest
from pergola.people.models import Asker
from pergola.spaces.models.audience import audience_ids
from pergola.talk.search import find_posts

POSTS = "post"
PUBLISHED, DRAFTED = "edition", "lesson"
"""Kinds of a higher floor, by their names: where both are found, what is published stands for what it was written from."""


class SearchForm(forms.Form):
    """Words, and perhaps one kind of thing."""

    q = forms.CharField(
        label=_("Words to look for"), max_length=200, required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput)


@dataclass(frozen=True)
class Hit:
    """One line of what was found."""

    title: str
    url: str
    snippet: SafeString
    name: str
    what: str
    by: str
    when: datetime


@require_safe
def search(request: PersonRequest) -> HttpResponse:
    """What the person may see that holds these words. A visitor finds what is published."""
    form = SearchForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {"q": "", "kind": ""}
    words, kind = given["q"], given["kind"] if given["kind"] in _names() else ""
    hits = look_for(request.person, words, kind) if words else []
    page = {
        "form": form,
        "words": words,
        "hits": hits,
        "kind": kind,
        "kinds": _filters(words, kind, {hit.name for hit in hits}),
    }
    return render(request, "talk/search.html", page)


def look_for(person: Asker, words: str, kind: str = "") -> list[Hit]:
    """Things first, by how well they fit; then posts, the newest first."""
    audiences = audience_ids(person)
    things = [] if kind == POSTS else find_artifacts(person, words, audiences, kinds=[kind] if kind else [])
    published = {one.title for one in things if one.kind == PUBLISHED}
    things = [one for one in things if one.kind != DRAFTED or one.title not in published]
    said = find_posts(person, words, audiences) if kind in {"", POSTS} else []
    return [_of_thing(one) for one in things] + [_of_post(one) for one in said]


def _of_thing(one: Any) -> Hit:
    url, snippet = one.get_absolute_url(), marked(one.snippet.strip())
    return Hit(one.title, url, snippet, one.kind, one.kind_word, str(one.made_by), one.changed)


def _of_post(one: Any) -> Hit:
    url = f"{one.artifact.get_absolute_url()}#post-{one.pk}"
    return Hit(one.artifact.title, url, marked(one.snippet), POSTS, str(_("post")), str(one.by), one.said)


def _names() -> dict[str, Any]:
    return {one.name: one.word for one in every_kind()} | {POSTS: _("post")}


def _filters(words: str, chosen: str, found: set[str]) -> list[dict[str, Any]]:
    """Only the kinds there is something of; one kind alone needs no choice."""
    there = [(name, word) for name, word in _names().items() if name in found or name == chosen]
    links = [("", _("everything")), *there] if len(there) > 1 or chosen else []
    return [
        {"label": label, "url": f"?{urlencode({'q': words, 'kind': name})}", "current": name == chosen}
        for name, label in links
    ]
