"""Coming together: founding networks and communities, forming teams, joining and leaving."""

from pergola.gather.actions.founding import (
    add_member_system,
    add_phase,
    declare_figure,
    form_team,
    found_network,
    give_hub_role,
    wall_a_system,
)
from pergola.gather.actions.joining import (
    add_to_team,
    bring_behind,
    join_community,
    keep_community,
    leave_community,
    open_community,
)

__all__ = [
    "add_member_system",
    "add_phase",
    "add_to_team",
    "bring_behind",
    "declare_figure",
    "form_team",
    "found_network",
    "give_hub_role",
    "join_community",
    "keep_community",
    "leave_community",
    "open_community",
    "wall_a_system",
]
