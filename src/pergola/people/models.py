"""Who a person is: a human once, their ways of signing in, and the walls they are behind."""

from typing import Any, ClassVar, Final, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from pergola.kernel.clock import now
from pergola.kernel.ids import new_id
from pergola.kernel.names import called
from pergola.walls.models import PUBLIC_WALL, Wall
from pergola.walls.reasons import Reason


class Visitor:
    """The public, when somebody asks who is asking. Sees what is behind the public wall and nothing else."""

    pk: Final = None
    name: Final = ""
    is_operator: Final = False
    theme: Final = ""
    is_visitor: Final = True

    def __repr__(self) -> str:
        return "Visitor()"


type Asker = Person | Visitor


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, person: Asker) -> Self:
        """Oneself, and whoever is behind a wall with one."""
        if isinstance(person, Visitor):
            return self.none()
        mine = WallMember.objects.filter(person=person).values("wall")
        together = WallMember.objects.filter(wall__in=mine).values("person")
        return self.filter(models.Q(pk=person.pk) | models.Q(pk__in=together), erased=None)

    def editable_by(self, person: Asker) -> Self:
        """Oneself only."""
        return self.none() if isinstance(person, Visitor) else self.filter(pk=person.pk, erased=None)

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class Person(models.Model):
    """One human in the installation. What they did points here for good; erasing empties the row, not the record."""

    class Theme(models.TextChoices):
        SYSTEM = "", _("As this device does")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    is_visitor: Final = False

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=200)
    contact = models.EmailField(
        _("contact"), blank=True, help_text=_("From a roster or an invitation; never for signing in.")
    )
    work = models.CharField(
        _("work"), max_length=200, blank=True, help_text=_("What a person does, in their own words.")
    )
    theme = models.CharField(max_length=5, choices=Theme, blank=True, default="")
    is_operator = models.BooleanField(default=False)
    guides_away = ArrayField(models.CharField(max_length=20), default=list, db_default=[], blank=True, editable=False)
    """The guides of first steps this person has put away, each by the kind of person it is for."""
    erased = models.DateTimeField(null=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes: ClassVar = [GinIndex(called("name"), name="people_person_called")]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return str(_("somebody")) if self.erased else self.name

    @property
    def first_name(self) -> str:
        return str(self).split(" ")[0]


class IdentityManager(BaseUserManager["Identity"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Identity":
        """A way to sign in for `person` (or for a new person of that name)."""
        if "person" not in fields:
            fields["person"] = Person.objects.create(name=fields.pop("name", "") or email.partition("@")[0])
        identity = self.model(email=email.lower(), **fields)
        identity.set_password(password)
        identity.save(using=self._db)
        return identity


class Identity(AbstractBaseUser):
    """A way to sign in. It belongs to exactly one person; its address counts once its owner has proved it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="identities")
    email = models.EmailField(_("e-mail address"), unique=True)
    is_active = models.BooleanField(default=True)
    created = models.DateTimeField(auto_now_add=True)
    password_set = models.DateTimeField(null=True, editable=False)
    password_used = models.DateTimeField(null=True, editable=False)
    code_used = models.DateTimeField(null=True, editable=False)

    objects = IdentityManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="people_identity_email_once")]
        verbose_name = _("sign-in identity")
        verbose_name_plural = _("sign-in identities")

    def __str__(self) -> str:
        return self.email

    def set_password(self, raw_password: str | None) -> None:
        """Also remembers when. A better hash of the same password, saved alone, leaves that day as it was."""
        super().set_password(raw_password)
        self.password_set = now() if self.has_usable_password() else None


class WallMember(models.Model):
    """This person is behind this wall, in this role. Stands outside the policy: it says which walls to open."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        COACH = "coach", _("coach")
        EVALUATOR = "evaluator", _("evaluator")
        LEAD = "lead", _("lead")

    id = models.BigAutoField(primary_key=True)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="members", db_index=False, db_constraint=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", db_constraint=False)
    role = models.CharField(max_length=9, choices=Role, default=Role.MEMBER)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wall", "person"], name="people_wallmember_once")]

    def __str__(self) -> str:
        return f"{self.person_id} behind {self.wall_id}: {self.role}"


def standing_of(person: Asker) -> list[WallMember]:
    """Behind which walls `person` is, and in which role, each with its wall: one query. Nothing for a Visitor."""
    if isinstance(person, Visitor):
        return []
    return list(WallMember.objects.filter(person=person).select_related("wall").order_by("wall"))


def walls_of(person: Asker) -> list[int]:
    """The ids of the walls to open for `person`: theirs, and always the public one."""
    return [PUBLIC_WALL, *(one.wall_id for one in standing_of(person))]
