"""Commitments, pairs, who is near; and what leads say of their schools."""

from django.utils.timezone import localdate
from tests.matrix.policy import (
    BEHIND_ALDER,
    BEHIND_BRIER,
    BEHIND_ELSEWHERE,
    COACH,
    EVERYONE,
    FACILITATOR,
    FORMER,
    HUB,
    LEAD_A,
    LEAD_B,
    MEMBER,
    NEIGHBOUR,
    OPERATOR,
    SIGNED_IN,
    Bodies,
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
from tests.matrix.rows.places import FACTS, ONCE, no_body
from tests.matrix.stage import Stage

AT_HOME = HUB | BEHIND_ALDER | BEHIND_BRIER | BEHIND_ELSEWHERE
"""Behind some wall; an operator is behind none."""
SYSTEM = (
    own("alder", see=SIGNED_IN, act=LEAD_A | OPERATOR),
    foreign("elsewhere", see=SIGNED_IN, act=OPERATOR),
)


def schools(stage: Stage, thing: str) -> list[int]:
    found: list[int] = stage.ids[f"schools of {'elsewhere' if thing == 'elsewhere' else 'alder-valley'}"]
    return found


def step(begin: int) -> Bodies:
    def body(stage: Stage, thing: str) -> Body:
        named = schools(stage, thing)
        return {"school": str(named[begin]), "into": str(named[begin + 1])}

    return body


def answer(stage: Stage, thing: str) -> Body:
    """What is open is answered, what stands is ended."""
    return {"answer": "yes"} if thing == "member asks facilitator" else {"end": "1"}


ROWS = [
    of_no_thing("gather:commitment", AT_HOME),
    of_no_thing(
        "gather:commitment_times", AT_HOME, act=AT_HOME, methods="POST", body=lambda *_: {"times": "5"}
    ),
    of_no_thing(
        "gather:commitment_elsewhere", AT_HOME, act=AT_HOME, methods="POST",
        body=lambda *_: {"once": ONCE, "kind": "visit", "day": str(localdate()), "words": "To room nine."},
    ),
    Row(
        "gather:commitment_take_out",
        (
            own("elsewhere of the member", act=MEMBER),
            neighbouring("elsewhere of the neighbour", act=NEIGHBOUR),
            foreign("elsewhere of the lead of brier", act=LEAD_B),
            removed("elsewhere that is taken out", idle=MEMBER),
        ),
        {Relation.MIXED: "the number names what happened elsewhere only"}, methods="POST", body=no_body,
    ),
    of_no_thing("gather:commitment_rest", AT_HOME, act=AT_HOME, methods="POST", body=no_body),
    of_no_thing(
        "gather:commitment_coach", AT_HOME, act=BEHIND_ALDER - COACH - MEMBER - FORMER, idle=MEMBER, methods="GET POST", refused=422,
        body=lambda stage, _: {"once": ONCE, "person": str(stage.ids["the coach"]), "words": "Would you?"},
    ),
    of_no_thing("gather:pairs", SIGNED_IN),
    Row(
        "gather:pair",
        (
            own("coach and member", see=COACH | MEMBER, act=COACH | MEMBER),
            own("member asks facilitator", see=FACILITATOR | MEMBER, act=FACILITATOR),
            neighbouring("neighbour and former", see=NEIGHBOUR | FORMER, act=NEIGHBOUR | FORMER),
            foreign("pair of brier", see=LEAD_B, act=LEAD_B),
            mixed("talk"),
            removed("pair that has ended", see=COACH | MEMBER, idle=COACH | MEMBER),
        ),
        methods="GET POST", body=answer,
    ),
    Row(
        "gather:pair_meet",
        (
            own("coach and member", see=COACH | MEMBER, act=COACH | MEMBER),
            own("member asks facilitator"),
            neighbouring("neighbour and former", see=NEIGHBOUR | FORMER, act=NEIGHBOUR | FORMER),
            foreign("pair of brier", see=LEAD_B, act=LEAD_B),
            mixed("talk"),
            removed("pair that has ended"),
        ),
        methods="GET POST", form_page=True,
        body=lambda *_: {
            "once": ONCE, "title": "The two of us", "day": "2099-01-31", "at": "15:45", "minutes": "30",
            "zone": "America/New_York", "place": "Room 9", "link": "", "body": "",
        },
    ),
    Row(
        "gather:coached",
        (
            own("coach and member", see=COACH),
            own("member asks facilitator"),
            neighbouring("neighbour and former", see=NEIGHBOUR),
            foreign("pair of brier", see=LEAD_B),
            mixed("talk"),
            removed("pair that has ended"),
        ),
    ),
    of_no_thing("gather:near", AT_HOME),
    of_no_thing(
        "gather:where_i_work", AT_HOME, act=AT_HOME, methods="GET POST",
        body=lambda *_: {"role": "leader", "school": "", "low_grade": "3", "high_grade": "5", "found": "on"},
    ),
    Row(
        "gather:near_ask",
        (
            own("the lead, who may be found", act=BEHIND_ALDER - LEAD_A),
            neighbouring("the neighbour, who is not to be found"),
            foreign("somebody of brier who may be found", act=BEHIND_BRIER),
            mixed("talk"),
        ),
        {Relation.REMOVED: "whoever is erased is found by nobody: tests/gather/test_near.py"},
        methods="GET POST", form_page=True, body=lambda *_: {"once": ONCE, "kind": "mentor", "words": "Would you?"},
    ),
    Row(
        "systems:feeders", (own("alder", see=EVERYONE), foreign("elsewhere", see=EVERYONE)), FACTS,
        stranger=Stranger.TOLD_NOTHING,
    ),
    Row(
        "systems:feeder_table", SYSTEM, FACTS, methods="GET POST", form_page=True,
        body=lambda stage, thing: {
            "pasted": "elementary,high\n{0} East,{0} South".format("Elsewhere" if thing == "elsewhere" else "Alder Valley"),
            "file": "", "save": "1",
        },
    ),
    Row("systems:feeder_by_hand", SYSTEM, FACTS, methods="POST", body=step(1)),
    Row("systems:feeder_drop", SYSTEM, FACTS, methods="POST", body=step(0)),
    Row(
        "systems:programmes", SYSTEM, FACTS, methods="GET POST", form_page=True,
        body=lambda stage, thing: {
            "tag": "", "name": "Reading school", "schools": [str(one) for one in schools(stage, thing)], "shown": [str(one) for one in schools(stage, thing)]},
    ),
    Row(
        "systems:clock", SYSTEM, FACTS, methods="GET POST", form_page=True,
        body=lambda *_: {"zone": "America/Denver"},
    ),
]  # fmt: skip
