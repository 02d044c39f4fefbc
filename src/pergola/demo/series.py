"""Series of the sample: written out, or drawn from a fixed seed so that twice is the same."""

from datetime import date
from decimal import Decimal
from itertools import groupby
from random import Random
from typing import Any

from pergola.demo.days import Days
from pergola.inquiry.series import Observation

SEED = 20261120
LONGEST_CHANCE_RUN = 4


def rows_of(spec: dict[str, Any], days: Days, key: str) -> list[Observation]:
    """The rows of a measure: `values` as “38/118 44/121 …”, means of groups as “3.6~0.8/10 …”, or drawn around `from`, and after `before` points around `to`."""
    chance = Random(f"{SEED} {key}")  # noqa: S311 - a story, not a secret
    groups = [_group(one) for one in spec["values"].split()] if "values" in spec else _drawn(spec, chance)
    on = days.lessons(spec["days"], len(groups), spec["until"])
    return [Observation(day, *group) for day, group in zip(on, groups, strict=True)]


def batches(rows: list[Observation], before: int) -> list[list[Observation]]:
    """How they were put in: what was there before the change at once, then every other week."""
    later = groupby(rows[before:], key=lambda row: row.day.toordinal() // 14)
    return [part for part in (rows[:before], *(list(weeks) for _, weeks in later)) if part]


def begins(rows: list[Observation], before: int) -> date:
    return rows[before].day


type Group = tuple[Decimal | None, Decimal | None, Decimal | None]
"""The value, out of how many, and of a mean (whose value is the sum) the standard deviation."""


def _group(text: str) -> Group:
    if text == "-":
        return None, None, None
    told, _, of = text.partition("/")
    value, _, spread = told.partition("~")
    if spread:
        return Decimal(value) * Decimal(of), Decimal(of), Decimal(spread)
    return Decimal(value), Decimal(of) if of else None, None


def _drawn(spec: dict[str, Any], chance: Random) -> list[Group]:
    many, before = spec["many"], spec.get("before", spec["many"])
    around = [spec["from"]] * before + [spec.get("to", spec["from"])] * (many - before)
    for step in range(ramp := min(spec.get("ramp", 0), many - before)):
        around[before + step] = spec["from"] + (spec["to"] - spec["from"]) * (step + 1) / (ramp + 1)
    offsets = _offsets(before, chance) + _offsets(many - before, chance)
    pairs: list[Group] = []
    for middle, offset in zip(around, offsets, strict=True):
        value = middle + offset * spec["spread"]
        if "of" not in spec:
            pairs.append((Decimal(str(round(value, spec.get("places", 0)))), None, None))
            continue
        of = chance.randint(*spec["of"])
        pairs.append((Decimal(max(0, min(of, round(value * of / 100)))), Decimal(of), None))
    return pairs


def _offsets(many: int, chance: Random) -> list[float]:
    """Evenly from -1 to 1, in an order with no long run on one side."""
    if many < 2:
        return [0.0] * many
    offsets = [2 * place / (many - 1) - 1 for place in range(many)]
    for _attempt in range(200):
        chance.shuffle(offsets)
        if max(len(list(run)) for _, run in groupby(offsets, key=lambda one: one > 0)) <= LONGEST_CHANCE_RUN:
            break
    return offsets
