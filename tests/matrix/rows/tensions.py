"""Boards of tensions: read and marked by those who are in a community, kept by its facilitators, and nothing to all others."""

from tests.matrix.policy import (
    FACILITATOR,
    LEAD_B,
    NOBODY,
    SEATS,
    TALK,
    Body,
    Case,
    Group,
    Row,
    foreign,
    mixed,
    neighbouring,
    own,
    removed,
)
from tests.matrix.rows.places import ONCE, ROOM
from tests.matrix.stage import Stage

from pergola.routines.board_clock import month_behind

KEEPS = {"talk": FACILITATOR, "seats": SEATS, "brier": LEAD_B}
IN_IT = {"talk": TALK, "seats": SEATS, "brier": LEAD_B}
NONE: dict[str, Group] = {}


def of_boards(act: dict[str, Group]) -> tuple[Case, ...]:
    return (
        own("talk", see=TALK, act=act.get("talk", NOBODY)),
        neighbouring("seats", see=SEATS, act=act.get("seats", NOBODY)),
        foreign("community of brier", see=LEAD_B, act=act.get("brier", NOBODY)),
        mixed("alder’s team"),
    )


def of_tensions(act: dict[str, Group], over: Group = NOBODY) -> tuple[Case, ...]:
    return (
        own("tension of talk", see=TALK, act=act.get("talk", NOBODY)),
        neighbouring("tension of seats", see=SEATS, act=act.get("seats", NOBODY)),
        foreign("tension of brier", see=LEAD_B, act=act.get("brier", NOBODY)),
        mixed("talk"),
        removed("tension taken off", see=TALK, over=over),
    )


def marking(stage: Stage, thing: str) -> Body:
    line = stage.ids.get(f"line of {stage.pk(thing)}", "tension-none")
    wall = stage.cast.brier_wall if "brier" in thing else stage.cast.alder_wall
    return {"month": month_behind(wall.pk).isoformat(), line: "6"}


WORDS = {
    "once": ONCE, "one_pole": "my way", "other_pole": "our way", "why": "Both are good.", "question": "When did you bend?",
}  # fmt: skip
ROWS = [
    Row("routines:tensions", of_boards(IN_IT), ROOM, methods="GET POST", body=marking),
    Row(
        "routines:tension_add", of_boards(KEEPS), ROOM, methods="GET POST", form_page=True, body=lambda *_: WORDS,
    ),
    Row("routines:tension", of_tensions(NONE)),
    Row(
        "routines:tension_talk", of_tensions(IN_IT, TALK), methods="GET POST", form_page=True,
        body=lambda *_: {"once": ONCE, "body": "What did you leave out?"},
    ),
    Row(
        "routines:tension_reword", of_tensions(KEEPS, KEEPS["talk"]), methods="GET POST", form_page=True,
        body=lambda *_: {**WORDS, "revision": "1"},
    ),
    Row(
        "routines:tension_retire", of_tensions(KEEPS, KEEPS["talk"]), methods="GET POST", form_page=True,
        body=lambda *_: {"once": ONCE, "reason": "We have decided."},
    ),
]  # fmt: skip
