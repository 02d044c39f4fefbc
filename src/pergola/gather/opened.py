"""The boxes in which a community is being opened: where what is written in them is kept."""

from pergola.commons.drafts import draft_address, drafts_for
from pergola.people.models import Person
from pergola.spaces.models import Community

DRAFTED = ("charter", "addresses", "question")


def box_of(wall: int, name: str, parent: Community | None = None) -> str:
    """Behind the wall there is nothing yet to write about; a group is written in its community."""
    return f"open-group:{parent.pk}:{name}" if parent is not None else f"open-community@{wall}:{name}"


class Boxes:
    """What this person left in each of them, and where they send what is in them. One query."""

    def __init__(self, by: Person, wall: int, parent: Community | None) -> None:
        places = {name: box_of(wall, name, parent) for name in DRAFTED}
        kept = drafts_for(by, places.values())
        self.url = {name: draft_address(place) for name, place in places.items()}
        self.left = {name: kept[place].text for name, place in places.items() if place in kept}
