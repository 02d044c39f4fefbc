"""Systems, the pages of the desk, networks and their numbers, the demo’s one click."""

from tests.matrix.policy import (
    ALDER_TEAM,
    BEHIND_ALDER,
    BEHIND_BRIER,
    BEHIND_NETWORK,
    EVERYONE,
    FACILITATOR,
    HUB,
    HUB_DIRECTOR,
    PUBLIC,
    SEATS,
    SIGNED_IN,
    STAYS,
    TALK,
    Body,
    Relation,
    Row,
    Stranger,
    foreign,
    mixed,
    neighbouring,
    of_no_thing,
    own,
    removed,
)
from tests.matrix.stage import Stage

from pergola.desk.guides import GUIDES
from pergola.desk.views.about import route_of

ONCE = "0198b6a4-9d1e-7c3a-8f42-5a6b7c8d9e0f"
OPEN = Stranger.TOLD_NOTHING
ONE_WALL = "a network has one space"
FACTS = {Relation.NEIGHBOURING: PUBLIC, Relation.MIXED: "a slug names systems only", Relation.REMOVED: STAYS}
ROOM = {Relation.REMOVED: STAYS}


def no_body(stage: Stage, thing: str) -> Body:
    return {}


ROWS = [
    of_no_thing("systems:list", EVERYONE, stranger=OPEN),
    Row("systems:system", (own("alder", see=EVERYONE), foreign("elsewhere", see=EVERYONE)), FACTS, stranger=OPEN),
    Row("systems:schools", (own("alder", see=EVERYONE), foreign("elsewhere", see=EVERYONE)), FACTS, stranger=OPEN),
    of_no_thing("systems:find", EVERYONE, stranger=OPEN),
    of_no_thing("systems:map", EVERYONE, stranger=OPEN),
    Row("systems:school", (own("school", see=EVERYONE),), FACTS | {Relation.FOREIGN: PUBLIC}, stranger=OPEN),
    of_no_thing("desk:front", EVERYONE, stranger=OPEN),
    of_no_thing(
        "desk:start",
        EVERYONE,
        idle=EVERYONE,
        methods="GET POST",
        stranger=OPEN,
        body=lambda *_: dict.fromkeys(("question", "hour", "unfinished", "small", "known", "people"), "yes"),
        unproved="nothing of it is kept, so nothing changes: tests/desk/test_start.py",
    ),
    of_no_thing("desk:month", SIGNED_IN),
    of_no_thing("desk:steps_away", SIGNED_IN, act=SIGNED_IN, methods="POST", body=lambda *_: {"kind": "member"}),
    of_no_thing("desk:communities", SIGNED_IN),
    of_no_thing("desk:hubs", HUB, leads="/hub/"),
    of_no_thing("desk:who_sees", EVERYONE, stranger=OPEN),
    of_no_thing("desk:accessibility", EVERYONE, stranger=OPEN),
    of_no_thing("desk:help", EVERYONE, stranger=OPEN),
    *(of_no_thing(route_of(name), EVERYONE, stranger=OPEN) for name in GUIDES),
    Row(
        "desk:community",
        (
            own("talk", see=BEHIND_ALDER),
            own("asks", see=BEHIND_ALDER),
            own("closed", see=BEHIND_ALDER),
            neighbouring("seats", see=BEHIND_ALDER),
            foreign("community of brier", see=BEHIND_BRIER),
            mixed("alder’s team"),
        ),
        ROOM,
    ),
    Row(
        "desk:join",
        (
            own("asks", see=BEHIND_ALDER),
            own("closed", see=BEHIND_ALDER),
            own("talk", act=BEHIND_ALDER - TALK, idle=TALK),
            neighbouring("seats", see=BEHIND_ALDER),
            foreign("community of brier", idle=BEHIND_BRIER),
            mixed("alder’s team"),
        ),
        ROOM,
        methods="POST",
        body=no_body,
    ),
    Row(
        "desk:leave",
        (
            own("talk", act=TALK - FACILITATOR, idle=BEHIND_ALDER - TALK | FACILITATOR),
            neighbouring("seats", idle=BEHIND_ALDER),  # whoever is in it keeps it, and somebody has to
            foreign("community of brier", idle=BEHIND_BRIER),
            mixed("alder’s team"),
        ),
        ROOM,
        methods="POST",
        body=no_body,
    ),
    Row(
        "desk:hub",
        (own("network", see=HUB), foreign("far network"), mixed("alder’s team")),
        ROOM | {Relation.NEIGHBOURING: ONE_WALL},
    ),
    Row(
        "desk:chain",
        (
            own("claim of alder", see=ALDER_TEAM),
            own("problem of alder, shared", see=BEHIND_NETWORK),
            own("claim of alder, shared", see=BEHIND_NETWORK),
            own("claim of talk", see=TALK),
            neighbouring("claim of seats", see=SEATS),
            foreign("claim of brier"),
            foreign("claim of brier, shared", see=BEHIND_NETWORK),
            foreign("claim of far"),
            mixed("conversation of network"),
            removed("claim of alder, removed"),
        ),
    ),
    *(
        Row(
            name,
            (
                own("claim of alder", see=ALDER_TEAM),
                own("problem of alder, shared", see=BEHIND_NETWORK),
                own("claim of talk", see=TALK),
                neighbouring("claim of seats", see=SEATS),
                foreign("claim of brier"),
                foreign("claim of brier, shared", see=BEHIND_NETWORK),
                mixed("conversation of network"),
                removed("claim of alder, removed"),
            ),
        )
        for name in ("desk:report", "desk:report_pdf")
    ),
    Row(
        "desk:invite",
        (
            own("claim of alder", act=ALDER_TEAM),
            own("claim of alder, shared", act=BEHIND_NETWORK),
            neighbouring("claim of seats", act=SEATS),
            foreign("claim of brier"),
            mixed("problem of alder"),
            removed("claim of alder, removed"),
        ),
        methods="POST",
        body=lambda *_: {"once": ONCE, "body": "What was different with you?"},
    ),
    Row(
        "insight:released_rows",
        (own("released figure", see=EVERYONE), mixed("released figure of no such name"), mixed("figure now")),
        ROOM
        | {
            Relation.NEIGHBOURING: "it stands behind the public wall",
            Relation.FOREIGN: "it stands behind the public wall",
        },
        stranger=OPEN,
    ),
    *(
        Row(
            route,
            (
                own("released network", see=EVERYONE),
                foreign("far network, by its number"),
                mixed("team, by its number"),
            ),
            ROOM | {Relation.NEIGHBOURING: "it stands behind the public wall"},
            stranger=OPEN,
        )
        for route in ("insight:numbers_json", "insight:numbers_frame")
    ),
    Row(
        "insight:rows_now",
        (
            own("figure now", see=BEHIND_NETWORK),
            foreign("figure of the far network"),
            mixed("figure of a team"),
            mixed("figure of no such name"),
        ),
        ROOM | {Relation.NEIGHBOURING: ONE_WALL},
    ),
    Row(
        "insight:numbers_now",
        (own("network", see=BEHIND_NETWORK), foreign("far network"), mixed("alder’s team")),
        ROOM | {Relation.NEIGHBOURING: ONE_WALL},
    ),
    Row(
        "insight:release_now",
        (own("network", see=BEHIND_NETWORK, act=HUB_DIRECTOR), foreign("far network"), mixed("alder’s team")),
        ROOM | {Relation.NEIGHBOURING: ONE_WALL},
        methods="POST",
        body=lambda *_: {"once": ONCE},
    ),
    of_no_thing("demo:people", EVERYONE, stranger=OPEN),
    of_no_thing("demo:components", EVERYONE, stranger=OPEN),
    of_no_thing(
        "demo:be",
        EVERYONE,
        act=EVERYONE,
        methods="POST",
        stranger=OPEN,
        body=lambda *_: {"email": "nina@sample.invalid"},
    ),
]
