from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pergola.instruments.shipped import shipped
from pergola.kernel.clock import now
from pergola.kernel.ids import new_id
from pergola.people.models import Person
from pergola.spaces.doors import BehindWall
from pergola.spaces.models import Community, Network
from pergola.walls.models import Wall


class InstrumentQuerySet(BehindWall["Instrument"]):
    pass


class Instrument(models.Model):
    """Questions, in one version. Once somebody has been asked they stay as they are: other words are another version."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", db_index=False)
    community = models.ForeignKey(Community, models.PROTECT, null=True, related_name="+")
    network = models.ForeignKey(Network, models.PROTECT, null=True, related_name="+")
    shipped = models.CharField(max_length=20, blank=True)
    """Which of the house's own sets it is made from; its words are read from there unless an item has its own."""
    shipped_version = models.CharField(max_length=10, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    question = models.TextField(_("what is asked"), blank=True, max_length=300)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    made = models.DateTimeField(default=now)

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["wall", "community", "version"],
                condition=models.Q(community__isnull=False),
                name="instruments_instrument_version",
            )
        ]

    def __str__(self) -> str:
        return self.question or (shipped(self.shipped).name if self.shipped else "")

    @property
    def edition(self) -> str:
        """“Professional learning as we practise it, version 1”: a framework is always a name and a version."""
        return str(_("%(name)s, version %(version)s") % {"name": self, "version": self.shipped_version or self.version})


class ItemQuerySet(BehindWall["Item"]):
    pass


class Item(models.Model):
    """One question of an instrument: on a scale, some of several choices, or a few words."""

    class Kind(models.TextChoices):
        SCALE = "scale", _("a scale")
        CHOICE = "choice", _("some of these")
        TEXT = "text", _("a few words")

    id = models.BigAutoField(primary_key=True)
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="items", db_index=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", editable=False, db_default=0, db_index=False)
    place = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=12)
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.SCALE)
    own_words = models.TextField(blank=True, max_length=300)
    """The asker's own wording; empty where it is the house's, which the reader's language decides."""
    choices: Any = models.JSONField(default=list)
    """What can be chosen, for a choice."""

    objects = ItemQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["instrument", "key"], name="instruments_item_once")]
        ordering: ClassVar = ["place"]

    @property
    def stem(self) -> str:
        if self.own_words or not self.instrument.shipped:
            return self.own_words
        ours = shipped(self.instrument.shipped).item(self.key)
        return ours.stem if ours else ""

    @property
    def title(self) -> str:
        """In two or three words."""
        ours = shipped(self.instrument.shipped).item(self.key) if self.instrument.shipped else None
        return ours.title if ours else ""

    @property
    def options(self) -> list[str]:
        """What can be chosen, in order: the anchors of the scale from the least to the most, or the choices."""
        if self.kind == self.Kind.SCALE:
            return shipped(self.instrument.shipped).scale
        return list(self.choices) if self.kind == self.Kind.CHOICE else []
