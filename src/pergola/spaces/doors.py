"""The doors of rooms: what is in a space is seen by whoever is behind the space's wall."""

from typing import Any, Self

from django.db import models

from pergola.people.models import Asker, Visitor, WallMember
from pergola.walls.reasons import Reason


class BehindWall[M: models.Model](models.QuerySet[M]):
    """Seen by everyone behind its wall, changed by the wall's leads (in a network's wall: the hub)."""

    def visible_to(self, person: Asker) -> Self:
        if isinstance(person, Visitor):
            return self.none()
        return self.filter(wall__in=WallMember.objects.filter(person=person).values("wall"))

    def editable_by(self, person: Asker) -> Self:
        if isinstance(person, Visitor):
            return self.none()
        leads: Any = WallMember.objects.filter(person=person, role=WallMember.Role.LEAD).values("wall")
        return self.filter(wall__in=leads)

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()
