"""What grows from a problem and an aim: root causes, a driver diagram, a theory of action, what is known, versions."""

from typing import Any

from tests.matrix.policy import Body, Case, Relation, Row
from tests.matrix.rows.inquiry import EDITING, SENDING, done, seen
from tests.matrix.rows.places import ONCE
from tests.matrix.stage import Stage

BY_ITSELF = {Relation.MIXED: "the address names one row; what it hangs on is not in it"}


def alone(cases: tuple[Any, ...]) -> tuple[Any, ...]:
    """Without the case of a thing of another kind: numbers of one table name nothing in another."""
    return tuple(one for one in cases if one.relation is not Relation.MIXED)


def hidden(case: Case) -> Case:
    """What was taken out is told of to those alone who may bring it back."""
    return Case(case.relation, case.thing, act=case.act)


def growing(what: str) -> Any:
    def body(_stage: Stage, _thing: str) -> Body:
        words = {"once": ONCE, "since": 1, "part": "", "words": "Something more", "what": what, "place": "beneath"}
        return words | ({"idea": ""} if what == "driver" else {})

    return body


def known(stage: Stage, thing: str) -> Body:
    """A claim of the same home, by the address of its page."""
    home = thing.partition(" of ")[2]
    claim = stage.things.get(f"claim of {home}", stage.things["claim of alder"])["pk"]
    return {
        "once": ONCE,
        "source": "",
        "page": f"/inquiry/claims/{claim}/",
        "says": "supports",
        "note": "In one class.",
    }


ROWS = [
    Row("inquiry:causes", seen("problem", "aim")),
    Row("inquiry:grow_causes", done("problem", "aim"), body=growing("cause"), **SENDING),
    Row("inquiry:ground_problem", done("problem", "aim"), body=known, **EDITING),
    Row("inquiry:keep_causes", done("problem", "aim"), body=lambda *_: {"once": ONCE, "why": "We asked why."}, **EDITING),
    Row("inquiry:problem_version", seen("version of problem", "version of a problem, asked of an aim")),
    Row("inquiry:drivers", seen("aim", "problem")),
    Row("inquiry:grow_drivers", done("aim", "problem"), body=growing("driver"), **SENDING),
    Row("inquiry:keep_drivers", done("aim", "problem"), body=lambda *_: {"once": ONCE, "why": "We agree."}, **EDITING),
    Row("inquiry:drivers_paper", seen("aim", "problem")),
    Row("inquiry:drivers_svg", seen("aim", "problem")),
    Row("inquiry:drivers_png", seen("aim", "problem")),
    Row("inquiry:drivers_version", seen("version of drivers", "version of drivers, asked of a problem")),
    Row("inquiry:theory", seen("aim", "problem")),
    Row(
        "inquiry:write_theory", done("aim", "problem"), **EDITING,
        body=lambda *_: {
            "once": ONCE, "version": 1, "if": "we talk", "then": "they write", "so": "all argue", "why": "We agree.",
        },
    ),
    Row("inquiry:theory_version", seen("version of theory", "version of drivers, asked of a problem")),
    Row(
        "inquiry:reword_part", alone(done("driver", "driver")), BY_ITSELF, **SENDING,
        body=lambda *_: {"once": ONCE, "revision": 1, "since": 1, "words": "Said otherwise"},
    ),
    Row(
        "inquiry:move_part", alone(done("driver", "driver")), BY_ITSELF, **SENDING,
        body=lambda *_: {"once": ONCE, "since": 1, "way": "down", "beneath": ""},
    ),
    Row("inquiry:take_out_part", alone(done("driver", "driver")), BY_ITSELF, body=lambda *_: {"once": ONCE}, **SENDING),
    Row(
        "inquiry:bring_back_part", alone(tuple(hidden(one) for one in done("taken-out driver", "driver"))), BY_ITSELF,
        body=lambda *_: {"once": ONCE}, **SENDING,
    ),
    Row("inquiry:ground_clause", alone(done("clause", "driver")), BY_ITSELF, body=known, **EDITING),
    Row(
        "inquiry:take_ground_away", alone(done("known of clause", "driver")), BY_ITSELF,
        body=lambda *_: {"once": ONCE}, **SENDING,
    ),
]  # fmt: skip
