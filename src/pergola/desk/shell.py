"""What every page needs: where one can go from here, who keeps this place, and what in it is a sample."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from pergola.kernel.addresses import address_of
from pergola.people.hubs import of_a_hub
from pergola.people.models import Asker, Person, Visitor
from pergola.talk.noticing import how_many_new

type Place = dict[str, object]

SELF = ("instruments:sheet", "instruments:share_sheets")
ROOMS = {
    "month": ("desk:month", "gather:commitment", "gather:pair", "gather:coached"),
    "communities": (
        *("desk:community", "desk:health"),
        *(
            "instruments:questions",
            "instruments:ask_pulse",
            "instruments:answer",
            "instruments:polls",
            "instruments:ask_poll",
        ),
        *("talk:conversation", "talk:revise", "talk:edit_post", "talk:say", "talk:start"),
        *("gather:people", "gather:invite", "gather:open", "gather:take_out", "gather:charter", "gather:ask"),
        *("gather:arrange", "gather:stage", "gather:become", "gather:offer", "gather:hand_over", "gather:close"),
        *(
            "gather:thanks",
            "gather:packs",
            "gather:near",
            "gather:near_ask",
            "gather:where_i_work",
            *("gather:call", "gather:propose", "gather:focus_area", "gather:launch", "gather:merge", "gather:retire"),
            *("gather:pathway", "gather:level", "gather:things", "desk:what_next"),
            "meetings:of_community",
            "meetings:plan",
            "meetings:gathering",
            "meetings:move",
        ),
        *("gather:call", "gather:propose", "gather:focus_area", "gather:launch", "gather:merge", "gather:retire"),
        *("gather:pathway", "gather:level", "gather:thing", "desk:what_next", "routines:"),
    ),
    "teams": (
        *("desk:hub", "insight:", "gather:team", "gather:hub", "gather:network", "gather:system", "gather:promise"),
        *("talk:start_on_team", "meetings:of_team", "meetings:plan_on_team", *SELF, "instruments:assess"),
    ),
    "team": ("gather:team", "gather:network", *SELF),
    "inquiry": ("inquiry:", "desk:chain", "publishing:draft", "publishing:consent"),
    "systems": ("systems:", "exchange:"),
    "lessons": ("publishing:lessons", "publishing:edition", "publishing:evidence"),
}
"""Which addresses light which word of the navigation: names of routes, or their beginnings. One word at most a page:
a team’s page is under Teams for a hub, and for everybody else under Inquiry, which leads to it."""


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
        "live": settings.LIVE,
        "foot_links": _foot(here),
    }


def _foot(here: str) -> list[Place]:
    return [
        _place(_("Schools and systems"), "systems:list", here, rooms=["systems"]),
        _place(_("Who sees what"), "desk:who_sees", here),
        _place(_("Accessibility"), "desk:accessibility", here),
        _place(_("Help"), "desk:help", here),
    ]


def ways_on(request: HttpRequest) -> dict[str, Any]:
    """For a page that cannot be shown: the navigation of whoever is signed in, from what the request knows. No query.

    No word of it is lit and no news is counted, so that what is missing and what is forbidden look the same.
    """
    person: Asker = getattr(request, "person", None) or Visitor()
    if isinstance(person, Visitor):
        return {}
    links = [one | {"news": ""} for one in _self_links(person, "")]
    ways = {"theme": person.theme, "nav": _ways(request, ""), "self_links": links, "foot_links": _foot("")}
    return ways | {"keeper": settings.KEEPER}


def _place(label: str, route: str, here: str, *, rooms: Sequence[str] = (), **more: object) -> Place:
    current = here == route or any(here.startswith(one) for room in rooms for one in ROOMS[room])
    return {"label": label, "url": address_of(route), "current": current, **more}


def _public_ways(here: str) -> list[Place]:
    front = address_of("desk:front")
    return [
        _place(_("Lessons"), "publishing:lessons", here, rooms=["lessons"]),
        {"label": _("By the numbers"), "url": f"{front}#numbers", "current": False},
        _place(_("Start here"), "desk:start", here),
    ]


def _ways(request: HttpRequest, here: str) -> list[Place]:
    hub = of_a_hub(getattr(request, "standing", []))
    second = (
        _place(_("Teams"), "desk:hubs", here, rooms=["teams"])
        if hub
        else _place(_("Communities"), "desk:communities", here, rooms=["communities"])
    )
    return [
        _place(_("My month"), "desk:month", here, rooms=["month"]),
        second,
        _place(_("Inquiry"), "inquiry:home", here, rooms=["inquiry"] if hub else ["inquiry", "team"]),
        _place(_("Library"), "publishing:lessons", here, rooms=["lessons"]),
    ]


def _self_links(person: Asker, here: str) -> list[Place]:
    search = _place(_("Search"), "talk:search", here, search=True)
    if isinstance(person, Visitor):
        return [search, _place(_("Sign in"), "account_login", here)]
    notices = _place(
        _("Notices"), "talk:notices", here, news=SimpleLazyObject(lambda: how_many_new(person)), notices=True
    )
    return [search, notices, _place(person.first_name, "people:you", here)]
