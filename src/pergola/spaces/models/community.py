from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pergola.kernel.clock import now, today
from pergola.kernel.ids import new_id
from pergola.people.models import Asker, Person, Visitor
from pergola.spaces.doors import BehindWall
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason


class CommunityQuerySet(BehindWall["Community"]):
    def going_on(self) -> Self:
        """Those that are not closed."""
        return self.filter(closed=None)


class Community(models.Model):
    """People who meet because of a question they share. Lives behind a system's wall, or a network's.

    A fellowship is a community with an end date. A group is a community inside another, of the same wall; a trigger refuses loops.
    """

    class Joining(models.TextChoices):
        OPEN = "open", _("open to join")
        REQUEST = "request", _("on request")
        INVITED = "invited", _("by invitation")

    class Stage(models.TextChoices):
        """Wenger's five: how a community lives, and that it may end."""

        UNSAID = "", _("not said yet")
        POTENTIAL = "potential", _("potential")
        COALESCING = "coalescing", _("coalescing")
        MATURING = "maturing", _("maturing")
        STEWARDSHIP = "stewardship", _("stewardship")
        TRANSFORMATION = "transformation", _("transformation")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="communities")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="groups")
    """The community this is a group of. Being in the one is not being in the other."""
    name = models.CharField(_("name"), max_length=120)
    charter = models.TextField(_("charter"), max_length=400, help_text=_("One sentence: why we meet and what we try."))
    """The sentence everyone behind the wall reads. The whole of it, version by version, is in `Charter`."""
    joining = models.CharField(_("joining"), max_length=7, choices=Joining, default=Joining.OPEN)
    stage = models.CharField(_("stage"), max_length=14, choices=Stage, blank=True, default=Stage.UNSAID, db_default="")
    started = models.DateField()
    ends = models.DateField(_("it ends on"), null=True, blank=True)
    """Set: a fellowship. It does not close by itself: its people decide what becomes of it."""
    grew = models.DateField(null=True, editable=False)
    """The day on which a fellowship became this community."""
    kept_for = models.CharField(_("who carries it"), max_length=120, blank=True, default="", db_default="")
    """The funder or system that keeps it going, by its name."""
    review_on = models.DateField(_("when the charter is looked at again"), null=True, blank=True)
    closed = models.DateTimeField(null=True, editable=False)
    """From then on nothing is written here but words of thanks: the doors for changing and triggers hold it."""
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, editable=False, related_name="+", db_index=False)
    farewell = models.TextField(
        _("what is to be said at the end"), max_length=4000, blank=True, default="", db_default=""
    )
    sample = models.BooleanField(default=False, editable=False)

    objects = CommunityQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = _("communities")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=models.F("id")), name="spaces_community_not_in_itself"
            ),
            models.CheckConstraint(
                condition=Q(closed=None) | Q(closed_by__isnull=False), name="spaces_community_closed_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stage_words(self) -> str:
        """The stage, as one would say it to somebody who has not read of stages."""
        words = {
            self.Stage.POTENTIAL: _("people with one question find each other"),
            self.Stage.COALESCING: _("people begin to trust each other"),
            self.Stage.MATURING: _("it finds out what it is good at"),
            self.Stage.STEWARDSHIP: _("it works, and is kept awake"),
            self.Stage.TRANSFORMATION: _("it ends, or becomes something else"),
        }
        return str(words.get(self.Stage(self.stage), ""))

    @property
    def is_fellowship(self) -> bool:
        return self.ends is not None

    @property
    def is_over(self) -> bool:
        """A fellowship whose last day has passed, and nobody has said what becomes of it."""
        return self.closed is None and self.ends is not None and self.ends < today()

    @property
    def is_to_be_looked_at(self) -> bool:
        """Is it time to look at the charter again?"""
        return self.closed is None and self.review_on is not None and self.review_on <= today()


class MembershipQuerySet(BehindWall["Membership"]):
    pass


class Membership(models.Model):
    """Somebody in a community. Leaving removes the row; what they did there stays in Participation."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        FACILITATOR = "facilitator", _("facilitator")
        DOCUMENTER = "documenter", _("documenter")

    id = models.BigAutoField(primary_key=True)
    community = models.ForeignKey(Community, models.PROTECT, related_name="memberships", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="communities")
    role = models.CharField(max_length=11, choices=Role, default=Role.MEMBER)
    joined = models.DateTimeField()
    not_yet_leading = models.BooleanField(default=False, db_default=False)
    """A newcomer whom nobody asks to lead: no role is given to them and nothing handed over, until they say themselves that
    they are ready. Whoever comes into a fellowship has it; anybody may take it or lay it down for themselves."""

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "person"], name="spaces_membership_once"),
            models.CheckConstraint(
                condition=Q(not_yet_leading=False) | Q(role="member"), name="spaces_membership_leads_or_not_yet"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["community", "role"], name="spaces_membership_roles")]
        ordering = ["role", "person__name"]


class CharterQuerySet(models.QuerySet["Charter"]):
    def visible_to(self, person: Asker) -> Self:
        """As it stands, by everyone behind the wall: one reads it before one joins. What it was before, by its members."""
        if isinstance(person, Visitor):
            return self.none()
        walls = person.memberships.values("wall")
        mine = Membership.objects.filter(person=person).values("community")
        return self.filter(Q(replaced=None, wall__in=walls) | Q(community__in=mine))

    def editable_by(self, person: Asker) -> Self:
        """A charter is not rewritten: its members write another version."""
        return self.none()

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class Charter(models.Model):
    """What a community has agreed with itself, as one version of it. The app role may only mark it as replaced."""

    id = models.BigAutoField(primary_key=True)
    community = models.ForeignKey(Community, models.PROTECT, related_name="charters", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    version = models.PositiveSmallIntegerField()
    sentence = models.TextField(_("why we meet, in a sentence"), max_length=400)
    problem = models.TextField(_("the problem we share"), max_length=4000, blank=True)
    gains = models.TextField(_("what members gain"), max_length=4000, blank=True)
    norms = models.TextField(_("how we are with each other"), max_length=4000, blank=True)
    decisions = models.TextField(_("how we decide"), max_length=4000, blank=True)
    rhythm = models.TextField(_("our rhythm"), max_length=4000, blank=True)
    why = models.CharField(_("what changed, and why"), max_length=300, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    """Nobody: as it stood before it was written together."""
    at = models.DateTimeField(default=now)
    replaced = models.DateTimeField(null=True, editable=False)

    objects = CharterQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "version"], name="spaces_charter_version"),
            models.UniqueConstraint(fields=["community"], condition=Q(replaced=None), name="spaces_charter_one_stands"),
        ]

    def __str__(self) -> str:
        return self.sentence
