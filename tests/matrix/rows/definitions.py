"""Measures defined once for a network, and the limits around a measure's numbers."""

from typing import Any

from tests.matrix.policy import (
    ALDER_TEAM,
    BEHIND_NETWORK,
    FACILITATOR,
    HUB_DIRECTOR,
    MEMBER,
    SEATS,
    TALK,
    Case,
    Relation,
    Row,
    foreign,
    mixed,
    neighbouring,
    own,
    removed,
)
from tests.matrix.rows.gather import NETWORK_LED, NETWORK_SEEN
from tests.matrix.rows.inquiry import done, seen
from tests.matrix.rows.places import ONCE, ONE_WALL, ROOM, no_body

OF_A_NETWORK = ROOM | {Relation.NEIGHBOURING: ONE_WALL}
WORDS = {
    "once": ONCE, "title": "Reasons", "counts": "reasons that link", "out_of": "all slips", "window": "one lesson",
    "population": "grade 7", "every": "lesson", "role": "process", "more_is_better": "on",
}  # fmt: skip
EDITING: dict[str, Any] = {"methods": "GET POST", "form_page": True}


def of_a_team(kind: str, other: str) -> tuple[Case, ...]:
    """What only a team has: to everybody else, and in a community, there is nothing there."""
    return (
        own(f"{kind} of alder", act=ALDER_TEAM),
        own(f"{kind} of alder, shared", see=BEHIND_NETWORK, act=ALDER_TEAM),
        own(f"{kind} of talk"),
        neighbouring(f"{kind} of seats"),
        foreign(f"{kind} of brier"),
        foreign(f"{kind} of brier, shared", see=BEHIND_NETWORK),
        mixed(f"{other} of alder"),
        removed(f"{kind} of alder, removed"),
    )


ROWS = [
    Row("inquiry:definitions", NETWORK_SEEN, OF_A_NETWORK),
    Row(
        "inquiry:write_definition", NETWORK_LED, OF_A_NETWORK, **EDITING,
        body=lambda *_: WORDS | {"unit": "rate", "per": 100},
    ),
    Row(
        "inquiry:definition",
        (own("definition", see=BEHIND_NETWORK), foreign("definition of the far network"), mixed("network")),
        OF_A_NETWORK,
    ),
    Row(
        "inquiry:change_definition",
        (own("definition", see=BEHIND_NETWORK, act=HUB_DIRECTOR), foreign("definition of the far network"), mixed("network")),
        OF_A_NETWORK, **EDITING, body=lambda *_: WORDS | {"differs": "Reasons must link.", "version": "2"},
    ),
    Row(
        "inquiry:definition_version",
        (own("definition version", see=BEHIND_NETWORK), foreign("definition version of the far network"), mixed("definition version that is not there")),
        OF_A_NETWORK,
    ),
    Row(
        "inquiry:withdraw_definition",
        (own("definition", see=BEHIND_NETWORK, act=HUB_DIRECTOR), foreign("definition of the far network"), mixed("network")),
        OF_A_NETWORK, **EDITING, body=lambda *_: {"once": ONCE, "because": "Nobody counts halves alike."},
    ),
    Row(
        "inquiry:bring_back_definition",
        (own("withdrawn definition", see=BEHIND_NETWORK, act=HUB_DIRECTOR), foreign("definition of the far network"), mixed("network")),
        OF_A_NETWORK, methods="POST", body=no_body,
    ),
    Row("inquiry:count_by", of_a_team("aim", "idea"), **EDITING, body=lambda stage, _: {"once": ONCE, "definition": stage.ids["definition"]}),
    Row("inquiry:count_by_version", of_a_team("counted measure", "aim"), **EDITING, body=lambda *_: {"once": ONCE, "since": "2026-08-17", "version": "2"}),
    Row("inquiry:limits", seen("measure", "aim")),
    Row(
        "inquiry:split", done("counted measure", "aim"), **EDITING,
        body=lambda *_: {"once": ONCE, "on": "2026-08-17", "what": "Another form"},
    ),
    Row(
        "inquiry:join",
        (
            own("split of alder", act=ALDER_TEAM),
            own("split of alder, shared", see=BEHIND_NETWORK, act=ALDER_TEAM),
            own("split of talk", see=TALK, act=MEMBER | FACILITATOR),
            neighbouring("split of seats", act=SEATS),
            foreign("split of brier"),
            foreign("split of brier, shared", see=BEHIND_NETWORK),
            mixed("split of brier, asked in alder"),
            removed("split of alder, removed"),
        ),
        body=no_body, methods="POST",
    ),
]  # fmt: skip
