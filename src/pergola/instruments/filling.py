"""The sheet of a team as its form needs it: what is kept for the team, and what this person left in a box."""

from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from pergola.commons.models import Draft
from pergola.instruments.forms import SheetForm
from pergola.instruments.models import Asking, Item, Sheet, SheetLine
from pergola.instruments.reading import items_of
from pergola.people.models import Person
from pergola.spaces.models import Team


def sheet_place(team: Team, key: str) -> str:
    """The box that keeps a draft of how one knows. One self-assessment is open at a time, so the team names it."""
    return f"sheet:{team.pk}:how_{key}"


@dataclass
class Filling:
    team: Team
    asking: Asking
    items: list[Item]
    sheet: Sheet | None
    lines: dict[str, SheetLine]
    drafts: dict[str, str]
    filled: SheetForm = field(init=False)

    @property
    def is_open(self) -> bool:
        return self.asking.is_open and (self.sheet is None or self.sheet.agreed is None)

    def form(self, data: QueryDict | None) -> SheetForm:
        self.filled = SheetForm(
            data.copy() if data is not None else None,
            items=self.items,
            lines=self.lines,
            initial={"revision": self.sheet.revision if self.sheet else 0, **self._left()},
        )
        return self.filled

    def now_at(self, revision: int) -> None:
        """Sent again, the form is about the revision that now stands."""
        data: Any = self.filled.data
        data["revision"] = str(revision)

    def _left(self) -> dict[str, str]:
        return {
            f"how_{one.key}": self.drafts[place]
            for one in self.items
            if (place := sheet_place(self.team, one.key)) in self.drafts
        }


def filling_of(person: Person, team: Team, asking: Asking) -> Filling:
    """Four queries."""
    sheet = Sheet.objects.visible_to(person).filter(asking=asking, team=team).select_related("saved_by").first()
    lines = SheetLine.objects.visible_to(person).filter(sheet=sheet) if sheet else []
    drafts = Draft.objects.visible_to(person).filter(place__startswith=f"sheet:{team.pk}:")
    return Filling(
        team,
        asking,
        items_of(asking),
        sheet,
        {one.key: one for one in lines},
        dict(drafts.values_list("place", "text")),
    )
