"""Who is of a network’s hub, by where they stand behind its wall: read with the request, so asking costs nothing."""

from collections.abc import Sequence

from pergola.people.models import WallMember
from pergola.walls.models import Wall


def of_a_hub(standing: Sequence[WallMember], wall: int | None = None) -> bool:
    """Is this somebody of a network's hub (of this wall, if one is named): a lead or the evaluator behind its wall?"""
    hub = {WallMember.Role.LEAD, WallMember.Role.EVALUATOR}
    return any(
        one.wall.kind == Wall.Kind.NETWORK and one.role in hub
        for one in standing
        if wall is None or one.wall_id == wall
    )
