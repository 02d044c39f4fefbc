"""The map of the schools: the country by state, a state by county. Beside it a list that says the same."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pergola.kernel.charts.map import draw_map
from pergola.people.middleware import PersonRequest
from pergola.systems.directory.cells import STATES
from pergola.systems.places import counties, map_of_a_state, map_of_the_country, states


@require_safe
def show(request: PersonRequest) -> HttpResponse:
    asked = request.GET.get("state", "").upper()
    state = asked if asked in STATES.values() else ""
    places = counties(request.person, state) if state else states(request.person)
    picture = map_of_a_state(state, places) if state else map_of_the_country(places)
    return render(
        request,
        "systems/map.html",
        {
            "state": state,
            "places": places,
            "whole": sum(one.n for one in places),
            "unplaced": sum(one.n for one in places if not one.is_drawn),
            "drawing": draw_map(picture) if picture and places else None,
        },
    )
