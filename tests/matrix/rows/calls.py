"""Calls for themes and pathways: a lead asks and lays out, everybody behind the wall proposes, taps, and says where they are."""

from tests.matrix.policy import (
    BEHIND_ALDER,
    BEHIND_BRIER,
    LEAD_A,
    LEAD_B,
    Body,
    Case,
    Group,
    Relation,
    Row,
    foreign,
    mixed,
    own,
)
from tests.matrix.rows.places import ONCE, no_body
from tests.matrix.stage import Stage

NONE_BESIDE = {
    Relation.NEIGHBOURING: "it is the whole district’s",
    Relation.REMOVED: "it is closed, retired or no longer offered, and stays",
}


def cases(
    thing: str, *, act: Group = frozenset(), foreign_act: Group = frozenset(), other: str = "talk"
) -> tuple[Case, ...]:
    """Everybody behind the wall sees it, these act."""
    return (
        own(f"{thing} of alder", see=BEHIND_ALDER, act=act),
        foreign(f"{thing} of brier", see=BEHIND_BRIER, act=foreign_act),
        mixed(other),
    )


def led(thing: str, other: str = "talk") -> tuple[Case, ...]:
    return cases(thing, act=LEAD_A, foreign_act=LEAD_B, other=other)


def everybodys(thing: str, other: str = "talk") -> tuple[Case, ...]:
    return cases(thing, act=BEHIND_ALDER, foreign_act=BEHIND_BRIER, other=other)


def merging(stage: Stage, thing: str) -> Body:
    where = "brier" if "brier" in thing else "alder"
    return {"once": ONCE, "into": stage.ids[f"other focus area of {where}"], "reason": "They are one."}


def placing(stage: Stage, thing: str) -> Body:
    where = "brier" if "brier" in thing else "alder"
    return {"level": stage.ids[f"level of pathway of {where}"]}


def checking(stage: Stage, thing: str) -> Body:
    where = "brier" if "brier" in thing else "alder"
    return {stage.ids[f"sentence of pathway of {where}"]: "yes"}


LEVEL = {"once": ONCE, "number": "2.0", "name": "Stations", "about": "We listen.", "sentences": "I listen."}
PATHWAY = {"once": ONCE, "name": "Blended learning, a step on", "about": "For whoever runs one.", "ordered": "on"}
LAUNCHED = {
    "once": ONCE, "name": "Talk", "charter": "We meet because few explain.", "leader": "", "day": "2099-01-31", "at": "15:45",
    "minutes": "60", "zone": "America/New_York", "place": "Room 12", "link": "https://call.example/talk",
    "question": "Who spoke last?",
}  # fmt: skip
ROWS = [
    Row("gather:calls", cases("wall", other="wall of the network"), NONE_BESIDE),
    Row(
        "gather:call_open", led("wall", "wall of the network"), NONE_BESIDE, methods="GET POST", form_page=True,
        body=lambda *_: {
            "once": ONCE, "asks": "What then?", "about": "A room.", "until": "2099-01-31", "people": "8", "schools": "2",
        },
    ),
    Row("gather:call", cases("call"), NONE_BESIDE),
    Row(
        "gather:call_close", led("call"), NONE_BESIDE, methods="GET POST", form_page=True,
        body=lambda *_: {"once": ONCE, "reason": "We begin."},
    ),
    Row(
        "gather:propose", everybodys("call"), NONE_BESIDE, methods="GET POST", form_page=True,
        body=lambda *_: {
            "once": ONCE, "title": "Talk", "challenge": "Few explain.", "for_whom": "Grade 7", "why_now": "New books.",
        },
    ),
    Row("gather:focus_area", cases("focus area"), NONE_BESIDE),
    Row(
        "gather:signal", everybodys("focus area"), NONE_BESIDE, methods="POST",
        body=lambda *_: {"say": "lead", "school": "", "here": ""},
    ),
    Row(
        "gather:launch", led("wanted focus area"), NONE_BESIDE, methods="GET POST", form_page=True,
        body=lambda *_: LAUNCHED,
    ),
    Row("gather:merge", led("focus area"), NONE_BESIDE, methods="GET POST", form_page=True, body=merging),
    Row(
        "gather:retire", led("focus area"), NONE_BESIDE, methods="GET POST", form_page=True,
        body=lambda *_: {"once": ONCE, "reason": "The books come later."},
    ),
    Row(
        "desk:what_next",
        (
            own("wall of alder", see=LEAD_A),
            foreign("wall of brier", see=LEAD_B),
            mixed("wall of the network"),
        ),
        NONE_BESIDE,
    ),
    Row("gather:pathways", cases("wall", other="wall of the network"), NONE_BESIDE),
    Row(
        "gather:pathway_make", led("wall", "wall of the network"), NONE_BESIDE, methods="GET POST", form_page=True,
        body=lambda *_: PATHWAY,
    ),
    Row("gather:pathway", cases("pathway"), NONE_BESIDE),
    Row(
        "gather:pathway_change", led("pathway"), NONE_BESIDE, methods="GET POST", form_page=True,
        body=lambda *_: {**PATHWAY, "offered": "on", "revision": "1"},
    ),
    Row(
        "gather:pathway_check",
        (
            own("pathway of alder", see=BEHIND_ALDER, idle=BEHIND_ALDER),
            foreign("pathway of brier", see=BEHIND_BRIER, idle=BEHIND_BRIER),
            mixed("talk"),
        ),
        NONE_BESIDE, methods="GET POST", body=checking,
        unproved="nothing of it is kept, so nothing changes: tests/gather/test_pathways.py",
    ),
    Row("gather:pathway_place", everybodys("pathway"), NONE_BESIDE, methods="POST", body=placing),
    Row("gather:pathway_found", everybodys("pathway"), NONE_BESIDE, methods="POST", body=lambda *_: {"found": "yes"}),
    Row("gather:pathway_off", everybodys("pathway"), NONE_BESIDE, methods="POST", body=no_body),
    Row(
        "gather:level_add", led("pathway"), NONE_BESIDE, methods="GET POST", form_page=True, body=lambda *_: LEVEL,
    ),
    Row(
        "gather:level", led("level", "level of brier, asked on alder’s pathway"), NONE_BESIDE, methods="GET POST",
        form_page=True, body=lambda *_: {**LEVEL, "revision": "1"},
    ),
    Row(
        "gather:things", led("level", "level of brier, asked on alder’s pathway"), NONE_BESIDE, methods="GET POST",
        form_page=True,
        body=lambda *_: {
            "once": ONCE, "community": "", "lesson": "", "link": "https://notes.example/more", "title": "More",
        },
    ),
    Row(
        "gather:thing_drop", led("thing", "thing of brier, asked on alder’s pathway"), NONE_BESIDE, methods="POST",
        body=no_body,
    ),
]  # fmt: skip
