"""Rounds of self-assessment as the hub sees them: who has answered, and what those answered who let it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from pergola.commons.places import page_of
from pergola.instruments.models import Asking, Item, Sheet, SheetLine
from pergola.people.models import Asker
from pergola.spaces.models import Network, Team
from pergola.walls.reasons import Reason


@dataclass(frozen=True)
class Answered:
    """One team in one round: has it agreed, and, where it lets the hub read it, its level on each question in words."""

    team: Team
    url: str
    agreed: bool
    levels: Sequence[str]
    """Empty where the hub may not read them, or there are none."""


@dataclass(frozen=True)
class Round:
    asking: Asking
    items: Sequence[Item]
    teams: Sequence[Answered]

    @property
    def agreed(self) -> int:
        return sum(one.agreed for one in self.teams)

    @property
    def read(self) -> Sequence[Answered]:
        return [one for one in self.teams if one.levels]


def rounds_of(person: Asker, network: Network) -> list[Round]:
    """The newest first. Five queries, however many rounds and teams there are.

    Who has agreed is read past the door of the sheets: the hub may know that, and no word or level of it.
    """
    theirs = Asking.objects.visible_to(person).filter(network=network, kind=Asking.Kind.SELF)
    askings = list(theirs.select_related("instrument").order_by("-opened"))
    teams = list(Team.objects.visible_to(person).filter(network=network).order_by("name"))
    done = Sheet.objects.unrestricted(Reason.HUB).filter(asking__in=[one.pk for one in askings], agreed__isnull=False)
    agreed = set(done.values_list("asking", "team"))
    lines = SheetLine.objects.visible_to(person).filter(
        sheet__asking__in=[one.pk for one in askings], sheet__agreed__isnull=False
    )
    levels = {
        (a, t, key): level for a, t, key, level in lines.values_list("sheet__asking", "sheet__team", "key", "level")
    }
    items: dict[object, list[Item]] = {one.instrument_id: [] for one in askings}
    for item in Item.objects.visible_to(person).filter(instrument__in=list(items)).select_related("instrument"):
        items[item.instrument_id].append(item)
    return [
        Round(
            one,
            items[one.instrument_id],
            [_answered(one, team, items[one.instrument_id], agreed, levels) for team in teams],
        )
        for one in askings
    ]


def _answered(
    asking: Asking,
    team: Team,
    items: Sequence[Item],
    agreed: set[tuple[UUID, UUID]],
    levels: dict[tuple[UUID, UUID, str], int | None],
) -> Answered:
    said = [levels.get((asking.pk, team.pk, one.key)) for one in items]
    words = [one.options[level] for one, level in zip(items, said, strict=True) if level is not None]
    return Answered(team, page_of(team), (asking.pk, team.pk) in agreed, words if len(words) == len(items) else [])
