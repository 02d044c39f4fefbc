"""School systems, their districts and schools: public facts that every wall points at.

These tables stand outside row-level security. Where a fact came from stands beside it: `told` names, for each
field, the source that said it, so that a newer source wins and an empty cell never does.
"""

from typing import ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from pergola.kernel.addresses import address_of
from pergola.kernel.names import beginning_with, called
from pergola.kernel.zones import LONGEST
from pergola.people.models import Asker, Visitor, WallMember
from pergola.systems.grades import UNGRADED, grade_span
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason


class PublicFacts[M: models.Model](models.QuerySet[M]):
    """The three doors of reference tables: everybody reads, operators change."""

    def visible_to(self, person: Asker) -> Self:
        assert person is not None
        return self.all()

    def editable_by(self, person: Asker) -> Self:
        return self.all() if person.is_operator else self.none()

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class SourceQuerySet(PublicFacts["Source"]):
    pass


class Source(models.Model):
    """One published edition of the directory: who published it, and of which year. `standing` says which of two wins."""

    id = models.AutoField(primary_key=True)
    slug = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    as_of = models.CharField(
        max_length=40, blank=True, help_text=_("A school year or a day; empty where the file does not say.")
    )
    standing = models.IntegerField()

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["-standing", "slug"]

    def __str__(self) -> str:
        if not self.as_of:
            return str(_("%(title)s, year not stated in the file") % {"title": self.title})
        return f"{self.title}, {self.as_of}"


class Listed(models.Model):
    """What districts and schools have in common: a place, its size, and who said so."""

    name = models.CharField(_("name"), max_length=200, blank=True)
    city = models.CharField(_("town"), max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=2, blank=True)
    county = models.CharField(_("county"), max_length=80, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    students = models.PositiveIntegerField(_("students"), null=True, blank=True)
    teachers = models.DecimalField(_("teachers"), max_digits=10, decimal_places=2, null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    told = models.JSONField(default=dict, editable=False)
    sample = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True


class DistrictQuerySet(PublicFacts["District"]):
    pass


class District(Listed):
    """A local education agency as published. A stub is known from its schools' rows only."""

    id = models.BigAutoField(primary_key=True)
    leaid = models.CharField(_("NCES district id"), max_length=7, unique=True, null=True, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    stub = models.BooleanField(default=False)

    objects = DistrictQuerySet.as_manager()

    class Meta:
        ordering = ["state", "name", "pk"]
        indexes: ClassVar = [models.Index(fields=["state", "name"], name="systems_district_place")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(leaid__isnull=False) | models.Q(sample=True),
                name="systems_district_id_or_sample",
            ),
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="systems_district_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(_("District %(leaid)s, name not published") % {"leaid": self.leaid})


class SchoolQuerySet(PublicFacts["School"]):
    def running(self) -> Self:
        """Without the schools a source calls closed or not yet open; where no source says, a listed school counts."""
        return self.exclude(open=False)

    def grade_range(self) -> tuple[int | None, int | None]:
        """The lowest and the highest grade taught in any of them; ungraded and adult classes are left aside."""
        found = self.filter(high_grade__lt=UNGRADED).aggregate(
            low=models.Min("low_grade"), high=models.Max("high_grade")
        )
        return found["low"], found["high"]


class School(Listed):
    """A public school as published, or an invented one of the sample."""

    class Level(models.TextChoices):
        PREKINDERGARTEN = "prekindergarten", _("prekindergarten")
        ELEMENTARY = "elementary", _("elementary school")
        MIDDLE = "middle", _("middle school")
        HIGH = "high", _("high school")
        SECONDARY = "secondary", _("secondary school")
        OTHER = "other", _("other")

    id = models.BigAutoField(primary_key=True)
    nces_id = models.CharField(_("NCES school id"), max_length=12, unique=True, null=True, blank=True)
    district = models.ForeignKey(District, models.PROTECT, null=True, blank=True, related_name="schools")
    low_grade = models.SmallIntegerField(null=True, blank=True)
    high_grade = models.SmallIntegerField(null=True, blank=True)
    level = models.CharField(max_length=15, choices=Level, blank=True)
    charter = models.BooleanField(null=True, blank=True)
    open = models.BooleanField(null=True, blank=True)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["state", "name", "id"], name="systems_school_place"),
            GinIndex(called("name", "city"), name="systems_school_called"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(nces_id__isnull=False) | models.Q(sample=True),
                name="systems_school_id_or_sample",
            ),
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="systems_school_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(_("School %(nces_id)s, name not published") % {"nces_id": self.nces_id})

    def get_absolute_url(self) -> str:
        return address_of("systems:school", self.pk)

    @property
    def grades(self) -> str:
        return grade_span(self.low_grade, self.high_grade)


class SchoolSystemQuerySet(PublicFacts["SchoolSystem"]):
    def named(self, words: str) -> Self:
        """Those with words in their name, short name or town that begin like these, with or without accents."""
        asked = beginning_with(words)
        return self.annotate(called=called("name", "short_name", "town")).filter(called=asked) if asked else self

    def in_state(self, state: str) -> Self:
        """Those of this state, and those that have no state of their own and a school there."""
        there = SchoolOf.objects.filter(school__state=state).values("system")
        return self.filter(models.Q(state=state) | models.Q(state="", pk__in=there))


class SchoolSystem(models.Model):
    """One organisation that runs schools: a district, several (New York City is 32), or none (a charter organisation)."""

    class Kind(models.TextChoices):
        DISTRICT = "district", _("school district")
        CHARTER = "charter", _("charter organisation")
        OTHER = "other", _("other school system")

    id = models.BigAutoField(primary_key=True)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=40)
    town = models.CharField(_("town"), max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=2, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.DISTRICT)
    zone = models.CharField(
        _("its clock"), max_length=LONGEST, blank=True, help_text=_("Empty: that of this installation.")
    )
    wall = models.OneToOneField(Wall, models.PROTECT, null=True, blank=True, related_name="system")
    website = models.URLField(_("website"), blank=True)
    note = models.TextField(
        _("note"), blank=True, help_text=_("What a reader should know, such as two readings of a record.")
    )
    sample = models.BooleanField(default=False, editable=False)
    districts = models.ManyToManyField(District, through="SystemDistrict", related_name="systems")

    objects = SchoolSystemQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("school system")
        verbose_name_plural = _("school systems")

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> str:
        return ", ".join(part for part in (self.town, self.state) if part)

    def schools(self) -> SchoolQuerySet:
        """The schools of its districts, and those included by name, without those excluded."""
        mine = SchoolOf.objects.filter(system=self).values("school")
        return School.objects.unrestricted(Reason.COUNTING).filter(pk__in=mine)


class SystemDistrictQuerySet(PublicFacts["SystemDistrict"]):
    pass


class SystemDistrict(models.Model):
    """This district belongs to this system, with all its schools."""

    id = models.BigAutoField(primary_key=True)
    system = models.ForeignKey(SchoolSystem, models.CASCADE, related_name="+", db_index=False)
    district = models.ForeignKey(District, models.PROTECT, related_name="+")

    objects = SystemDistrictQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["system", "district"], name="systems_district_once")]


class SystemSchoolQuerySet(PublicFacts["SystemSchool"]):
    pass


class SystemSchool(models.Model):
    """One school that belongs to a system though its district does not; or, not included, the other way round."""

    id = models.BigAutoField(primary_key=True)
    system = models.ForeignKey(SchoolSystem, models.CASCADE, related_name="+", db_index=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    included = models.BooleanField(default=True)

    objects = SystemSchoolQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["system", "school"], name="systems_school_once")]


class SchoolOfQuerySet(PublicFacts["SchoolOf"]):
    pass


class SchoolOf(models.Model):
    """Which schools belong to which system: the one rule, read from a view in both directions."""

    pk = models.CompositePrimaryKey("system_id", "school_id")
    system = models.ForeignKey(SchoolSystem, models.DO_NOTHING, related_name="+")
    school = models.ForeignKey(School, models.DO_NOTHING, related_name="+")

    objects = SchoolOfQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "systems_schoolof"


class DepartmentQuerySet(PublicFacts["Department"]):
    pass


class Department(models.Model):
    """A part of a system's central office that offers or supports learning."""

    id = models.BigAutoField(primary_key=True)
    system = models.ForeignKey(SchoolSystem, models.CASCADE, related_name="departments", db_index=False)
    name = models.CharField(_("name"), max_length=120)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["system", "name"], name="systems_department_once")]

    def __str__(self) -> str:
        return self.name


class LedFacts[M: models.Model](PublicFacts[M]):
    """Everybody reads; the leads of the system change, and operators."""

    def editable_by(self, person: Asker) -> Self:
        if person.is_operator:
            return self.all()
        if isinstance(person, Visitor):
            return self.none()
        leading = WallMember.objects.filter(person=person, role=WallMember.Role.LEAD).values("wall")
        return self.filter(system__in=SchoolSystem.objects.filter(wall__in=leading).values("pk"))


class ProgrammeQuerySet(LedFacts["Programme"]):
    def counted(self) -> Self:
        """Each with `tagged`, the number of its schools."""
        return self.annotate(tagged=models.Count("schools"))


class Programme(models.Model):
    """A tag on a system's schools: “personalised learning school”, “Lindgren feeder pattern”."""

    class Kind(models.TextChoices):
        PROGRAMME = "programme", _("programme")
        FEEDER = "feeder", _("feeder pattern")

    id = models.BigAutoField(primary_key=True)
    system = models.ForeignKey(SchoolSystem, models.CASCADE, related_name="programmes", db_index=False)
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.PROGRAMME)
    name = models.CharField(_("name"), max_length=120)
    schools = models.ManyToManyField(School, related_name="programmes", blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["system", "name"], name="systems_programme_once")]

    def __str__(self) -> str:
        return self.name


class FeederQuerySet(LedFacts["Feeder"]):
    pass


class Feeder(models.Model):
    """The students of `school` go on to `into`. What follows from many of these is a feeder pattern: `systems/patterns.py`."""

    id = models.BigAutoField(primary_key=True)
    system = models.ForeignKey(SchoolSystem, models.CASCADE, related_name="+", db_index=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    into = models.ForeignKey(School, models.PROTECT, related_name="+")

    objects = FeederQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["system", "school", "into"], name="systems_feeder_once"),
            models.CheckConstraint(condition=~models.Q(school=models.F("into")), name="systems_feeder_to_another"),
        ]


class DirectoryImportQuerySet(PublicFacts["DirectoryImport"]):
    pass


class DirectoryImport(models.Model):
    """What one run of the importer did with one file; a file taken again leaves a second line."""

    id = models.BigAutoField(primary_key=True)
    file = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, blank=True)
    format = models.CharField(max_length=60, blank=True)
    began = models.DateTimeField()
    seconds = models.FloatField()
    taken = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict)

    objects = DirectoryImportQuerySet.as_manager()

    class Meta:
        ordering = ["-began", "-pk"]
