"""From a problem of practice to evidence: who reads each step of the chain, and whose it is to write."""

from typing import Any

from tests.matrix.policy import (
    ALDER_TEAM,
    BEHIND_ALDER,
    BEHIND_BRIER,
    BEHIND_NETWORK,
    EVERYONE,
    FACILITATOR,
    HUB_DIRECTOR,
    MEMBER,
    SEATS,
    SIGNED_IN,
    TALK,
    Body,
    Case,
    Row,
    Stranger,
    foreign,
    mixed,
    neighbouring,
    of_no_thing,
    own,
    removed,
)
from tests.matrix.rows.gather import OF_A_TEAM
from tests.matrix.rows.places import ONCE, ROOM, no_body
from tests.matrix.stage import Stage

PROBLEM = {
    "once": ONCE, "title": "Reasons are missing", "affected": "Grade 8", "evidence": "We counted.", "baseline": "1 in 3",
    "scope": "Two schools", "read_from": "", "body": "More.",
}  # fmt: skip
AIM = {
    "once": ONCE,
    "title": "Half explain",
    "for_whom": "grade 8",
    "was": "a third",
    "goal": "half",
    "by_when": "2027-06-01",
    "body": "More.",
}
IDEA = {
    "once": ONCE, "title": "Talk first", "body": "In pairs.", "tried_elsewhere": "Next door", "like_ours": "Yes",
    "record": "More reasons", **dict.fromkeys(("elsewhere_at", "record_at", "like_ours_at"), "https://example.org/read"),
}  # fmt: skip
OF_A_PLAN = {
    "width": "class", "school": "North", "context": "Grade 8", "dose": "daily", "who": "Ana teaches",
}  # fmt: skip
MEASURE = {
    "once": ONCE, "title": "Reasons", "role": "process", "unit": "count", "counts": "reasons", "out_of": "slips",
    "every": "week", "more_is_better": "on", "baseline_points": 10, "limit": 3, "body": "By hand.",
    "per": 100, "window": "a week", "population": "grade 7",
}  # fmt: skip
CLAIM = {"once": ONCE, "title": "It holds", "of_effect": "on", "holds_for": "eight", "not_shown": "four"}
EDITING: dict[str, Any] = {"methods": "GET POST", "form_page": True}
SENDING: dict[str, Any] = {"methods": "POST"}


def seen(kind: str, other: str) -> tuple[Case, ...]:
    """A page of the chain."""
    return (
        own(f"{kind} of alder", see=ALDER_TEAM),
        own(f"{kind} of alder, shared", see=BEHIND_NETWORK),
        own(f"{kind} of talk", see=TALK),
        neighbouring(f"{kind} of seats", see=SEATS),
        foreign(f"{kind} of brier"),
        foreign(f"{kind} of brier, shared", see=BEHIND_NETWORK),
        foreign(f"{kind} of far"),
        mixed(f"{other} of alder"),
        removed(f"{kind} of alder, removed"),
    )


def done(kind: str, other: str) -> tuple[Case, ...]:
    """Something done to it: by the whole team; in a community by whoever made it and who keeps the community."""
    return (
        own(f"{kind} of alder", act=ALDER_TEAM),
        own(f"{kind} of alder, shared", see=BEHIND_NETWORK, act=ALDER_TEAM),
        own(f"{kind} of talk", see=TALK, act=MEMBER | FACILITATOR),
        neighbouring(f"{kind} of seats", act=SEATS),
        foreign(f"{kind} of brier"),
        foreign(f"{kind} of brier, shared", see=BEHIND_NETWORK),
        mixed(f"{other} of alder"),
        removed(f"{kind} of alder, removed"),
    )


def tied(kind: str, other: str) -> tuple[Case, ...]:
    """Evidence is tied by those it is of, and by the hub where it sees it."""
    return tuple(
        Case(one.relation, one.thing, one.see, one.act | HUB_DIRECTOR) if one.see >= HUB_DIRECTOR else one
        for one in done(kind, other)
    )


def of_home(words: dict[str, Any], field: str, kind: str) -> Any:
    """A body that chooses something of the same home as the thing."""

    def body(stage: Stage, thing: str) -> Body:
        chosen = f"{kind} of {thing.partition(' of ')[2]}"
        return words | {field: stage.things.get(chosen, stage.things[f"{kind} of alder"])["pk"]}

    return body


def studied(stage: Stage, thing: str) -> Body:
    """What was learned, and what became of the one part of the prediction."""
    part = stage.things.get(f"part of {thing}", stage.things["part of cycle at study of alder"])["pk"]
    return {"once": ONCE, "learned": "A lot.", f"outcome_{part}": "as", f"found_{part}": "Yes"}


ROWS = [
    of_no_thing("inquiry:home", SIGNED_IN),
    Row(
        "inquiry:name_for_team",
        (
            own("alder’s team", see=BEHIND_NETWORK, act=ALDER_TEAM),
            foreign("brier’s team", see=BEHIND_NETWORK),
            foreign("far team"),
            mixed("talk"),
        ),
        OF_A_TEAM, body=lambda *_: PROBLEM | {"causes": "Haste"}, **EDITING,
    ),
    Row(
        "inquiry:name_for_community",
        (
            own("talk", see=BEHIND_ALDER, act=TALK),
            neighbouring("seats", see=BEHIND_ALDER, act=SEATS),
            foreign("community of brier", act=BEHIND_BRIER),
            mixed("alder’s team"),
        ),
        ROOM, body=lambda *_: PROBLEM | {"causes": "Haste"}, **EDITING,
    ),
    Row("inquiry:problem", seen("problem", "aim")),
    Row("inquiry:edit_problem", done("problem", "aim"), body=lambda *_: PROBLEM | {"revision": 1, "why": "We counted."}, **EDITING),
    Row("inquiry:set_aim", done("problem", "idea"), body=lambda *_: AIM, **EDITING),
    Row("inquiry:aim", seen("aim", "problem")),
    Row("inquiry:edit_aim", done("aim", "problem"), body=lambda *_: AIM | {"revision": 1}, **EDITING),
    Row("inquiry:propose_idea", done("aim", "problem"), body=lambda *_: IDEA, **EDITING),
    Row("inquiry:define_measure", done("aim", "idea"), body=lambda *_: MEASURE, **EDITING),
    Row("inquiry:idea", seen("idea", "aim")),
    Row("inquiry:edit_idea", done("idea", "aim"), body=lambda *_: IDEA | {"revision": 1}, **EDITING),
    Row(
        "inquiry:plan_cycle", done("idea", "aim"), **EDITING,
        body=of_home(
            {"once": ONCE, "question": "More reasons?", **OF_A_PLAN, "scope": "One class", "change": "It begins", "begins": "2026-11-01", "study_by": "2026-12-01"},
            "measures", "measure",
        ),
    ),
    Row("inquiry:measure", seen("measure", "aim")),
    Row("inquiry:edit_measure", done("measure", "aim"), body=lambda *_: MEASURE | {"revision": 1, "unit": "share"}, **EDITING),
    Row(
        "inquiry:put_in", done("measure", "aim"), **EDITING,
        body=lambda *_: {
            "once": ONCE, "pasted": "2026-09-10\t35", "holds": "value", "file": "", "replace": "", "save": "yes", "day": "", "value": "", "whole": "",
        },
    ),
    Row(
        "inquiry:ask_number", done("measure", "aim"), **EDITING,
        body=lambda *_: {"once": ONCE, "of_whom": "A teacher", "on": "2026-09-11", "days": "14"},
    ),
    Row(
        "inquiry:end_asked",
        (*done("asked number", "earlier value")[:-2], mixed("asked number of brier, asked in alder"), removed("asked number of alder, removed")),
        body=no_body, **SENDING,
    ),
    Row(
        "inquiry:give_number",
        (
            own("link to alder for a number", see=EVERYONE, act=EVERYONE),
            own("link to talk for a number", see=EVERYONE, act=EVERYONE),
            neighbouring("link to seats for a number", see=EVERYONE, act=EVERYONE),
            foreign("link to brier for a number", see=EVERYONE, act=EVERYONE),
            mixed("link for a number, behind another wall"),
            removed("link to alder, removed for a number"),
        ),
        methods="GET POST",
        stranger=Stranger.TOLD_NOTHING,
        body=lambda *_: {"value": "3", "whole": "30"},
    ),
    Row(
        "inquiry:correct", (*done("day", "earlier value")[:-2], mixed("day of brier, asked in alder"), removed("day of alder, removed")),
        body=lambda *_: {"once": ONCE, "day": "2026-09-01", "value": "36", "whole": ""}, **EDITING,
    ),
    Row(
        "inquiry:take_out", (*done("day", "earlier value")[:-2], mixed("day of brier, asked in alder"), removed("day of alder, removed")),
        body=no_body, **SENDING,
    ),
    Row(
        "inquiry:bring_back",
        (
            own("earlier value of alder", act=ALDER_TEAM),
            own("earlier value of alder, shared", act=ALDER_TEAM),
            own("earlier value of talk", act=MEMBER | FACILITATOR),
            neighbouring("earlier value of seats", act=SEATS),
            foreign("earlier value of brier"),
            foreign("earlier value of brier, shared"),
            mixed("earlier value of brier, asked in alder"),
            removed("earlier value of alder, removed"),
        ),
        body=no_body, **SENDING,
    ),
    Row("inquiry:cycle", (*seen("cycle at do", "idea"), own("cycle at plan of alder", see=ALDER_TEAM), own("cycle at act of alder", see=ALDER_TEAM))),
    Row(
        "inquiry:edit_cycle", done("cycle at do", "idea"), **EDITING,
        body=lambda *_: {
            "once": ONCE, "revision": 1, "title": "Once more", "scope": "Two classes", "change": "It begins", **OF_A_PLAN,
            "study_by": "2026-12-01", "decide_by": "2026-12-02",
        },
    ),
    Row(
        "inquiry:plan", done("cycle at plan", "idea"), **SENDING,
        body=lambda *_: {
            "once": ONCE, "revision": 1, "question": "More reasons?", "who": "Ana teaches", "prediction": "Two thirds", "expectations": "More\nSooner", "predicted": "66",
            "change": "It begins", "begins": "2026-10-01", "study_by": "2026-12-01", "lock": "yes",
        },
    ),
    Row("inquiry:do", done("cycle at do", "idea"), body=lambda *_: {"once": ONCE, "happened": "All went well.", "surprises": "None."}, **SENDING),
    Row("inquiry:study", done("cycle at study", "idea"), body=studied, **SENDING),
    Row(
        "inquiry:lean",
        tuple(own(one.thing, act=TALK) if one.thing == "cycle at act of talk" else one for one in done("cycle at act", "idea")),
        body=lambda *_: {"lean-once": ONCE, "lean-towards": "adapt", "lean-because": "So."}, **SENDING,
    ),
    Row("inquiry:decide", done("cycle at act", "idea"), body=lambda *_: {"once": ONCE, "decision": "adapt", "because": "So."}, **SENDING),
    Row("inquiry:make_claim", done("cycle at done", "idea"), body=lambda *_: CLAIM | {"kind": "supports"}, **EDITING),
    Row(
        "inquiry:tie", tied("cycle at done", "idea"), **EDITING,
        body=of_home({"once": ONCE, "kind": "contradicts", "note": "In one class."}, "claim", "claim"),
    ),
    Row(
        "inquiry:untie", (*tied("tie", "citing")[:-2], mixed("tie of brier, asked in alder"), removed("tie of alder, removed")),
        body=no_body, **SENDING,
    ),
    Row("inquiry:edit_claim", done("claim", "idea"), body=lambda *_: CLAIM | {"revision": 1, "body": "More."}, **EDITING),
    Row(
        "inquiry:share",
        (*tuple(own(one.thing, see=BEHIND_NETWORK, idle=ALDER_TEAM) if one.thing == "problem of alder, shared" else one for one in done("problem", "post") if one.thing != "post of alder"), mixed("post of alder’s team")),
        body=lambda *_: {"once": ONCE}, **EDITING,
    ),
    Row("inquiry:groups", seen("measure", "aim")),
    Row(
        "inquiry:put_in_by_group", done("measure", "aim"), **EDITING,
        body=lambda *_: {
            "once": ONCE, "on": "2026-09-10", "pasted": "Race\tBlack\t34\t96\nRace\tWhite\t80\t160\nEverybody\t114\t256", "file": "", "save": "yes",
        },
    ),
]  # fmt: skip
