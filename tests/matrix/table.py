"""The policy table, whole: one row a route."""

from tests.matrix.policy import Row
from tests.matrix.rows import (
    calls,
    communities,
    critiques,
    definitions,
    exchange,
    files,
    gather,
    growth,
    inquiry,
    instruments,
    meetings,
    nearby,
    people,
    places,
    publishing,
    routines,
    talk,
    tensions,
)

TABLE: list[Row] = [
    *(*people.ROWS, *places.ROWS, *gather.ROWS, *communities.ROWS, *meetings.ROWS, *instruments.ROWS),
    *(*talk.ROWS, *files.ROWS, *inquiry.ROWS, *publishing.ROWS, *exchange.ROWS),
    *(*calls.ROWS, *nearby.ROWS, *growth.ROWS),
    *definitions.ROWS,
    *critiques.ROWS,
    *routines.ROWS,
    *tensions.ROWS,
]
