"""Who may see a thing, inside its wall. One view, `reach`, says it in both directions."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup, Q
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import gettext_lazy as _

from pergola.people.models import Asker, Person, PersonQuerySet
from pergola.spaces.doors import BehindWall
from pergola.spaces.models.community import Community
from pergola.spaces.models.team import Team
from pergola.walls.models import PUBLIC_WALL, Wall
from pergola.walls.reasons import Reason


class Reaches(Lookup):
    """`audience__reaches=person.pk`: the audience is one of those that reach this person; None is a visitor.

    What the view `reach` says, through the function `reaching`: asked once for each condition, planned once a connection. Woven in,
    its seven branches are planned with every join of every page, and asked row by row.
    """

    lookup_name, prepare_rhs, can_use_none_as_rhs = "reaches", False, True

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        audience, params = self.process_lhs(compiler, connection)
        return f"{audience} = ANY((SELECT reaching(%s))::bigint[])", (*params, self.rhs)


models.BigAutoField.register_lookup(Reaches)
models.ForeignKey.register_lookup(Reaches)


class AudienceQuerySet(models.QuerySet["Audience"]):
    def visible_to(self, person: Asker) -> Self:
        """The audiences this person is part of."""
        return self.filter(pk__reaches=person.pk)

    def editable_by(self, person: Asker) -> Self:
        """An audience is not edited: a thing is given another one."""
        return self.none()

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class Audience(models.Model):
    """A group of people within one wall. Shared by everything that is seen by the same group."""

    class Kind(models.TextChoices):
        COMMUNITY = "community", _("this community")
        FACILITATORS = "facilitators", _("the facilitators of this community")
        TEAM = "team", _("this team")
        LEADS = "leads", _("the leads")
        NAMED = "named", _("named people")
        WALL = "wall", _("everyone here")
        PUBLIC = "public", _("everyone")

    id = models.BigAutoField(primary_key=True)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind)
    community = models.ForeignKey(Community, models.PROTECT, null=True, blank=True, related_name="audiences")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="audiences")

    objects = AudienceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["wall", "kind", "community"],
                condition=Q(community__isnull=False),
                name="spaces_audience_community",
            ),
            models.UniqueConstraint(
                fields=["wall", "kind", "team"], condition=Q(team__isnull=False), name="spaces_audience_team"
            ),
            models.UniqueConstraint(
                fields=["wall", "kind"], condition=Q(kind__in=["leads", "wall", "public"]), name="spaces_audience_whole"
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind__in=["community", "facilitators"], community__isnull=False, team__isnull=True)
                    | Q(kind="team", team__isnull=False, community__isnull=True)
                    | Q(kind__in=["leads", "named", "wall", "public"], team__isnull=True, community__isnull=True)
                ),
                name="spaces_audience_of_what",
            ),
            models.CheckConstraint(
                condition=Q(kind="public", wall=PUBLIC_WALL) | (~Q(kind="public") & ~Q(wall=PUBLIC_WALL)),
                name="spaces_audience_public_wall",
            ),
        ]

    def __str__(self) -> str:
        return str(self.Kind(self.kind).label)

    def people(self) -> PersonQuerySet:
        """Everybody who may see what points here. For the public: every person, and every visitor besides."""
        return Person.objects.filter(pk__in=Reach.objects.filter(audience=self).values("person"))


class AudiencePersonQuerySet(BehindWall["AudiencePerson"]):
    pass


class AudiencePerson(models.Model):
    """A person on a named list."""

    id = models.BigAutoField(primary_key=True)
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="named", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = AudiencePersonQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["audience", "person"], name="spaces_audienceperson_once")
        ]


class Reach(models.Model):
    """One row: this audience reaches this person. A view; the only rule, read in both directions."""

    pk = models.CompositePrimaryKey("audience_id", "person_id")
    audience = models.ForeignKey(Audience, models.DO_NOTHING, related_name="+")
    person = models.ForeignKey(Person, models.DO_NOTHING, related_name="+")

    class Meta:
        managed = False
        db_table = "reach"


def audience_ids(person: Asker) -> Sequence[int]:
    """The ids of the audiences this person is part of, behind the open walls: load once a request, for lists."""
    return list(Audience.objects.visible_to(person).values_list("pk", flat=True))
