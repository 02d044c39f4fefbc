from typing import ClassVar, Self

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from pergola.commons.models.artifact import Artifact
from pergola.kernel.clock import now
from pergola.people.models import Asker, Person, Visitor
from pergola.spaces.models import Community
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def visible_to(self, person: Asker) -> Self:
        """One's own. Everything else leaves only as an aggregate."""
        return self.none() if isinstance(person, Visitor) else self.filter(person=person)

    def editable_by(self, person: Asker) -> Self:
        """What was done stays done: the app role may not even ask PostgreSQL to change it."""
        return self.none()

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class Participation(models.Model):
    """What somebody did, written in the act's own transaction. Append-only: a REVOKE says so."""

    class Verb(models.TextChoices):
        MADE = "made", _("made")
        CHANGED = "changed", _("changed")
        REMOVED = "removed", _("removed")
        BROUGHT_BACK = "restored", _("brought back")
        SAID = "said", _("said")
        JOINED = "joined", _("joined")
        LEFT = "left", _("left")
        INVITED = "invited", _("invited")
        LINKED = "linked", _("linked")
        PREDICTED = "predicted", _("predicted")
        OBSERVED = "observed", _("put in data")
        DECIDED = "decided", _("decided")
        CONSENTED = "consented", _("consented")
        PUBLISHED = "published", _("published")
        ASKED = "asked", _("asked for help")
        ANSWERED = "answered", _("answered")
        MET = "met", _("met")
        NOT_MET = "not met", _("was not there after all")
        TAKEN_OUT = "taken out", _("was taken out")

    id = models.BigAutoField(primary_key=True)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(default=now)
    person = models.ForeignKey(Person, models.PROTECT, related_name="participations", db_index=False)
    verb = models.CharField(max_length=10, choices=Verb)
    artifact = models.ForeignKey(Artifact, models.PROTECT, null=True, related_name="participations")
    community = models.ForeignKey(Community, models.PROTECT, null=True, related_name="participations", db_index=False)
    minutes = models.PositiveSmallIntegerField(null=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            BrinIndex(fields=["at"], name="commons_participation_at"),
            models.Index(fields=["person", "at"], name="commons_participation_person"),
            models.Index(fields=["community", "at"], name="commons_participation_comm"),
        ]


def took_part(
    by: Person,
    verb: Participation.Verb,
    *,
    artifact: Artifact | None = None,
    community: Community | None = None,
    wall: int | None = None,
    minutes: int | None = None,
) -> None:
    """Write down that `by` did this, now, in the act's own transaction. The wall is the thing's own.

    Nothing written is ever taken away: where somebody was not there after all, NOT_MET of the same thing says so, and of the
    two the newer counts.
    """
    behind = wall or (artifact.wall_id if artifact else community.wall_id if community else None)
    assert behind, "participation is always behind a wall"
    Participation.objects.create(
        person=by,
        verb=verb,
        artifact_id=artifact.pk if artifact else None,
        community_id=community.pk if community else artifact.community_id if artifact else None,
        wall_id=behind,
        at=now(),
        minutes=minutes,
    )
