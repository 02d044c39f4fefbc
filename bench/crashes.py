"""The whole product killed with -9 a hundred times while people write: what was acknowledged and is lost, or there twice."""

import sys

from tests.crashes.house import a_house
from tests.crashes.shaking import Shaking

KILLS = 100


def run(scale: float) -> dict[str, object]:
    with a_house() as house:
        things = house.settle()
        house.start()
        return Shaking(house, things).shake(max(1, round(KILLS * scale)), told=say)


def say(figures: dict[str, object]) -> None:
    sys.stderr.write(f"{figures}\n")
