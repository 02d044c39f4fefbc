"""Albers' equal-area conic projection, on a sphere: an acre is as large in Maine as in Texas. Pure.

Formulas 14-1 to 14-6 of John P. Snyder, Map Projections: A Working Manual (US Geological Survey, 1987), page 100, with R = 1.
"""

from dataclasses import dataclass
from functools import cached_property
from math import cos, radians, sin, sqrt

type Degrees = float
type Point = tuple[float, float]


@dataclass(frozen=True)
class Albers:
    """`parallels`: where the cone cuts the sphere. `centre`: longitude and latitude of what lies at (0, 0)."""

    parallels: tuple[Degrees, Degrees]
    centre: tuple[Degrees, Degrees]

    @cached_property
    def _cone(self) -> tuple[float, float, float]:
        south, north = map(radians, self.parallels)
        n = (sin(south) + sin(north)) / 2
        c = cos(south) ** 2 + 2 * n * sin(south)
        return n, c, sqrt(c - 2 * n * sin(radians(self.centre[1]))) / n

    def __call__(self, longitude: Degrees, latitude: Degrees) -> Point:
        """In units of the sphere's radius: x to the east, y to the south, as a page counts."""
        n, c, at_centre = self._cone
        rho = sqrt(c - 2 * n * sin(radians(latitude))) / n
        theta = n * radians(longitude - self.centre[0])
        return rho * sin(theta), rho * cos(theta) - at_centre


@dataclass(frozen=True)
class Inset:
    """A part of the country in a place of its own: how it is projected, its size beside the rest, where its centre lies."""

    projected: Albers
    size: float
    at: Point


CONTIGUOUS = Inset(Albers((29.5, 45.5), (-96.6, 38.7)), 1.0, (0.0, 0.0))
INSETS = {
    "AK": Inset(Albers((55, 65), (-152, 62.5)), 0.35, (-0.3, 0.2)),
    "HI": Inset(Albers((8, 18), (-157.5, 20.4)), 1.0, (-0.15, 0.215)),
    "PR": Inset(Albers((8, 18), (-66.4, 18.2)), 1.0, (0.36, 0.225)),
}
"""Alaska is drawn at a third of its size. Each is elsewhere than it lies; a page that shows them says so."""


def on_the_country(state: str, longitude: Degrees, latitude: Degrees) -> Point:
    """Where a place lies on the map of the country; x to the east, y to the south."""
    inset = INSETS.get(state, CONTIGUOUS)
    x, y = inset.projected(longitude, latitude)
    return x * inset.size + inset.at[0], y * inset.size + inset.at[1]


def around(points: list[Point]) -> Albers:
    """A projection of one state's own: cut a sixth from its south and its north, its middle in the middle."""
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    sixth = (north - south) / 6
    return Albers((south + sixth, north - sixth), ((west + east) / 2, (south + north) / 2))
