"""Pulses of a community, polls, self-assessments: who asks, who answers, who reads what came of it."""

from tests.matrix.policy import (
    ALDER_TEAM,
    BEHIND_ALDER,
    BEHIND_BRIER,
    EVERYONE,
    FACILITATOR,
    FORMER,
    HUB,
    HUB_DIRECTOR,
    LEAD_A,
    LEAD_B,
    SEATS,
    STAYS,
    TALK,
    TEAM_LEAD,
    Bodies,
    Relation,
    Row,
    Stranger,
    foreign,
    mixed,
    neighbouring,
    own,
)
from tests.matrix.questions import KEYS
from tests.matrix.rows.gather import ONE_TEAM
from tests.matrix.rows.places import ONCE, ONE_WALL, ROOM

ASKED = {Relation.REMOVED: "what was asked stays asked until it closes"}
WALL = {
    Relation.NEIGHBOURING: "a wall is not inside another",
    Relation.REMOVED: STAYS,
}
TEAM = {Relation.NEIGHBOURING: ONE_TEAM, Relation.REMOVED: STAYS}

KEEPING = (
    own("talk", see=TALK, act=FACILITATOR),
    neighbouring("seats", act=SEATS),
    foreign("community of brier", act=BEHIND_BRIER),
    mixed("alder’s team"),
)

ASKED_ALREADY = (
    own("talk", see=TALK, idle=FACILITATOR),
    neighbouring("seats", idle=SEATS),
    foreign("community of brier", idle=BEHIND_BRIER),
    mixed("alder’s team"),
)
"""A pulse is open there, and asking twice is asking once."""


def a_sheet(**more: str) -> Bodies:
    """One level and how one knows, on the revision that stands."""
    said = dict.fromkeys(KEYS, "2") | {f"how_{key}": "Five schools of nine." for key in KEYS}
    return lambda *_: {"once": ONCE, "revision": "1", **said, **more}


FEATURES = ("problem", "active", "decisions", "inquiry", "ownership", "value")

ROWS = [
    Row(
        "desk:health",
        (
            own("talk", see=TALK),
            neighbouring("seats", see=SEATS),
            foreign("community of brier", see=BEHIND_BRIER),
            mixed("alder’s team"),
        ),
        ROOM,
    ),
    Row(
        "instruments:questions", KEEPING, ROOM, methods="GET POST", form_page=True,
        body=lambda *_: {"once": ONCE} | dict.fromkeys(FEATURES, "on") | {f"{one}_words": "We chose it." for one in FEATURES},
    ),
    Row(
        "instruments:ask_pulse",
        (own("community to ask", see=LEAD_A | TEAM_LEAD | FORMER | SEATS, act=FACILITATOR), *ASKED_ALREADY),
        ROOM,
        methods="GET POST",
        form_page=True,
        body=lambda *_: {"once": ONCE, "days": "7"},
    ),
    Row(
        "instruments:by_link",
        (
            own("answering in talk", see=EVERYONE, act=EVERYONE),
            neighbouring("answering in seats", see=EVERYONE, act=EVERYONE),
            foreign("answering in brier", see=EVERYONE, act=EVERYONE),
            mixed("answering in talk, behind another wall"),
        ),
        {Relation.REMOVED: "at the close a link is forgotten: tests/instruments/test_pulse.py"},
        methods="GET POST",
        stranger=Stranger.TOLD_NOTHING,
        body=lambda *_: {"problem": "2", "value": "3"},
    ),
    Row(
        "instruments:answer",
        (
            own("pulse of talk", see=TALK, act=TALK),
            own("poll of alder", see=BEHIND_ALDER, act=BEHIND_ALDER),
            neighbouring("pulse of seats", see=SEATS, act=SEATS),
            foreign("poll of brier", see=BEHIND_BRIER, act=BEHIND_BRIER),
            foreign("pulse of brier", see=BEHIND_BRIER, act=BEHIND_BRIER),
            mixed("talk"),
        ),
        ASKED,
        methods="GET POST",
        body=lambda _stage, thing: {"join": "1", "wish": "Lesson visits"} if "poll" in thing else {"problem": "2", "value": "3"},
    ),
    Row(
        "instruments:polls",
        (own("wall of alder", see=BEHIND_ALDER), foreign("wall of brier", see=BEHIND_BRIER), mixed("wall of the network")),
        WALL,
    ),
    Row(
        "instruments:ask_poll",
        (
            own("wall of alder", see=BEHIND_ALDER, act=LEAD_A),
            foreign("wall of brier", act=LEAD_B),
            mixed("wall of the network"),
        ),
        WALL,
        methods="GET POST",
        form_page=True,
        body=lambda *_: {
            "once": ONCE, "question": "Which would you join?", "choices": "Reading slowly\nTalk first", "of": "teachers", "days": "14",
        },
    ),
    Row(
        "instruments:assessments",
        (own("network", see=HUB), foreign("far network"), mixed("alder’s team")),
        ROOM | {Relation.NEIGHBOURING: ONE_WALL},
    ),
    Row(
        "instruments:ask_assessment",
        (own("network", see=HUB, idle=HUB_DIRECTOR), foreign("far network"), mixed("alder’s team")),
        ROOM | {Relation.NEIGHBOURING: ONE_WALL},
        methods="POST",
        body=lambda *_: {"once": ONCE, "framework": "practice", "days": "60"},
        unproved="one is open already: tests/instruments/test_assessment.py",
    ),
    Row(
        "instruments:sheets",
        (
            own("alder’s team", see=ALDER_TEAM | HUB),
            foreign("brier’s team", see=HUB),
            foreign("far team"),
            mixed("talk"),
        ),
        TEAM,
    ),
    Row(
        "instruments:share_sheets",
        (own("alder’s team", act=ALDER_TEAM), foreign("brier’s team"), foreign("far team"), mixed("talk")),
        TEAM,
        methods="POST",
        body=lambda *_: {"share": "yes"},
    ),
    Row(
        "instruments:sheet",
        (
            own("sheet of alder", see=ALDER_TEAM, act=ALDER_TEAM),
            foreign("sheet of brier"),
            mixed("sheet of alder, asked of a poll"),
        ),
        TEAM,
        methods="GET POST",
        body=a_sheet(),
    ),
]  # fmt: skip
