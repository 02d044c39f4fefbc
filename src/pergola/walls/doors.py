"""The three doors every readable queryset has, and never a fourth.

`visible_to` and `editable_by` filter with subqueries, never joins; `unrestricted` names its reason.
"""

from typing import Protocol, Self

from pergola.walls.reasons import Reason


class Doors[Asker](Protocol):
    """What the architecture test holds every queryset of ours to."""

    def visible_to(self, person: Asker) -> Self: ...

    def editable_by(self, person: Asker) -> Self: ...

    def unrestricted(self, reason: Reason) -> Self: ...
