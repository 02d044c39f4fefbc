"""The hard border. One row per school system, one per network, one for the public."""

from typing import Final

from django.db import models

PUBLIC_WALL: Final = 1
"""The id of the one public wall; migration 0001 makes it."""


class Wall(models.Model):
    """A border PostgreSQL itself holds: rows behind a wall that is not open do not exist for the asker."""

    class Kind(models.TextChoices):
        SYSTEM = "system"
        NETWORK = "network"
        PUBLIC = "public"

    id = models.AutoField(primary_key=True)
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="public", pk=PUBLIC_WALL)
                | (~models.Q(kind="public") & ~models.Q(pk=PUBLIC_WALL)),
                name="walls_one_public_wall",
            )
        ]

    def __str__(self) -> str:
        return self.name


class OwnWall(models.Model):
    """For a table that inherits from a walled one: Django refuses a second field called `wall`.

    The column is `wall_id`; a trigger fills it from the parent row and a composite key holds it there.
    """

    own_wall = models.ForeignKey(
        Wall, models.PROTECT, db_column="wall_id", related_name="+", editable=False, db_default=0, db_index=False
    )

    class Meta:
        abstract = True
