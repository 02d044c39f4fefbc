"""What people signalled for focus areas: how many they are and from how many schools, and when either may be told.

Under five nothing is told but that (docs/decisions/0021): who stands beside somebody as they tap would know the rest.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from pergola.gather.models import Call, FocusArea, Support
from pergola.instruments.release import FEWEST
from pergola.people.models import Asker
from pergola.walls.reasons import Reason


@dataclass(frozen=True)
class Signalled:
    """People who would come, from so many schools as are known; and whether somebody offers to lead."""

    counted: int = 0
    counted_schools: int = 0
    somebody_leads: bool = False

    @property
    def people(self) -> int | None:
        """None: fewer than five, and not told."""
        return self.counted if self.counted >= FEWEST else None

    @property
    def schools(self) -> int | None:
        """From how many schools, where enough people are told of and any school is known."""
        return self.counted_schools or None if self.people is not None else None

    def reaches(self, call: Call) -> bool:
        """Are they enough, from enough schools? Where one school is enough, it need not be known which."""
        return self.counted >= call.people and (call.schools <= 1 or self.counted_schools >= call.schools)

    def wanting(self, call: Call) -> tuple[int, int] | None:
        """How many people, and schools, are wanting; None where it is not told how many there are."""
        if self.people is None:
            return None
        schools = call.schools - self.counted_schools if call.schools > 1 else 0
        return max(call.people - self.counted, 0), max(schools, 0)


def signals_for(areas: Iterable[FocusArea]) -> dict[UUID, Signalled]:
    """Of each of them. One query."""
    keys = [one.pk for one in areas]
    every = Support.objects.unrestricted(Reason.COUNTING).filter(focus_area__in=keys).order_by()
    counted = every.values("focus_area").annotate(
        people=Count("pk"),
        schools=Count("school", filter=~Q(school=""), distinct=True),
        offers=Count("pk", Q(leads=True)),
    )
    told = {one["focus_area"]: Signalled(one["people"], one["schools"], one["offers"] > 0) for one in counted}
    return {key: told.get(key, Signalled()) for key in keys}


def own_support(person: Asker, areas: Iterable[FocusArea]) -> dict[UUID, Support]:
    """What this person signalled, by focus area. One query."""
    mine = Support.objects.editable_by(person).filter(focus_area__in=[one.pk for one in areas])
    return {one.focus_area_id: one for one in mine}


def said_before(person: Asker, area: FocusArea) -> list[str]:
    """What was merged into this one and supported by this person, by name. One query."""
    mine = Support.objects.editable_by(person).filter(focus_area__merged_into=area)
    return list(mine.order_by("focus_area__title").values_list("focus_area__title", flat=True))
