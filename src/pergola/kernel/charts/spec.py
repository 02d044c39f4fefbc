"""What a run chart shows, before it is drawn: places, values and words that are already written. Hashable throughout."""

from dataclasses import dataclass
from typing import Literal

type Tone = Literal["leaf", "straw", "slate"]


@dataclass(frozen=True, slots=True)
class Level:
    """A line at one value from place `start` to place `end`, both edges of places: 0 is the left edge of the first."""

    kind: Literal["median", "carried", "prediction"]
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
    events: tuple[Event, ...] = ()
    shift: Shift | None = None
    band_from: int | None = None

    def __post_init__(self) -> None:
        if len(self.points) != len(self.ticks):
            raise ValueError("a chart needs one tick, empty or not, for each place")
