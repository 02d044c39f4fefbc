"""What is told of the choices of a poll: once, when it closes, judged whole and beside the same question asked before.

Everybody who answered is in one way of choosing: any of the choices, one of them at least. A choice is the union of the ways
it is in, so that of two choices one cannot be worked out from the other, nor from how many answered.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from itertools import product
from uuid import NAMESPACE_OID, UUID, uuid5

from pergola.commons.models import FigureRelease
from pergola.commons.releasing import release_figures, tables_of
from pergola.commons.secrecy import Unsealable
from pergola.instruments.models import Asking, Item
from pergola.instruments.release import FEWEST, NOTHING, Heard, is_shown
from pergola.kernel.suppression.cells import EVERYBODY, Cell, Counts, Rule
from pergola.kernel.suppression.together import Told
from pergola.people.models import Person
from pergola.walls.reasons import Reason

log = logging.getLogger(__name__)

FEW, MOST, HIDDEN = "few", "most", ""
"""Instead of a number: fewer than five chose it; all but fewer than five did; it could be worked out."""
RULE = Rule(FEWEST, zeros_tell=True)


def tell_choices(*, by: Person | None, asking: Asking, heard: Mapping[str, Heard]) -> dict[str, Heard]:
    """What is shown of a poll that closes: of each choice a number or a word, and no count beside them."""
    join = heard.get("join", NOTHING)
    if not is_shown(join):
        return {**heard, "join": NOTHING}
    items = Item.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(instrument=asking.instrument_id)
    choices = items.get(key="join").choices
    try:
        told = _told(by, asking, choices, join)
    except Unsealable:
        log.warning(
            "What was told of the same poll before cannot be read with this key; of this one no counts are told."
        )
        return {**heard, "join": NOTHING}
    counted = zip(cells_of(choices), join.counts, strict=True)
    return {
        **heard,
        "join": Heard(join.n, told=tuple(word_of(told[cell].people, many, join.n) for cell, many in counted)),
    }


def _told(by: Person | None, asking: Asking, choices: Sequence[str], join: Heard) -> Mapping[Cell, Told]:
    about = _about(asking, choices)
    release_figures(
        by=by,
        wall=asking.wall_id,
        what=FigureRelease.What.ANSWERS,
        about=about,
        moment=asking.pk.hex,
        told_to="wall",
        counts=counts_of(choices, join),
        rule=RULE,
        known=[EVERYBODY],
    )
    return next(one.told for one in tables_of(asking.wall_id, about) if one.moment == asking.pk.hex)


def word_of(told: int | None, many: int, answers: int) -> int | str:
    """The number, where it may be told. Of what is hidden whether it is few, or nearly all, as long as that leaves it open."""
    if told is not None:
        return told
    return FEW if many < FEWEST else MOST if answers - many < FEWEST else HIDDEN


def told_of(heard: Heard) -> tuple[int | str, ...]:
    """Of each choice, as it is kept; of polls that closed before it was kept so, by their counts."""
    return heard.told or tuple(
        many if min(many, heard.n - many) >= FEWEST else word_of(None, many, heard.n) for many in heard.counts
    )


def cells_of(choices: Sequence[str]) -> list[Cell]:
    """Who chose it, choice by choice."""
    ways = _ways(choices)
    return [Cell.of({"chosen": [name for name, way in ways.items() if way[place]]}) for place in range(len(choices))]


def counts_of(choices: Sequence[str], join: Heard) -> Counts:
    ways = _ways(choices)
    people = {EVERYBODY: join.n}
    for place, many in enumerate(join.counts):
        chose = [name for name, way in ways.items() if way[place]]
        people[Cell.of({"chosen": chose})] = many
        people[Cell.of({"chosen": [name for name in ways if name not in chose]})] = join.n - many
    return Counts({"chosen": tuple(ways)}, people)


def _ways(choices: Sequence[str]) -> dict[str, Sequence[bool]]:
    """Every way of choosing some, by name. The name says the same of the same choices in another order."""
    ordered = sorted(range(len(choices)), key=lambda place: _plain(choices[place]))
    return {
        "".join("01"[way[place]] for place in ordered): way
        for way in product((False, True), repeat=len(choices))
        if any(way)
    }


def _about(asking: Asking, choices: Sequence[str]) -> UUID:
    """The same question with the same choices, put behind the same wall: asked again it is another moment of one thing."""
    words = [asking.wall_id, _plain(asking.instrument.question), *sorted(_plain(one) for one in choices)]
    return uuid5(NAMESPACE_OID, json.dumps(words))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
