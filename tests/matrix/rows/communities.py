"""How communities live: charters, askings, groups, stages, hand-overs, endings, packs."""

from tests.matrix.policy import (
    BEHIND_ALDER,
    BEHIND_BRIER,
    COACH,
    FACILITATOR,
    FORMER,
    KEEPING_SEATS,
    KEEPING_TALK,
    LEAD_A,
    LEAD_B,
    MEMBER,
    NEIGHBOUR,
    SEATS,
    TALK,
    Body,
    Case,
    Relation,
    Row,
    foreign,
    mixed,
    neighbouring,
    own,
    removed,
)
from tests.matrix.rows.gather import KEPT, OPENED
from tests.matrix.rows.places import ONCE, ROOM, no_body
from tests.matrix.stage import Stage

KEEPING = FACILITATOR | LEAD_A
NONE_BESIDE = {Relation.NEIGHBOURING: "there is one of them in the district", Relation.REMOVED: "it is never removed"}
WRITTEN = (
    own("talk", see=BEHIND_ALDER, act=TALK),
    neighbouring("seats", see=BEHIND_ALDER, act=SEATS),
    foreign("community of brier", act=BEHIND_BRIER),
    mixed("alder’s team"),
)
CHARTER = {
    "sentence": "We meet because we read.", "problem": "Slips copy.", "gains": "An hour.", "norms": "What is said stays.",
    "decisions": "Nobody objects.", "rhythm": "Thursdays.", "why": "To say more.",
}  # fmt: skip


def person_in(stage: Stage, thing: str) -> Body:
    """Somebody who could keep it."""
    asked = {"talk": "the member", "seats": "somebody of seats", "community of brier": "somebody of brier"}
    return {
        "once": ONCE, "person": stage.ids.get(asked.get(thing, ""), ""), "kept_for": "The Alder Fund",
        "leaves": "", "words": "Will you?",
    }  # fmt: skip


def in_it() -> tuple[Case, ...]:
    return (
        own("talk", see=TALK, act=TALK),
        neighbouring("seats", see=SEATS, act=SEATS),
        foreign("community of brier", see=BEHIND_BRIER, act=BEHIND_BRIER),
        mixed("alder’s team"),
    )


ROWS = [
    Row("gather:open_group", KEPT, ROOM, methods="GET POST", form_page=True, body=lambda *_: OPENED),
    Row(
        "gather:charter",
        (
            own("talk", see=BEHIND_ALDER),
            neighbouring("seats", see=BEHIND_ALDER),
            foreign("community of brier", see=BEHIND_BRIER),
            mixed("alder’s team"),
        ),
        ROOM,
    ),
    Row(
        "gather:charter_version",
        (
            own("charter of talk", see=TALK),
            neighbouring("charter of seats", see=SEATS),
            foreign("charter of brier", see=BEHIND_BRIER),
            mixed("charter of talk that is not there"),
        ),
        ROOM,
    ),
    Row(
        "gather:charter_write", WRITTEN, ROOM, methods="GET POST", form_page=True,
        body=lambda *_: {"once": ONCE, "version": 1, "review_on": "2099-01-31", **CHARTER},
    ),
    Row("gather:charter_holds", WRITTEN, ROOM, methods="POST", body=no_body),
    Row(
        "gather:ask",
        (
            own("asks", see=BEHIND_ALDER, act=BEHIND_ALDER - FACILITATOR - FORMER, idle=FORMER),
            own("talk", see=BEHIND_ALDER),
            foreign("asks of brier", act=BEHIND_BRIER),
            mixed("alder’s team"),
        ),
        NONE_BESIDE, methods="GET POST", form_page=True, body=lambda *_: {"once": ONCE, "words": "I teach it, too."},
    ),
    Row(
        "gather:answer_request",
        (
            own("request to asks", act=KEEPING),
            foreign("request to asks of brier", act=BEHIND_BRIER),
            mixed("asks"),
        ),
        NONE_BESIDE, methods="POST", body=lambda *_: {"once": ONCE, "answer": "in", "reply": "Do come."},
    ),
    Row(
        "gather:take_request_back",
        (own("request to asks", act=FORMER), foreign("request to asks of brier"), mixed("asks")),
        NONE_BESIDE, methods="POST", body=no_body,
    ),
    Row(
        "gather:arrange", KEPT, ROOM, methods="GET POST", form_page=True,
        body=lambda *_: {"once": ONCE, "joining": "request", "parent": "", "kept_for": "The Alder Fund", "ends": ""},
    ),
    Row(
        "gather:stage",
        (
            own("talk", see=TALK | KEEPING_TALK, act=KEEPING_TALK),
            neighbouring("seats", see=SEATS | KEEPING_SEATS, act=KEEPING_SEATS),
            foreign("community of brier", see=BEHIND_BRIER, act=BEHIND_BRIER),
            mixed("alder’s team"),
        ),
        ROOM, methods="GET POST", body=lambda *_: {"once": ONCE, "stage": "maturing"},
    ),
    Row(
        "gather:leading",
        (
            own("talk", see=BEHIND_ALDER, act=TALK - FACILITATOR, idle=FACILITATOR),
            neighbouring("seats", see=BEHIND_ALDER, idle=SEATS),
            foreign("community of brier", idle=BEHIND_BRIER),
            mixed("alder’s team"),
        ),
        ROOM, methods="POST", body=no_body,
    ),
    Row(
        "gather:become",
        (
            own("fellowship", see=BEHIND_ALDER, act=KEEPING),
            foreign("fellowship of brier", act=BEHIND_BRIER),
            mixed("talk"),
        ),
        NONE_BESIDE, methods="GET POST", form_page=True, body=lambda *_: {"once": ONCE, "name": "Fellows who went on"},
    ),
    Row(
        "gather:offer",
        (
            own("talk", see=BEHIND_ALDER, act=FACILITATOR),
            neighbouring("seats", see=BEHIND_ALDER, act=NEIGHBOUR),
            foreign("community of brier", act=BEHIND_BRIER),
            mixed("alder’s team"),
        ),
        ROOM, methods="GET POST", form_page=True, body=person_in,
    ),
    Row(
        "gather:hand_over",
        (
            own("hand-over of asks", see=FACILITATOR | COACH, act=COACH),
            foreign("hand-over in brier", see=LEAD_B),
            mixed("asks"),
        ),
        NONE_BESIDE, methods="GET POST", body=lambda *_: {"answer": "yes"},
    ),
    Row(
        "gather:close", KEPT, ROOM, methods="GET POST", form_page=True,
        body=lambda *_: {"once": ONCE, "farewell": "The year is over."},
    ),
    Row(
        "gather:thanks",
        (
            own("closed", see=TALK, act=TALK),
            foreign("closed in brier", see=BEHIND_BRIER, act=BEHIND_BRIER),
            mixed("talk"),
        ),
        NONE_BESIDE, methods="GET POST", body=lambda *_: {"once": ONCE, "words": "For the coffee."},
    ),
    Row(
        "gather:open_again",
        (
            own("closed", see=BEHIND_ALDER, act=KEEPING),
            foreign("closed in brier", act=BEHIND_BRIER),
            mixed("alder’s team"),
        ),
        NONE_BESIDE, methods="POST", body=no_body,
    ),
    Row("gather:packs", in_it(), ROOM, methods="GET POST", body=no_body),
    Row(
        "gather:fetch_pack",
        (
            own("pack of the member", see=MEMBER),
            neighbouring("pack of the neighbour", see=NEIGHBOUR),
            foreign("pack of the lead of brier", see=LEAD_B),
            mixed("talk"),
            removed("pack that is gone"),
        ),
    ),
]  # fmt: skip
