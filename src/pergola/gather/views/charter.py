"""A charter: as it stands, as it was, written anew, or confirmed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pergola.commons.drafts import draft_address, drafts_for
from pergola.gather.actions import confirm_charter, write_charter
from pergola.gather.charters import PARTS, Read, compared
from pergola.gather.community_forms import CharterForm
from pergola.gather.rules import is_in, may_write_charter
from pergola.gather.views.rooms import acting, done_once, find, seen_here, shown
from pergola.kernel.errors import NotAllowed, Stale
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.spaces.models import Charter, Community


@require_safe
@signed_in
def show(request: PersonRequest, pk: UUID) -> HttpResponse:
    """As it stands, for everyone behind the wall; its members also see what it was."""
    community = find(request, pk)
    seen = Charter.objects.visible_to(request.person).filter(community=community).select_related("by")
    versions = list(seen.order_by("-version"))
    stands = versions[0] if versions else Charter(community=community, version=1, sentence=community.charter)
    inside = is_in(request.person, community)
    more: dict[str, Any] = {"read": Read(stands), "versions": versions if inside else [], "inside": inside}
    return shown(request, "gather/charter.html", community, writes=inside and community.closed is None, **more)


@require_safe
@signed_in
def old(request: PersonRequest, pk: UUID, version: int) -> HttpResponse:
    """One version, and what was otherwise in the one before."""
    community = find(request, pk)
    if not is_in(request.person, community):
        raise Http404
    seen = Charter.objects.visible_to(request.person).filter(community=community).select_related("by")
    one = get_object_or_404(seen, version=version)
    before = seen.filter(version=version - 1).first()
    return shown(request, "gather/charter_version.html", community, read=Read(one), changed=compared(before, one))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def write(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Another version, by anybody who is in it."""
    community, by = find(request, pk), acting(request)
    if not may_write_charter(by, community):
        return not_allowed(request)
    if request.method != "POST":
        return _page(request, community, CharterForm(initial=_initial(request, community)))
    form = CharterForm(request.POST)
    if not form.is_valid():
        return _page(request, community, form)
    given = form.cleaned_data
    asked = {"words": form.words, "why": given["why"], "version": given["version"], "review_on": given["review_on"]}
    try:
        return done_once(
            request, community, form, lambda: write_charter(by=by, community=community, **asked),
            reverse("gather:charter", args=[community.pk]), lambda: _page(request, community, form),
        )  # fmt: skip
    except Stale as stale:
        return _page(request, community, _again(request, community, stale), theirs=stale.theirs)


@require_POST
@signed_in
def holds(request: PersonRequest, pk: UUID) -> HttpResponse:
    """It was looked at, and still holds."""
    community = find(request, pk)
    try:
        confirm_charter(by=acting(request), community=community)
    except NotAllowed:
        return not_allowed(request)
    messages.success(request, _("Good. The page asks again in half a year."))
    return redirect("gather:charter", community.pk)


def _initial(request: PersonRequest, community: Community) -> dict[str, object]:
    """As it stands; of each part what this person left in its box, where they have not sent it."""
    seen = Charter.objects.visible_to(request.person)
    stands = seen.filter(community=community, replaced=None).first()
    kept = {name: getattr(stands, name) for name in PARTS} if stands else {"sentence": community.charter}
    return {**kept, "version": stands.version if stands else 1, "review_on": community.review_on} | _left(
        request, community
    )


def _left(request: PersonRequest, community: Community) -> dict[str, str]:
    places = {_box(community, name): name for name in PARTS}
    return {places[place]: one.text for place, one in drafts_for(request.person, places).items()}


def _box(community: Community, name: str) -> str:
    return f"charter:{community.pk}:{name}"


def _page(request: PersonRequest, community: Community, form: CharterForm, theirs: str = "") -> HttpResponse:
    boxes = [(form[name], draft_address(_box(community, name))) for name in PARTS]
    return shown(
        request, "gather/charter_write.html", community, form, boxes=boxes, theirs=theirs,
        seen=seen_here(request, community),
    )  # fmt: skip


def _again(request: PersonRequest, community: Community, stale: Stale) -> CharterForm:
    """What was sent once more, about the version that stands now: sending it again keeps it."""
    data = request.POST.copy()
    stands = Charter.objects.visible_to(request.person)
    newest = stands.filter(community=community, replaced=None).first()
    data["version"] = str(newest.version if newest else 1)
    form = CharterForm(data)
    form.add_error(None, str(stale))
    return form
