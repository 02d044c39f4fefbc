"""What hubs promise teams on the stage."""

from datetime import date
from typing import Any

from tests.cast import Cast

from pergola.gather.models import Promise
from pergola.people.models import Person
from pergola.spaces.models import Team


def lay_promises(things: dict[str, dict[str, Any]], *, cast: Cast, far_team: Team, paz: Person) -> None:
    """One to each of the network’s teams, and one to the team of a network far away."""
    made_to = {
        "alder’s team": (cast.alder_team, cast.hub_director),
        "brier’s team": (cast.brier_team, cast.hub_director),
        "the far team": (far_team, paz),
    }
    for name, (team, by) in made_to.items():
        made = Promise.objects.create(
            team=team,
            words=f"We count with {name}.",
            by_when=date(2099, 1, 31),
            asked="Somebody who counts.",
            made_by=by,
        )
        things[f"promise to {name}"] = {"pk": made.pk}
