from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from pergola.commons.files.rules import files_removed_by
from pergola.commons.gone import Gone
from pergola.commons.rules import removed_by, until
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.talk.reading import shortened
from pergola.talk.rules import posts_removed_by

MOST = 100


@require_safe
@signed_in
def what_i_removed(request: PersonRequest) -> HttpResponse:
    """Everything one took away in the last thirty days, each with its way back. Three queries."""
    things = removed_by(request.person).only("title", "removed", "kind")[:MOST]
    posts = posts_removed_by(request.person).only("body", "removed")[:MOST]
    gone = [_gone(one.title, one.removed, reverse("commons:bring_back", args=[one.pk])) for one in things]
    gone += [_gone(shortened(one.body), one.removed, reverse("talk:bring_back_post", args=[one.pk])) for one in posts]
    files = files_removed_by(request.person).only("name", "removed")[:MOST]
    gone += [_gone(one.name, one.removed, reverse("commons:bring_back_file", args=[one.pk])) for one in files]
    gone.sort(key=lambda one: one.until, reverse=True)
    return render(request, "talk/removed.html", {"gone": gone})


def _gone(title: str, removed: datetime | None, url: str) -> Gone:
    assert removed is not None
    return Gone(title, until(removed), url)
