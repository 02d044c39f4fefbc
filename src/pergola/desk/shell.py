"""What every page needs: where one can go from here, who keeps this place, and what in it is a sample."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from pergola.kernel.addresses import address_of
from pergola.people.models import Asker, Person, Visitor, WallMember
from pergola.walls.models import Wall

type Place = dict[str, object]

ROOMS = {
    "month": ("desk:month",),
    "communities": ("desk:community", "talk:", "gather:"),
    "teams": ("desk:hub", "insight:"),
    "inquiry": ("inquiry:", "desk:chain", "publishing:draft", "publishing:consent"),
    "lessons": ("publishing:lessons", "publishing:edition", "publishing:evidence"),
}
"""Which addresses light which word of the navigation: names of routes, or their beginnings."""


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of every page. Error pages are drawn without it: they must not need the database."""
    person: Asker = getattr(request, "person", None) or Visitor()
    here = getattr(request.resolver_match, "view_name", "") if request.resolver_match else ""
    return {
        "person": person,
        "theme": person.theme,
        "demo": settings.DEMO,
        "sample": settings.DEMO and isinstance(person, Person),
        "record": _("A demo: part of it is from published facts, part of it invented. Each part says which.")
        if settings.DEMO
        else "",
        "keeper": settings.KEEPER,
        "communities_url": address_of("desk:communities"),
        "nav": _public_ways(here) if isinstance(person, Visitor) else _ways(request, here),
        "self_links": _self_links(person, here),
        "foot_links": [
            _place(_("Who sees what"), "desk:who_sees", here),
            _place(_("Accessibility"), "desk:accessibility", here),
            _place(_("Help"), "desk:help", here),
        ],
    }


def _place(label: str, route: str, here: str, *, room: str = "", **more: object) -> Place:
    current = here == route or any(here.startswith(one) for one in ROOMS.get(room, ()))
    return {"label": label, "url": address_of(route), "current": current, **more}


def _public_ways(here: str) -> list[Place]:
    front = address_of("desk:front")
    return [
        _place(_("Lessons"), "publishing:lessons", here, room="lessons"),
        {"label": _("By the numbers"), "url": f"{front}#numbers", "current": False},
        {"label": _("Start here"), "url": f"{front}#start", "current": False},
    ]


def _ways(request: HttpRequest, here: str) -> list[Place]:
    second = (
        _place(_("Teams"), "desk:hubs", here, room="teams")
        if of_a_hub(getattr(request, "standing", []))
        else _place(_("Communities"), "desk:communities", here, room="communities")
    )
    return [
        _place(_("My month"), "desk:month", here, room="month"),
        second,
        _place(_("Inquiry"), "inquiry:home", here, room="inquiry"),
        _place(_("Library"), "publishing:lessons", here, room="lessons"),
    ]


def of_a_hub(standing: list[WallMember], wall: int | None = None) -> bool:
    """Is this somebody of a network's hub (of this wall, if one is named): a lead or the evaluator behind its wall?"""
    hub = {WallMember.Role.LEAD, WallMember.Role.EVALUATOR}
    return any(
        one.wall.kind == Wall.Kind.NETWORK and one.role in hub
        for one in standing
        if wall is None or one.wall_id == wall
    )


def _self_links(person: Asker, here: str) -> list[Place]:
    search = _place(_("Search"), "talk:search", here, search=True)
    if isinstance(person, Visitor):
        return [search, _place(_("Sign in"), "account_login", here)]
    return [search, _place(person.first_name, "people:you", here)]
