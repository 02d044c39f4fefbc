"""What a run chart shows, before it is drawn: places, values and words that are already written. Hashable throughout."""

from dataclasses import dataclass
from typing import Literal

type Tone = Literal["leaf", "straw", "slate"]


@dataclass(frozen=True, slots=True)
class Level:
    """A line at one value from place `start` to place `end`, both edges of places: 0 is the left edge of the first."""

    kind: Literal["median", "carried", "prediction", "limit"]
    value: float
    start: int
    end: int
    label: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something pinned before the place `before`; `short` is for a phone."""

    before: int
    label: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class Shift:
    """Places that are filled, what their filling means, and the words beside them."""

    places: frozenset[int]
    tone: Tone
    side: Literal[-1, 1]
    label: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """A limit that may differ from place to place, from `start` on; None where there is none. Drawn as steps."""

    start: int
    values: tuple[float | None, ...]

    @property
    def steps(self) -> list[tuple[int, int, float]]:
        """Places from, to (not included), and the value between them: neighbours that are alike are one step."""
        steps: list[tuple[int, int, float]] = []
        for place, value in enumerate(self.values, self.start):
            if value is None:
                continue
            if steps and steps[-1][1] == place and steps[-1][2] == value:
                steps[-1] = steps[-1][0], place + 1, value
            else:
                steps.append((place, place + 1, value))
        return steps


@dataclass(frozen=True, slots=True)
class RunPicture:
    """A run chart to draw. `points` and `ticks` are as many; None is a gap, and its tick is empty.

    `title`: what is counted. `alt`: the whole reading in words. `suffix`: after the topmost number of the scale (“ %”).
    `from_zero`: the scale begins at 0 (shares always). `most`: it never passes this (100 for shares). `band_from`: the time
    from this place on lies on the sheet.
    """

    title: str
    alt: str
    points: tuple[float | None, ...]
    ticks: tuple[str, ...]
    suffix: str = ""
    from_zero: bool = True
    most: float | None = None
    levels: tuple[Level, ...] = ()
    edges: tuple[Edge, ...] = ()
    events: tuple[Event, ...] = ()
    shift: Shift | None = None
    band_from: int | None = None

    def __post_init__(self) -> None:
        if len(self.points) != len(self.ticks):
            raise ValueError("a chart needs one tick, empty or not, for each place")
