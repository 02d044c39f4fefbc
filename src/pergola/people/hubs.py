"""Who leads behind a wall, and who is of a network’s hub."""

from collections.abc import Sequence

from pergola.people.models import Asker, Visitor, WallMember
from pergola.walls.models import Wall


def leads(person: Asker, wall_id: int) -> bool:
    """Is this person a lead behind this wall (in a network's wall: of the hub)?"""
    if isinstance(person, Visitor):
        return False
    return WallMember.objects.filter(person=person, wall=wall_id, role=WallMember.Role.LEAD).exists()


def leads_among(standing: Sequence[WallMember], wall: int) -> bool:
    """The same, from where they stand, which is read with the request: no query."""
    return any(one.wall_id == wall and one.role == WallMember.Role.LEAD for one in standing)


def of_a_hub(standing: Sequence[WallMember], wall: int | None = None) -> bool:
    """Is this somebody of a network's hub (of this wall, if one is named): a lead or the evaluator behind its wall?

    Where they stand is read with the request, so asking costs nothing.
    """
    hub = {WallMember.Role.LEAD, WallMember.Role.EVALUATOR}
    return any(
        one.wall.kind == Wall.Kind.NETWORK and one.role in hub
        for one in standing
        if wall is None or one.wall_id == wall
    )
