"""Canaries: every text of every district's rows begins with a random mark, so that a text that strays is known by it.

Marks are put in as rows are saved, into every text column of every model of ours there is now or will be: a later model is in
by itself. What a model copies from another carries the other's marks along, which is what shows a copy in the wrong place.
"""

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.db.models.signals import pre_save

from pergola.walls.models import PUBLIC_WALL

LETTERS, LENGTH = "bcdfghjkmnpqrtvwx", 11
MARK = re.compile(f"zq[{LETTERS}]{{{LENGTH}}}qz")
"""One word to every search, and no stem to any language: no vowels, no endings."""
SHORTEST = 40
"""A column that takes less is a code and no text."""
NO_TEXT = {
    "commons.Artifact.words": "worked out from the texts, whose marks it carries",
    "commons.Draft.place": "an address",
    "commons.File.digest": "a hash",
    "commons.File.key": "a name in the store, drawn by chance",
    "commons.File.large_key": "a name in the store, drawn by chance",
    "commons.File.small_key": "a name in the store, drawn by chance",
    "commons.Letter.key": "what makes it one letter: ids",
    "commons.Letter.trouble": "the name of an error",
    "commons.Once.led_to": "an address",
    "systems.RosterImport.key": "a name in the store, drawn by chance",
    "systems.RosterInvitation.secret": "a hash",
    "systems.RosterInvitation.sourced_id": "names the line it is for",
    "gather.Invitation.secret": "a hash",
    "gather.Support.school": "names a school by its id; it is counted and never shown",
    "instruments.Ticket.secret": "a hash",
    "inquiry.AskedNumber.secret": "a hash",
    "gather.Pack.key": "a name in the store, drawn by chance",
    "meetings.Gathering.zone": "the name of a clock",
    "talk.QuietHours.zone": "the name of a clock",
    "publishing.Consent.text": "a hash",
    "people.Identity.password": "a hash",
}
OUTSIDE = ("walls", "systems")
"""Public facts: schools, systems, and the names of walls that are called after them. Rosters are none."""
ROSTERS = "pergola.systems.models.roster"


@dataclass(frozen=True)
class Mark:
    word: str
    model: type[models.Model]
    column: str
    row: models.Model

    def __str__(self) -> str:
        return f"{self.model._meta.label}.{self.column} of {self.row.pk}"


def texts_of(model: type[models.Model]) -> list[Any]:
    """Every column of free text."""
    return [
        one
        for one in model._meta.concrete_fields
        if isinstance(one, models.CharField | models.TextField)
        and not one.choices
        and not one.primary_key
        and (one.max_length is None or one.max_length >= SHORTEST)
        and f"{one.model._meta.label}.{one.name}" not in NO_TEXT
    ]


def is_ours(model: type[models.Model]) -> bool:
    return model.__module__.startswith("pergola.") and (
        model._meta.app_label not in OUTSIDE or model.__module__ == ROSTERS
    )


@dataclass
class Marks:
    known: dict[str, Mark] = field(default_factory=dict)
    published: set[str] = field(default_factory=set)
    """Those that stand behind the public wall: a district agreed to that."""
    seed: random.Random = field(default_factory=lambda: random.Random(42))

    def draw(self) -> str:
        return f"zq{''.join(self.seed.choices(LETTERS, k=LENGTH))}qz"

    @contextmanager
    def planting(self) -> Iterator[None]:
        """Everything saved inside is marked."""
        pre_save.connect(self._before_saving, dispatch_uid="canaries")
        try:
            yield
        finally:
            pre_save.disconnect(dispatch_uid="canaries")

    def _before_saving(self, sender: type[models.Model], instance: Any, **more: Any) -> None:
        if sender._meta.label == "account.EmailAddress":
            instance.email = instance.user.email
        if not is_ours(sender):
            return
        for one in texts_of(sender):
            self._put(instance, one, more.get("update_fields"))
        if getattr(sender, "KIND", ""):
            instance.words = " ".join(filter(None, instance.searchable()))

    def _put(self, instance: Any, one: Any, only: frozenset[str] | None) -> None:
        value = getattr(instance, one.attname) or ""
        if MARK.search(value) or (only is not None and one.name not in only):
            return
        marked = self._marked(instance, one, value)
        if one.max_length is None or len(marked) <= one.max_length:
            setattr(instance, one.attname, marked)

    def _marked(self, row: models.Model, one: Any, value: str) -> str:
        word = self.draw()
        self.known[word] = Mark(word, one.model, one.name, row)
        if isinstance(one, models.EmailField):
            return f"{word}.{value or 'somebody@mark.example'}"
        return f"{word} {value}".strip()

    def fill(self) -> int:
        """Mark what was written past `save`. How many texts the database would not have changed: what is sealed."""
        refused = 0
        for model in filter(is_ours, apps.get_models()):
            for one in texts_of(model):
                if one.model is not model:
                    continue  # a parent's own column
                for row in model._base_manager.exclude(**{f"{one.name}__contains": "zq"}):
                    refused += not self._fill(model, one, row)
        self.known = {word: mark for word, mark in self.known.items() if mark.row.pk is not None}
        return refused

    def _fill(self, model: type[models.Model], one: Any, row: models.Model) -> bool:
        marked = self._marked(row, one, getattr(row, one.attname) or "")
        try:
            with transaction.atomic():
                if one.max_length is None or len(marked) <= one.max_length:
                    return bool(model._base_manager.filter(pk=row.pk).update(**{one.name: marked}))
        except DatabaseError:
            pass
        del self.known[MARK.search(marked)[0]]  # type: ignore[index]  # it was put there
        return False

    def note_published(self, tables: list[str]) -> None:
        """What already stands behind the public wall, wherever it came from."""
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"SELECT r::text FROM {table} r WHERE wall_id = %s", [PUBLIC_WALL])
                for (row,) in cursor.fetchall():
                    self.published |= set(MARK.findall(row))
