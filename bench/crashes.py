"""The whole product killed with -9 a hundred times while people write: what was acknowledged and is lost, or there twice."""

import shutil
import tempfile
from pathlib import Path

from tests.crashes.house import House
from tests.crashes.shaking import Shaking

KILLS = 100


def run(scale: float) -> dict[str, object]:
    ground = Path(tempfile.mkdtemp(prefix="pergola-crashes-"))
    ground.chmod(0o755)  # the database's own user must be able to enter
    house = House(ground)
    try:
        things = house.settle()
        house.start()
        return Shaking(house, things).shake(max(1, round(KILLS * scale)))
    finally:
        house.stop()
        shutil.rmtree(ground, ignore_errors=True)
