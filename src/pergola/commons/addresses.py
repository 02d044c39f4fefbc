"""Where a thing's space is, and where a form says to go next: never out of this installation."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from pergola.commons.models import Artifact
from pergola.commons.places import page_of


def space_of(artifact: Artifact) -> str:
    """The page of the community or team a thing stands in; the front page if in neither. Two keys at most are followed."""
    if artifact.team_id is not None and artifact.team is not None:
        return page_of(artifact.team)
    if artifact.community_id is not None and artifact.community is not None:
        return page_of(artifact.community)
    return "/"


def next_address(request: HttpRequest, otherwise: str) -> str:
    """The form's `next`, if it is an address of ours."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and safe else otherwise
