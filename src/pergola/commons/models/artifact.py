from collections.abc import Iterable
from typing import Any, ClassVar, Self
from uuid import UUID

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pergola.commons.kinds import kind
from pergola.commons.stems import StemsOfArtifact
from pergola.kernel.addresses import address_of
from pergola.kernel.clock import now
from pergola.kernel.ids import new_id
from pergola.people.models import Asker, Person, Visitor
from pergola.spaces.models import Audience, Community, Membership, Team, TeamMember
from pergola.spaces.models.audience import AudienceQuerySet
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason

NEWEST = """
SELECT x.* FROM ({door}) AS mine (audience) CROSS JOIN LATERAL (
    SELECT id, title, kind, changed, wall_id, audience_id, community_id, team_id, made_by_id
    FROM commons_artifact WHERE audience_id = mine.audience AND removed IS NULL
    ORDER BY changed DESC LIMIT %s) x
ORDER BY changed DESC, id DESC LIMIT %s
"""


def reached(person: Asker, at: str = "") -> Q:
    """The audiences that reach this person, as a condition on `audience`; `at` leads there from another table ("artifact__")."""
    return Q(**{f"{at}audience__reaches": person.pk})


def seen(person: Asker, at: str = "") -> Q:
    """The one condition under which an artifact is seen: its audience reaches this person, and nobody has removed it."""
    return reached(person, at) & Q(**{f"{at}removed": None})


class Readable[M: Artifact](models.QuerySet[M]):
    """The three doors of everything that is an artifact, and the feed that is a form of the first."""

    maker_keeps: ClassVar[bool] = False
    """Is a team's thing also changed by who made it and is not on the team?"""

    def _of_kind(self) -> Self:
        return self.filter(kind=self.model.KIND) if self.model.KIND else self

    def visible_to(self, person: Asker) -> Self:
        """What an audience of this person's points at and nobody has removed."""
        return self._of_kind().filter(seen(person))

    def editable_by(self, person: Asker) -> Self:
        """A team's things by its team; a community's by who made them and by its facilitators; one's own. None of a closed one."""
        if isinstance(person, Visitor):
            return self.none()
        teams = TeamMember.objects.filter(person=person).values("team")
        keeping = Membership.objects.filter(person=person, role=Membership.Role.FACILITATOR).values("community")
        mine = Q(team=None, made_by=person) | Q(team__in=teams) | Q(team=None, community__in=keeping)
        if self.maker_keeps:
            mine |= Q(made_by=person)
        return self.visible_to(person).filter(mine, community__closed=None)

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self._of_kind()

    def newest(self, audiences: AudienceQuerySet, most: int = 25) -> list[M]:
        """The feed: the newest things of these audiences, a few rows from each ordered index. Any kind, base columns only."""
        door, values = audiences.values("pk").query.sql_with_params()
        return list(self.raw(NEWEST.format(door=door), [*values, most, most]))


class ArtifactQuerySet(Readable["Artifact"]):
    pass


class Artifact(models.Model):
    """A thing people made and share. Everything that can be seen, linked, talked about or found is one."""

    KIND: ClassVar[str] = ""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12, editable=False)
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"), blank=True)
    words = models.TextField(
        blank=True, editable=False, help_text="What else of it should be found: a child's own texts."
    )
    search = models.GeneratedField(
        db_persist=True,
        output_field=SearchVectorField(),
        expression=StemsOfArtifact("title", "body", "words"),
    )
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", db_index=False)
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+", db_index=False)
    community = models.ForeignKey(
        Community, models.PROTECT, null=True, blank=True, related_name="artifacts", db_index=False
    )
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="artifacts", db_index=False)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="artifacts")
    made = models.DateTimeField(default=now, editable=False)
    changed = models.DateTimeField(default=now, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    removed = models.DateTimeField(null=True, editable=False)
    removed_by = models.ForeignKey(Person, models.PROTECT, null=True, editable=False, related_name="+", db_index=False)
    dead_ends = models.JSONField(default=list, editable=False, help_text="What of it leads nowhere any more, as found.")
    """See commons/dead_ends.py. Beside its thing, so that a page knows it without asking, and only who sees the thing does."""
    forked_from = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="forks")

    objects = ArtifactQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["community", "-changed"], name="commons_artifact_community"),
            models.Index(fields=["audience", "-changed"], name="commons_artifact_audience"),
            models.Index(fields=["wall", "-changed"], name="commons_artifact_wall"),
            models.Index(
                fields=["team", "kind", "-changed"], name="commons_artifact_team", condition=Q(team__isnull=False)
            ),
            GinIndex(fields=["search"], name="commons_artifact_search"),
            models.Index(fields=["wall"], name="commons_artifact_dead_ends", condition=~Q(dead_ends=[])),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(removed=None) | Q(removed_by__isnull=False), name="commons_removed_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.KIND:
            self.kind = self.KIND
            self.words = " · ".join(filter(None, self.searchable()))
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address_of(kind(self.kind).url, self.pk)

    def searchable(self) -> list[str]:
        """A child's own texts, to be found with the title and the text."""
        return []

    @property
    def kind_word(self) -> str:
        return str(kind(self.kind).word)


def bump(artifact: Artifact) -> None:
    """Mark an artifact as changed now, as one more revision, whoever else is writing at the same moment."""
    moment = now()
    Artifact.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=artifact.pk).update(
        changed=moment, revision=F("revision") + 1
    )
    artifact.changed, artifact.revision = moment, artifact.revision + 1


def hold(things: Iterable[Artifact]) -> dict[UUID, Artifact]:
    """These rows as they stand now, held until the act is over; always in one order, so that no two acts wait for each other."""
    rows = Artifact.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update().order_by("pk")
    return {one.pk: one for one in rows.filter(pk__in={one.pk for one in things})}
