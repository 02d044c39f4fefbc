"""No invented failing on a real district: no system of the sample carries the name of one in its own state."""

import csv
import tomllib
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

import pergola.demo

SAMPLE = Path(pergola.demo.__file__).parent / "sample" / "systems"
PUBLISHED = {
    "nces-directory/edge_publiclea_2015_16.csv": ("NAME", "LSTATE"),
    "nces-directory/school_directory_2019_20.csv": ("lea_name", "state_location"),
}


@pytest.mark.data
def test_no_invented_system_is_called_as_a_real_one_of_its_state(data: Callable[[str], Path]) -> None:
    real: dict[str, set[str]] = defaultdict(set)
    for name, (called, state) in PUBLISHED.items():
        with data(name).open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                real[row[state]].add(f"{row[called].lower()} ")
    systems = [one for path in sorted(SAMPLE.glob("*.toml")) for one in tomllib.loads(path.read_text())["system"]]
    assert len(systems) >= 22
    clashes = {
        (one["name"], one["state"], other)
        for one in systems
        for other in real[one["state"]]
        if other.startswith(f"{one['name'].lower()} ")
    }
    assert clashes == set()
