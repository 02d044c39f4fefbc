"""Boxes of a form that keep what one writes."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField

from pergola.commons.actions import discard_draft
from pergola.commons.drafts import draft_address, drafts_for
from pergola.people.models import Asker, Person


@dataclass(frozen=True)
class Boxes:
    """Of one form (`name`) on or in one thing, these fields."""

    name: str
    about: UUID
    fields: tuple[str, ...]

    def place(self, field: str) -> str:
        return f"{self.name}:{self.about}:{field}"

    def left(self, person: Asker) -> dict[str, str]:
        """What this person left in them, where they have not sent it. One query."""
        places = {self.place(field): field for field in self.fields}
        return {places[place]: one.text for place, one in drafts_for(person, places).items()}

    def shown(self, form: forms.Form) -> list[tuple[BoundField, str]]:
        """Every field that is seen, in order, with the address that keeps its draft, or none."""
        return [
            (one, draft_address(self.place(one.name)) if one.name in self.fields else "")
            for one in form.visible_fields()
        ]

    def forget(self, by: Person) -> None:
        """The words are sent."""
        for field in self.fields:
            discard_draft(by=by, place=self.place(field))
