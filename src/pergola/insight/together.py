"""Numbers of people that go out to everybody are judged beside those of every day before, and remembered."""

from uuid import UUID, uuid5

from pergola.commons.models import FigureRelease
from pergola.commons.releasing import look_at, release_figures
from pergola.insight.figures import Figure
from pergola.insight.numbers import PEOPLE, untold
from pergola.kernel.suppression.cells import Cell, Counts
from pergola.people.models import Person
from pergola.spaces.models import Network


def beside_the_others(network: Network, figure: Figure) -> Figure:
    """The figure without the rows that, with what earlier releases told, would tell of few."""
    counts = _counts(figure)
    if counts is None:
        return figure
    told = look_at(
        wall=network.wall_id, about=_about(network, figure), moment=figure.as_of, counts=counts, rule=PEOPLE[figure.key]
    )
    hidden, rule = {cell.parts[0][1][0] for cell in told.hidden}, PEOPLE[figure.key]
    rows = [
        untold(row) if row.slug in hidden or (row.low is not None and rule.is_small(row.low)) else row
        for row in figure.rows
    ]
    words = ("key", "label", "definition", "as_of", "detail")
    return Figure.summed(rows, **{name: getattr(figure, name) for name in words})


def remember(*, by: Person, network: Network, figures: list[Figure]) -> None:
    """Write down what of each figure goes out, and under seal what is true. `figures` as they were counted."""
    for figure in figures:
        counts = _counts(figure)
        if counts is not None:
            release_figures(
                by=by,
                wall=network.wall_id,
                what=FigureRelease.What.NUMBERS,
                about=_about(network, figure),
                moment=figure.as_of,
                told_to="public",
                counts=counts,
                rule=PEOPLE[figure.key],
            )


def _about(network: Network, figure: Figure) -> UUID:
    """Students and educators are different people: each figure of a network is judged for itself."""
    return uuid5(network.pk, figure.key)


def _counts(figure: Figure) -> Counts | None:
    """Of the systems that are named and counted to the last one. A range that a system declares is its own word."""
    if figure.key not in PEOPLE:
        return None
    exact = {row.slug: row.low for row in figure.rows if row.slug and row.low is not None and row.low == row.high}
    people = {Cell.of({"system": slug}): many for slug, many in exact.items()}
    return Counts({"system": tuple(sorted(exact))}, people) if people else None
