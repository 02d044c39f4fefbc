"""Telling: a lesson, the consent of each system it speaks of, and the public edition that never changes."""

from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from pergola.commons.kinds import declare
from pergola.commons.models import Artifact, Readable
from pergola.kernel.clock import now
from pergola.kernel.errors import Sentence
from pergola.kernel.ids import new_id
from pergola.people.models import Asker, Person, Visitor
from pergola.spaces.models import Team, TeamMember
from pergola.walls.models import OwnWall, Wall
from pergola.walls.reasons import Reason


def stays_while_public(lesson: UUID) -> Sentence | None:
    """A lesson is not removed from behind a copy everyone can read: it would be nobody's, and hard to withdraw."""
    if not Edition.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(lesson_ref=lesson, removed=None).exists():
        return None
    return _("This lesson is public. Withdraw it first; then it can be removed.")


PACKAGE_WORDS = (
    "solves", "grades", "size", "in_place", "core", "adaptable", "money", "hours", "people", "materials", "not_for",
)  # fmt: skip
"""What only a solution package says, in the order it is read."""


class LessonQuerySet(Readable["Lesson"]):
    pass


class Lesson(Artifact, OwnWall):
    """What a team wants the field to know, while it is being written. It cites claims; each claim has its chain."""

    KIND = declare("lesson", word=_("draft lesson"), url="publishing:draft", stays=stays_while_public)

    class Form(models.TextChoices):
        LESSON = "lesson", _("lesson")
        CARD = "card", _("strategy card")
        ROUTINE = "routine", _("routine")
        ESSAY = "essay", _("essay")
        DIGEST = "digest", _("research digest")
        PACKAGE = "package", _("solution package")

    class Finding(models.TextChoices):
        CHANGE = "change", _("something changed")
        NO_CHANGE = "none", _("no change")
        CANNOT_TELL = "unclear", _("cannot tell")

    NEED_NO_CHAIN = (Form.ESSAY, Form.DIGEST)
    """They claim no effect of their own, so they have no finding either."""

    form = models.CharField(_("form"), max_length=7, choices=Form, default=Form.LESSON)
    finding = models.CharField(_("finding"), max_length=7, choices=Finding, default=Finding.CHANGE)
    dek = models.TextField(_("in two sentences"), max_length=400, blank=True)
    tried = models.TextField(_("what we tried"), blank=True)
    saw = models.TextField(_("what we saw"), blank=True)
    cannot_say = models.TextField(_("what we cannot say"), blank=True)
    if_you_try = models.TextField(_("if you try it"), blank=True)
    challenge = models.CharField(_("challenge"), max_length=200, blank=True)
    context = models.CharField(_("context"), max_length=200, blank=True)
    steps = models.CharField(_("steps"), max_length=300, blank=True)
    byline = models.CharField(_("by"), max_length=300, blank=True)
    solves = models.TextField(_("the problem it solves"), blank=True)
    grades = models.CharField(_("grades and subjects"), max_length=120, blank=True)
    size = models.CharField(_("how large"), max_length=200, blank=True)
    in_place = models.TextField(_("what must be in place"), blank=True)
    core = models.TextField(_("what must stay as it is"), blank=True)
    adaptable = models.TextField(_("what may be changed"), blank=True)
    money = models.CharField(_("money"), max_length=200, blank=True)
    hours = models.CharField(_("hours"), max_length=200, blank=True)
    people = models.CharField(_("people"), max_length=200, blank=True)
    materials = models.TextField(_("materials"), blank=True)
    not_for = models.TextField(_("what it did not do, and for whom"), blank=True)
    """From `solves` on: what a solution package says. Its parts (`core`, `adaptable`) and materials stand one a line."""
    asked = models.DateTimeField(
        null=True, editable=False, help_text="When the contributing systems were asked for their consent."
    )

    objects = LessonQuerySet.as_manager()  # type: ignore[misc, assignment]  # a child has its own doors

    def searchable(self) -> list[str]:
        return [
            self.dek,
            self.tried,
            self.saw,
            self.cannot_say,
            self.if_you_try,
            self.challenge,
            self.context,
            self.steps,
            *(str(getattr(self, name)) for name in PACKAGE_WORDS),
        ]


class ConsentQuerySet(models.QuerySet["Consent"]):
    def visible_to(self, person: Asker) -> Self:
        """Seen by the team that is asked and by those who write the lesson, while there is a lesson to be asked about.

        A team may say why it does not agree: that is for these two. Everybody else learns from the lesson at most that it
        agreed or did not.
        """
        if isinstance(person, Visitor):
            return self.none()
        asked = TeamMember.objects.filter(person=person).values("team")
        there = Lesson.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(removed=None).values("pk")
        return self.filter(
            models.Q(lesson__in=Lesson.objects.editable_by(person).values("pk"))
            | models.Q(team__in=asked, lesson__in=there)
        )

    def editable_by(self, person: Asker) -> Self:
        """Given or withheld by the lead or the sponsor of the team that is asked."""
        if isinstance(person, Visitor):
            return self.none()
        speaking = TeamMember.objects.filter(person=person, role__in=[TeamMember.Role.LEAD, TeamMember.Role.SPONSOR])
        return self.filter(team__in=speaking.values("team"))

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class Consent(models.Model):
    """One contributing system's word on one lesson, sealed to the text it was given for, which is kept with it.

    Of several only the newest counts. A text that comes back is asked about anew, however it was answered before.
    """

    class Answer(models.TextChoices):
        WAITING = "", _("waiting")
        GIVEN = "given", _("given")
        WITHHELD = "withheld", _("withheld")

    id = models.BigAutoField(primary_key=True)
    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="consents", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="consents")
    text = models.CharField(max_length=64, editable=False, help_text="SHA-256 of what the answer is for.")
    shown = models.JSONField(
        default=dict,
        editable=False,
        help_text="The text as this team was asked about it, with the evidence to be published.",
    )
    answer = models.CharField(max_length=8, choices=Answer, blank=True, default="")
    words = models.TextField(_("a word with it"), blank=True, max_length=1000)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered = models.DateTimeField(null=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(answer="") | models.Q(answered_by__isnull=False, answered__isnull=False),
                name="publishing_consent_by_somebody",
            ),
        ]


class EditionQuerySet(Readable["Edition"]):
    pass


class Edition(Artifact, OwnWall):
    """A published lesson: an immutable copy behind the public wall, with the chain it rests on and who consented."""

    KIND = declare("edition", word=_("published lesson"), url="publishing:edition")

    lesson_ref = models.UUIDField(editable=False)
    network_ref = models.UUIDField(editable=False)
    network_name = models.CharField(max_length=120, editable=False)
    version = models.PositiveSmallIntegerField(editable=False)
    form = models.CharField(max_length=7, choices=Lesson.Form, editable=False)
    finding = models.CharField(max_length=7, choices=Lesson.Finding, editable=False)
    dek = models.TextField(editable=False)
    content = models.JSONField(editable=False)
    """Sections, claims with their chains and series, byline, consents: what `publishing/edition.py` writes and reads."""
    sample = models.BooleanField(default=False, editable=False)

    objects = EditionQuerySet.as_manager()  # type: ignore[misc, assignment]  # a child has its own doors

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["lesson_ref", "version"], name="publishing_edition_once"),
        ]

    def searchable(self) -> list[str]:
        sections = self.content.get("sections", {}) if isinstance(self.content, dict) else {}
        package = self.content.get("package", {}) if isinstance(self.content, dict) else {}
        said = [package.get(name, "") for name in PACKAGE_WORDS]
        return [self.dek, *(str(text) for text in sections.values()), *map(str, said)]


class PackageAdoptionQuerySet(models.QuerySet["PackageAdoption"]):
    def visible_to(self, person: Asker) -> Self:
        """Everyone sees who agreed to be named; a team its own. The others are counted, and only from five on.

        It is asked of the package, in whichever version: the one a team began with may be withdrawn, and names stay taken back or not.
        """
        here = self.filter(package_ref__in=Edition.objects.visible_to(person).values("lesson_ref"))
        if isinstance(person, Visitor):
            return here.exclude(named="")
        mine = TeamMember.objects.filter(person=person).values("team")
        return here.filter(~models.Q(named="") | models.Q(team_ref__in=mine))

    def editable_by(self, person: Asker) -> Self:
        """Whether a team is named is said by its lead or its sponsor."""
        if isinstance(person, Visitor):
            return self.none()
        speaking = TeamMember.objects.filter(person=person, role__in=[TeamMember.Role.LEAD, TeamMember.Role.SPONSOR])
        return self.visible_to(person).filter(team_ref__in=speaking.values("team"))

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class PackageAdoption(models.Model):
    """A team began with a solution package. It stands behind the public wall and names what lies behind the team's own
    wall by ids that lead nobody there who is not there already: no key crosses a wall.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    """It stands in addresses, so it does not say how many began before."""
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="adoptions")
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    package_ref = models.UUIDField(editable=False)
    """The package, whichever version of it: a team begins with it once."""
    team_ref = models.UUIDField(editable=False)
    problem_ref = models.UUIDField(editable=False)
    idea_ref = models.UUIDField(editable=False)
    named = models.CharField(max_length=120, blank=True, default="")
    """The name of the team, where it agreed to be named; "" otherwise."""
    because = models.TextField(blank=True, default="", editable=False)
    """Why the package is withdrawn, for whoever began with it; "" while it is public."""
    at = models.DateTimeField(default=now, editable=False)

    objects = PackageAdoptionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["package_ref", "team_ref"], name="publishing_packageadoption_once"),
        ]
