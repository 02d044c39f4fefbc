"""The policy table, whole: one row a route."""

from tests.matrix.policy import Row
from tests.matrix.rows import communities, files, gather, inquiry, meetings, people, places, publishing, talk

TABLE: list[Row] = [
    *(*people.ROWS, *places.ROWS, *gather.ROWS, *communities.ROWS, *meetings.ROWS),
    *(*talk.ROWS, *files.ROWS, *inquiry.ROWS, *publishing.ROWS),
]
