"""The cast's community meets."""

from datetime import datetime

from tests.cast import Cast

from pergola.meetings.actions import When, move_gathering, plan_gathering
from pergola.meetings.models import Gathering
from pergola.people.models import Person, walls_of
from pergola.walls.opening import walls

ZONE = "America/New_York"


def meets(
    cast: Cast, when: datetime, place: str = "Room 12", by: Person | None = None, alone_with: Person | None = None
) -> Gathering:
    """A date in `talk`, set by its facilitator for everybody; or by somebody, for two."""
    keeper = by or cast.facilitator
    with walls(walls_of(keeper)):
        return plan_gathering(by=keeper, space=cast.talk, when=When(when, ZONE), place=place, alone_with=alone_with)


def moved(cast: Cast, gathering: Gathering, when: datetime, place: str = "Room 12") -> None:
    with walls(walls_of(cast.facilitator)):
        moment = When(when, ZONE)
        move_gathering(by=cast.facilitator, gathering=gathering, when=moment, title=gathering.title, place=place)
