"""What is told of the choices of a poll: once, when it closes, in steps, and beside the same question asked before."""

import json
import logging
from collections.abc import Mapping, Sequence
from uuid import NAMESPACE_OID, UUID, uuid5

from pergola.commons.models import FigureRelease
from pergola.commons.releasing import remember_figures
from pergola.commons.secrecy import Unsealable
from pergola.instruments.models import Asking, Item
from pergola.instruments.release import NOTHING, Heard, is_shown
from pergola.kernel.suppression.cells import EVERYBODY, Cell, Counts
from pergola.kernel.suppression.chosen import Among, told_among
from pergola.people.models import Person
from pergola.walls.reasons import Reason

log = logging.getLogger(__name__)

CHOSEN, NOT_CHOSEN = "chosen", "not chosen"


def tell_choices(*, by: Person | None, asking: Asking, heard: Mapping[str, Heard]) -> dict[str, Heard]:
    """What is shown of a poll that closes: of each choice about how many, and no count beside it.

    Where what was true of the same question before cannot be read any more, of none.
    """
    join = heard.get("join", NOTHING)
    if not is_shown(join):
        return {**heard, "join": NOTHING}
    items = Item.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(instrument=asking.instrument_id)
    choices = items.get(key="join").choices
    counts = counts_of(choices, join)
    try:
        before = remember_figures(
            by=by,
            wall=asking.wall_id,
            what=FigureRelease.What.ANSWERS,
            about=_about(asking, choices),
            moment=asking.pk.hex,
            told_to="wall",
            counts=counts,
        )
    except Unsealable:
        log.warning("asking %s: what was told of the same question cannot be read with this key", asking.pk)
        return {**heard, "join": Heard(join.n)}
    told = tuple(_among(cell, [*before, counts]) for cell in map(cell_of, choices))
    return {**heard, "join": Heard(join.n, told=told)}


def _among(cell: Cell, asked: Sequence[Counts]) -> Among:
    return told_among([(one.people[cell], one.people[EVERYBODY]) for one in asked if cell in one.people])


def cell_of(choice: str) -> Cell:
    """Who chose it. Said the same of the same choice in other letters."""
    return Cell.of({_plain(choice): CHOSEN})


def counts_of(choices: Sequence[str], join: Heard) -> Counts:
    leaves = {_plain(choice): (CHOSEN, NOT_CHOSEN) for choice in choices}
    return Counts(leaves, {EVERYBODY: join.n, **dict(zip(map(cell_of, choices), join.counts, strict=True))})


def _about(asking: Asking, choices: Sequence[str]) -> UUID:
    """The same question with the same choices, put behind the same wall: asked again it is another moment of one thing."""
    return uuid5(NAMESPACE_OID, json.dumps([asking.wall_id, *_question(asking.instrument.question, choices)]))


def is_same(question: str, choices: Sequence[str], other: str, among: Sequence[str]) -> bool:
    """Are these two one question, however they are written?"""
    return _question(question, choices) == _question(other, among)


def _question(question: str, choices: Sequence[str]) -> list[str]:
    return [_plain(question), *sorted(map(_plain, choices))]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
