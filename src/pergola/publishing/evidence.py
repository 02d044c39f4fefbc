"""What a claim rests on, as plain values: the same whether it is read behind a network's wall or from a public edition.

Nothing here asks the database. `chains.py` reads these from it; `frozen.py` keeps them in an edition and brings them back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from pergola.inquiry.runchart import RunChart

SUPPORTS: Final = "supports"
REPLICATES: Final = "replicates"
CONTRADICTS: Final = "contradicts"


@dataclass(frozen=True, slots=True)
class Place:
    """Whose it is: a team (which can be asked for its consent) and the name people know it by."""

    team: str
    """The team's id; "" where it is of no team."""
    name: str


NOWHERE = Place("", "")


@dataclass(frozen=True, slots=True)
class Row:
    """One observation. `text` is how it is said; `size` how many it was counted out of, or the class of that in public."""

    on: date
    value: float | None
    text: str
    size: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """A measure's observations with the cycle pinned on them, and what the chart says in words."""

    ref: str
    title: str
    counts: str
    out_of: str
    unit: str
    every: str
    more_is_better: bool
    rows: tuple[Row, ...]
    chart: RunChart
    change: str
    begins: date | None
    predicted: float | None
    short: str
    tone: str
    headline: str
    sentences: tuple[str, ...]
    how: str
    coarse: tuple[int, ...] = ()
    """In public: the steps, in per cent, that its shares are told in."""
    sized: bool = True
    """Every figure that is told of a group says how many it is."""
    team: str = ""
    """Whose measure it is: the team's id; "" where it is of no team."""

    @property
    def observed(self) -> int:
        return self.chart.observed


@dataclass(frozen=True, slots=True)
class Thing:
    """A problem, an aim, an idea, a lesson: its words, and a line more about it."""

    ref: str
    kind: str
    title: str
    detail: str = ""
    place: Place = NOWHERE
    address: str = ""

    @property
    def word(self) -> str:
        """What it is, as it begins a line of the outline."""
        return {"problem": _("Problem"), "aim": _("Aim"), "idea": _("Idea"), "lesson": _("Lesson")}.get(self.kind, "")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A cycle and its measure, and what it says to the claim."""

    ref: str
    role: str
    title: str
    number: int
    scope: str
    place: Place
    note: str
    linked_by: str
    linked_on: date
    prediction: str
    locked_on: date | None
    locked_after: int
    """Points of the change that were in before the prediction was locked."""
    outcome: str
    learned: str
    decision: str
    because: str
    series: Series | None
    idea: str = ""
    """The idea it tests, by its ref; "" if none can be seen."""
    address: str = ""
    told: str = ""
    """What the claim said when this was tied to it; "" where it says the same now."""
    taken_out: int = 0
    """Of a contradiction: days that were taken out of its measure after it was tied."""

    @property
    def name(self) -> str:
        """“Alder Valley, cycle 3, five classes”."""
        numbered = _("cycle %(number)d") % {"number": self.number}
        return ", ".join(filter(None, [self.place.name or self.title, numbered, self.scope]))

    @property
    def against(self) -> bool:
        return self.role == CONTRADICTS

    @property
    def has_data(self) -> bool:
        return self.series is not None and self.series.observed > 0

    @property
    def hides_all(self) -> bool:
        """There is data, and none of it is for the public."""
        return self.series is not None and not self.has_data and any(row.hidden for row in self.series.rows)

    @property
    def locked(self) -> bool:
        return self.locked_on is not None


@dataclass(frozen=True, slots=True)
class Part:
    """What one team brought to a chain: its purpose, and its cycles that speak for or against the claim."""

    place: Place
    purpose: tuple[Thing, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """A claim, what it rests on from the problem down, and each cycle that speaks for or against it."""

    ref: str
    sentence: str
    of_effect: bool
    holds_for: str
    not_shown: str
    place: Place
    purpose: tuple[Thing, ...]
    """Problems, aims, ideas, in this order."""
    leads_to: tuple[tuple[str, str], ...]
    """Pairs of refs: an idea and the aim it addresses, an aim and its problem."""
    evidence: tuple[Evidence, ...]
    """Supporting first, then replicating, then contradicting; each the oldest first."""
    address: str = ""
    withheld_for: int = 0
    withheld_against: int = 0
    """Cycles that speak for it, and against it, whose teams do not wish to be shown."""

    def of_kind(self, kind: str) -> list[Thing]:
        return [thing for thing in self.purpose if thing.kind == kind]

    @property
    def by_team(self) -> list[Part]:
        """Each team’s own way from its problem to its cycles, the claim’s own team first: three chains are not one line."""
        places = dict.fromkeys(
            (self.place, *(one.place for one in self.evidence), *(thing.place for thing in self.purpose))
        )
        parts = [
            Part(
                place,
                tuple(thing for thing in self.purpose if thing.place == place),
                tuple(one for one in self.evidence if one.place == place),
            )
            for place in places
        ]
        return [part for part in parts if part.purpose or part.evidence]

    @property
    def agreeing(self) -> list[Evidence]:
        return [one for one in self.evidence if not one.against]

    @property
    def contradicting(self) -> list[Evidence]:
        return [one for one in self.evidence if one.against]

    @property
    def tested(self) -> bool:
        """Something speaks against it, shown or not."""
        return bool(self.contradicting) or self.withheld_against > 0

    def reaches_a_problem(self, one: Evidence) -> bool:
        """This cycle tests an idea that leads, by an aim, to a problem."""
        after = dict(self.leads_to)
        aim = after.get(one.idea, "")
        return bool(after.get(aim))

    def contributors(self) -> Iterator[Place]:
        """Everyone whose things are in it."""
        for place in (self.place, *(thing.place for thing in self.purpose), *(one.place for one in self.evidence)):
            if place.team:
                yield place
