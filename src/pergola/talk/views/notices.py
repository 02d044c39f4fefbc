from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.talk.actions import read_notices
from pergola.talk.models import Notice
from pergola.talk.noticing import MOST_SHOWN, after, how_many_new, line_of, notices_of


@require_safe
@signed_in
def notices(request: PersonRequest) -> HttpResponse:
    """What one was told, the newest first. One query."""
    lines = [line_of(one) for one in notices_of(request.person).order_by("-at", "-pk")[:MOST_SHOWN]]
    return render(request, "talk/notices.html", {"lines": lines, "new": sum(one.new for one in lines)})


@require_safe
@signed_in
def count(request: PersonRequest) -> HttpResponse:
    """How many are new, in words: what an open page asks when it hears that something came, or now and then."""
    words = how_many_new(request.person)
    tag = quote_etag(f"notices {words}")
    unchanged = request.headers.get("If-None-Match") == tag
    answer = HttpResponse(status=304) if unchanged else HttpResponse(words, content_type="text/plain; charset=utf-8")
    answer["ETag"] = tag
    return answer


@require_POST
@signed_in
def read_one(request: PersonRequest, pk: UUID) -> HttpResponse:
    """This one is read, and the next that is new comes into focus; after the last the heading does.

    The page sends it by itself when one follows the link.
    """
    notice = get_object_or_404(Notice.objects.editable_by(request.person), pk=pk)
    assert isinstance(request.person, Person)
    read_notices(by=request.person, notices=[notice.pk])
    following = after(notice, request.person)
    return redirect(f"{reverse('talk:notices')}#{f'notice-{following.pk}' if following else 'notices'}")


@require_POST
@signed_in
def read_all(request: PersonRequest) -> HttpResponse:
    """Nothing is new any more."""
    assert isinstance(request.person, Person)
    if read_notices(by=request.person):
        messages.success(request, _("All are marked as read."))
    return redirect("talk:notices")
