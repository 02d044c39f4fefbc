"""Routines: what one sees, tries, agrees on, takes over."""

from tests.matrix.policy import (
    BEHIND_ALDER,
    BEHIND_BRIER,
    COACH,
    FACILITATOR,
    MEMBER,
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
from tests.matrix.rows.inquiry import EDITING, SENDING
from tests.matrix.rows.places import ONCE, ROOM, no_body
from tests.matrix.stage import Stage

WRITES = MEMBER | FACILITATOR
WORDS = {
    "once": ONCE, "title": "Say it first", "body": "They speak before they write.", "steps": "Say it\nWrite it",
    "discipline": "History", "grades": "6–8",
}  # fmt: skip
TRIAL = {
    "once": ONCE, "on": "2026-11-02", "with_whom": "Grade 8", "students": "20", "happened": "Two asked back.",
    "again": "changed", "changed": "Shorter.",
}  # fmt: skip
USE = {"once": ONCE, "learned_from": "", "learned_elsewhere": "A cousin", "adapted": "Standing.", "school": "Mill Road"}
PROPOSAL = {"once": ONCE, "words": "We all try it until spring.", "days": "7"}


def of_routine(
    talk: Group = NOBODY, shared: Group = NOBODY, *, seats: Group = SEATS, brier: Group = BEHIND_BRIER
) -> tuple[Case, ...]:
    """A routine: who may act on one of `talk`, and on one of it that everybody behind the wall sees."""
    return (
        own("routine of talk", see=TALK, act=talk),
        own("routine of talk, shared", see=BEHIND_ALDER, act=shared),
        neighbouring("routine of seats", see=SEATS, act=seats),
        foreign("routine of brier", see=BEHIND_BRIER, act=brier),
        mixed("problem of alder"),
        removed("routine of talk, removed"),
    )


def of_agreement(
    kind: str = "agreement", act: Group = NOBODY, *, idle: Group = NOBODY, one: bool = True
) -> tuple[Case, ...]:
    """What is put to a community is its own, however many see the routine."""
    return (
        own(f"{kind} of talk", see=TALK, act=act, idle=idle),
        own(f"{kind} of talk, shared", see=TALK, act=act, idle=idle),
        neighbouring(f"{kind} of seats", see=SEATS, act=SEATS if one else NOBODY),
        foreign(f"{kind} of brier", see=BEHIND_BRIER, act=BEHIND_BRIER if one else NOBODY),
        mixed("routine of talk"),
        removed(f"{kind} of talk, removed"),
    )


def own_words(stage: Stage, thing: str) -> Body:
    home = {"routine of seats": "seats", "routine of brier": "community of brier"}.get(thing, "talk")
    return WORDS | {"differs": "The source is read aloud.", "community": stage.pk(home)}


ROWS = [
    Row(
        "routines:of_community",
        (
            own("talk", see=BEHIND_ALDER), neighbouring("seats", see=BEHIND_ALDER),
            foreign("community of brier", see=BEHIND_BRIER), mixed("alder’s team"),
        ),
        ROOM,
    ),
    Row(
        "routines:write",
        (
            own("talk", see=BEHIND_ALDER, act=TALK), neighbouring("seats", see=BEHIND_ALDER, act=SEATS),
            foreign("community of brier", act=BEHIND_BRIER), mixed("alder’s team"),
        ),
        ROOM, body=lambda *_: WORDS, **EDITING,
    ),
    Row("routines:routine", of_routine(seats=NOBODY, brier=NOBODY)),
    Row("routines:family", of_routine(seats=NOBODY, brier=NOBODY)),
    Row("routines:change", of_routine(WRITES, WRITES), body=lambda *_: WORDS | {"revision": 1}, **EDITING),
    Row(
        "routines:share",
        (
            own("routine of talk", see=TALK, act=WRITES),
            own("routine of talk, shared", see=BEHIND_ALDER, idle=WRITES),
            neighbouring("routine of seats", act=SEATS),
            foreign("routine of brier", act=BEHIND_BRIER),
            mixed("problem of alder"),
            removed("routine of talk, removed"),
        ),
        body=no_body, **EDITING,
    ),
    Row("routines:tried", of_routine(TALK, BEHIND_ALDER), body=lambda *_: TRIAL, **EDITING),
    Row(
        "routines:take_trial_back",
        (
            own("trial of talk", act=MEMBER), neighbouring("trial of seats", act=SEATS),
            foreign("trial of brier", act=BEHIND_BRIER), mixed("trial of seats, asked in talk"),
            removed("trial of talk, removed"),
        ),
        body=no_body, **SENDING,
    ),
    Row("routines:use", of_routine(TALK, BEHIND_ALDER), body=lambda *_: USE, **EDITING),
    Row(
        "routines:stop",
        (
            own("routine of talk", act=MEMBER, idle=TALK - MEMBER),
            own("routine of talk, shared", act=MEMBER, idle=BEHIND_ALDER - MEMBER),
            neighbouring("routine of seats", act=SEATS),
            foreign("routine of brier", act=BEHIND_BRIER),
            mixed("problem of alder"),
            removed("routine of talk, removed"),
        ),
        body=no_body, **SENDING,
    ),
    Row("routines:own", of_routine(TALK, TALK), methods="GET POST", refused=422, body=own_words),
    Row("routines:propose", of_routine(TALK, TALK), body=lambda *_: PROPOSAL, **EDITING),
    Row("routines:agreement", of_agreement(one=False)),
    Row("routines:consent", of_agreement(act=TALK), body=lambda *_: {"wording": "1"}, **SENDING),
    Row("routines:object", of_agreement(act=TALK), body=lambda *_: {"once": ONCE, "reason": "Too soon.", "wording": "1"}, **SENDING),
    Row("routines:met", of_agreement("objected agreement", COACH, idle=TALK - COACH), body=no_body, **SENDING),
    Row("routines:anew", of_agreement(act=WRITES), body=lambda *_: PROPOSAL | {"wording": "1"}, **EDITING),
    Row("routines:talk", of_agreement(act=TALK), body=lambda *_: {"once": ONCE, "body": "What would help?"}, **EDITING),
    Row("routines:end", of_agreement(act=WRITES), body=lambda *_: {"once": ONCE, "because": "Next year."}, **EDITING),
]  # fmt: skip
