"""Where the page of a place is. Named here, as the kinds of artifact name theirs: a page may stand on a higher floor."""

from django.urls import reverse

from pergola.spaces.models import Community, Network, Team
from pergola.systems.models import SchoolSystem

PAGES: dict[type[Community] | type[Team] | type[Network], str] = {
    Community: "desk:community",
    Team: "gather:team",
    Network: "desk:hub",
}


def page_of(place: Community | Team | Network | SchoolSystem) -> str:
    """The address of a community's home, a team's page, a network's hub; of a school system, its own."""
    if isinstance(place, SchoolSystem):
        return reverse("systems:system", args=[place.slug])
    return reverse(PAGES[type(place)], args=[place.pk])


COMMUNITIES = "desk:communities"


def page_of_communities() -> str:
    """The address of the list of communities."""
    return reverse(COMMUNITIES)


MONTH = "desk:month"


def page_of_month() -> str:
    """The address of what waits for whoever reads it."""
    return reverse(MONTH)


TEAMS = "desk:hubs"


def page_of_hubs() -> str:
    """The address that leads the people of a hub to their teams."""
    return reverse(TEAMS)


NEXT = "desk:what_next"


def page_of_what_next(wall: int) -> str:
    """The address of the page on which the leads of a school system read what to support next."""
    return reverse(NEXT, args=[wall])
