"""By which clock the schools of a place live: a plain table of states, and of the parts of a state that keep another.

It is a beginning, good for nearly every district; where it is wrong the leads of the system say so on its page. The lines
between two clocks of one state are drawn straight, by degrees, and follow no county.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

EASTERN, CENTRAL, MOUNTAIN, PACIFIC = "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"
OF_CLOCK: Final = {
    EASTERN: "CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV",
    CENTRAL: "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI",
    MOUNTAIN: "CO ID MT NM UT WY",
    PACIFIC: "CA NV OR WA",
    "America/Phoenix": "AZ",
    "America/Anchorage": "AK",
    "Pacific/Honolulu": "HI",
    "America/Puerto_Rico": "PR VI",
    "Pacific/Guam": "GU MP",
    "Pacific/Pago_Pago": "AS",
}
BY_STATE: Final = {state: zone for zone, states in OF_CLOCK.items() for state in states.split()}


@dataclass(frozen=True)
class Part:
    """A part of a state, between these degrees, and its own clock."""

    state: str
    zone: str
    west: float = -180.0
    east: float = 180.0
    south: float = -90.0
    north: float = 90.0

    def holds(self, latitude: float, longitude: float) -> bool:
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north


PARTS: Final = (
    Part("FL", CENTRAL, east=-85.2),
    Part("TN", EASTERN, west=-84.9),
    Part("TN", EASTERN, west=-85.4, north=35.4),
    Part("KY", CENTRAL, east=-86.2),
    Part("IN", CENTRAL, east=-86.7, south=40.9),
    Part("IN", CENTRAL, east=-87.0, north=38.2),
    Part("MI", CENTRAL, east=-87.6, south=45.0),
    Part("TX", MOUNTAIN, east=-104.9),
    Part("KS", MOUNTAIN, east=-101.5, north=40.0, south=37.7),
    Part("NE", MOUNTAIN, east=-101.2),
    Part("SD", MOUNTAIN, east=-100.6),
    Part("ND", MOUNTAIN, east=-101.0, north=47.3),
    Part("ID", PACIFIC, south=45.5),
    Part("OR", MOUNTAIN, west=-117.7, north=44.5),
)


def zone_at(state: str, latitude: float | None = None, longitude: float | None = None) -> str:
    """The clock of a place; nothing where the state is none we know."""
    if latitude is not None and longitude is not None:
        for part in PARTS:
            if part.state == state and part.holds(latitude, longitude):
                return part.zone
    return BY_STATE.get(state, "")


def zone_of_most(places: Iterable[tuple[str, float | None, float | None]], state: str = "") -> str:
    """The clock most of these schools live by; where there are none, that of the state."""
    found = Counter(zone for one in places if (zone := zone_at(*one)))
    return found.most_common(1)[0][0] if found else zone_at(state)
