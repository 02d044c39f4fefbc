"""Ideas of a network, critical friends, where teams stand, what one is not reminded of."""

from typing import Any

from tests.matrix.policy import (
    ALDER_TEAM,
    BEHIND_NETWORK,
    HUB,
    HUB_DIRECTOR,
    MEMBER,
    SEATS,
    SIGNED_IN,
    TALK,
    Body,
    Case,
    Group,
    Relation,
    Row,
    foreign,
    mixed,
    neighbouring,
    of_no_thing,
    own,
    removed,
)
from tests.matrix.rows.gather import NETWORK_SEEN, OF_A_NETWORK, OF_A_TEAM, ONE_TEAM
from tests.matrix.rows.inquiry import EDITING, IDEA, SENDING, seen
from tests.matrix.rows.places import ONCE, no_body
from tests.matrix.stage import Stage

NEXT_DOOR = {Relation.NEIGHBOURING: ONE_TEAM}


def weighed(act: Group, *, by_teams: Group = frozenset()) -> tuple[Case, ...]:
    """An idea, as far as one sees it: `act` on what is shared; `by_teams` on what another team shares."""
    return (
        own("idea of alder", see=ALDER_TEAM),
        own("idea of alder, shared", see=BEHIND_NETWORK, act=act),
        own("idea of talk", see=TALK),
        neighbouring("idea of seats", see=SEATS),
        foreign("idea of brier"),
        foreign("idea of brier, shared", see=BEHIND_NETWORK, act=act | by_teams),
        mixed("aim of alder"),
        removed("idea of alder, removed"),
    )


def between(ours: Group, theirs: Group) -> tuple[Case, ...]:
    """A critique: what the team that asks may do, and what a team that was asked may."""
    return (
        own("critique of alder", see=ALDER_TEAM, act=ours),
        foreign("critique of brier", see=ALDER_TEAM, act=theirs),
        foreign("critique of brier, of nobody"),
        foreign("critique of far"),
        mixed("problem of alder"),
        removed("critique of alder, removed"),
    )


def remarked(ours: Group, theirs: Group) -> tuple[Case, ...]:
    return (
        own("remark on alder", see=ALDER_TEAM, act=ours),
        foreign("remark on brier", see=ALDER_TEAM, act=theirs),
        mixed("remark on brier, asked in alder"),
        removed("remark on alder, removed"),
    )


def remark(stage: Stage, thing: str) -> Body:
    about = stage.pk(thing)
    named = stage.ids.get(f"criterion of {about}", stage.ids[f"criterion of {stage.pk('critique of brier')}"])
    return {
        "once": ONCE, "team": stage.cast.alder_team.pk, "criterion": named, "tone": "warm", "words": "We would know it at once.",
    }  # fmt: skip


def asked(stage: Stage, _thing: str) -> Body:
    return {
        "once": ONCE, "teams": [stage.cast.brier_team.pk], "question": "What do you see?", "criteria": "Can it be seen?",
        "due": "2099-01-31",
    }  # fmt: skip


HUSHED: dict[str, Any] = {"nudge": "data"}
ROWS = [
    Row("inquiry:ideas", NETWORK_SEEN, OF_A_NETWORK),
    Row(
        "inquiry:propose_to_network",
        (own("network", see=BEHIND_NETWORK, act=BEHIND_NETWORK), foreign("far network"), mixed("alder’s team")),
        OF_A_NETWORK, body=lambda *_: IDEA, **EDITING,
    ),
    Row("inquiry:weigh", weighed(HUB_DIRECTOR), body=lambda *_: {"once": ONCE, "word": "promising", "because": "Small."}, **EDITING),
    Row(
        "inquiry:take_up", weighed(frozenset(), by_teams=ALDER_TEAM), **EDITING,
        body=lambda stage, _: {"once": ONCE, "team": stage.cast.alder_team.pk, "aim": stage.pk("aim of alder")},
    ),
    Row("inquiry:compared", seen("idea", "aim")),
    Row(
        "inquiry:ask_friends",
        (
            own("problem of alder", act=ALDER_TEAM),
            own("problem of alder, shared", see=BEHIND_NETWORK, act=ALDER_TEAM),
            own("problem of talk", see=TALK),
            neighbouring("problem of seats", see=SEATS),
            foreign("problem of brier"),
            foreign("problem of brier, shared", see=BEHIND_NETWORK),
            mixed("post of alder’s team"),
            removed("problem of alder, removed"),
        ),
        body=asked, **EDITING,
    ),
    of_no_thing("inquiry:critiques", SIGNED_IN),
    Row("inquiry:critique", between(frozenset(), frozenset()), NEXT_DOOR),
    Row("inquiry:say_remark", between(frozenset(), ALDER_TEAM), NEXT_DOOR, body=remark, **SENDING),
    Row(
        "inquiry:close_critique", between(ALDER_TEAM, frozenset()), NEXT_DOOR,
        body=lambda *_: {"once": ONCE, "summary": "We say now for whom."}, **SENDING,
    ),
    Row(
        "inquiry:answer_remark", remarked(ALDER_TEAM, frozenset()), NEXT_DOOR,
        body=lambda *_: {"once": ONCE, "outcome": "taken", "because": "It says now for whom."}, **EDITING,
    ),
    Row("inquiry:take_remark_back", remarked(frozenset(), MEMBER), NEXT_DOOR, body=no_body, **SENDING),
    Row(
        "inquiry:team_stage",
        (
            own("alder’s team", see=ALDER_TEAM | HUB, act=ALDER_TEAM | HUB_DIRECTOR),
            foreign("brier’s team", see=HUB, act=HUB_DIRECTOR),
            foreign("far team"),
            mixed("talk"),
        ),
        OF_A_TEAM, methods="GET POST", body=lambda *_: {"once": ONCE, "stage": "testing", "because": "We begin anew."},
    ),
    Row(
        "inquiry:quiet",
        (
            own("cycle at do of alder", act=ALDER_TEAM),
            own("cycle at do of alder, shared", act=BEHIND_NETWORK),
            own("cycle at do of talk", act=TALK),
            neighbouring("cycle at do of seats", act=SEATS),
            foreign("cycle at do of brier"),
            foreign("cycle at do of brier, shared", act=BEHIND_NETWORK),
            mixed("idea of alder"),
            removed("cycle at do of alder, removed"),
        ),
        body=lambda *_: HUSHED, **SENDING,
    ),
    of_no_thing("inquiry:quieted", SIGNED_IN),
    Row(
        "inquiry:tell_again",
        (own("quiet of member", act=MEMBER), foreign("quiet of somebody of brier")),
        {
            Relation.NEIGHBOURING: "it is one’s own", Relation.REMOVED: "it cannot be removed",
            Relation.MIXED: "a number alone: it names a row of one’s own, or nothing",
        },
        body=no_body, **SENDING,
    ),
]  # fmt: skip
