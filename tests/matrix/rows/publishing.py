"""Lessons: who reads a draft, who writes in it, who speaks for a team, who publishes; and what everyone may read."""

from typing import Any

from tests.matrix.policy import (
    ALDER_TEAM,
    BEHIND_NETWORK,
    EVERYONE,
    LEADING_ALDER_TEAM,
    SIGNED_IN,
    TEAM_LEAD,
    Relation,
    Row,
    foreign,
    mixed,
    of_no_thing,
    own,
    removed,
)
from tests.matrix.rows.inquiry import done, of_home, seen
from tests.matrix.rows.places import ONCE, OPEN

WORDS = {
    "once": ONCE, "revision": 1, "title": "Say it twice", "form": "card", "finding": "none", "dek": "Short.", "body": "It began.",
    "tried": "This", "saw": "That", "cannot_say": "Why", "if_you_try": "Slowly", "challenge": "Hard", "context": "Small",
    "steps": "One", "byline": "Us",
}  # fmt: skip
SENDING: dict[str, Any] = {"methods": "POST", "body": lambda *_: {"once": ONCE}}
ONE_LESSON = "one lesson is ready on this stage; drafts of other spaces stand under publishing:draft"
ITS_OWN = {Relation.NEIGHBOURING: ONE_LESSON}
PUBLISHED = {
    Relation.NEIGHBOURING: "it stands behind the public wall",
    Relation.FOREIGN: "it stands behind the public wall",
}

ROWS = [
    of_no_thing("publishing:lessons", EVERYONE, stranger=OPEN),
    of_no_thing("publishing:feed", EVERYONE, stranger=OPEN),
    of_no_thing(
        "publishing:new", SIGNED_IN, act=ALDER_TEAM, methods="GET POST", refused=422,
        body=lambda stage, _: {"once": ONCE, "title": "A new lesson", "home": stage.pk("alder’s team"), "seen": "own"},
    ),
    of_no_thing("publishing:packages", EVERYONE, stranger=OPEN),
    of_no_thing(
        "publishing:new_package", SIGNED_IN, act=ALDER_TEAM, methods="GET POST", refused=422,
        body=lambda stage, _: {
            "once": ONCE, "title": "A new package", "lesson": "", "home": stage.pk("alder’s team"), "seen": "own",
        },
    ),
    Row(
        "publishing:begin",
        (
            own("package of brier", see=SIGNED_IN, act=TEAM_LEAD), mixed("edition"), mixed("ready lesson"),
            removed("withdrawn package"),
        ),
        PUBLISHED, methods="GET POST", refused=422,
        body=lambda stage, _: {
            "once": ONCE, "team": stage.pk("alder’s team"), "title": "They copy", "body": "Here too.",
            "aim": "Students explain their evidence", "goal": "60 %",
            "by_when": "2027-03-01", "scope": "One class", "named": "on",
        },
    ),
    Row(
        "publishing:named",
        (
            own("adoption of alder", see=ALDER_TEAM, act=TEAM_LEAD), foreign("adoption of brier"),
            mixed("adoption of alder, of another package"), removed("adoption of alder, of a withdrawn package"),
        ),
        {Relation.NEIGHBOURING: "only teams begin with a package"},
        methods="POST", body=lambda *_: {"once": ONCE, "named": "yes"},
    ),
    Row("publishing:draft", done("lesson", "claim"), methods="GET POST", body=lambda *_: WORDS),
    Row("publishing:preview", seen("lesson", "claim")),
    Row(
        "publishing:cite", done("lesson", "claim"), methods="POST",
        body=of_home({"once": ONCE, "sentence": "In our words."}, "claim", "uncited claim"),
    ),
    Row(
        "publishing:uncite",
        # A claim taken out twice is out: whoever may write in the lesson is led back to it.
        (*done("citing", "tie")[:-2], mixed("citing of brier, asked in alder", idle=ALDER_TEAM), removed("citing of alder, removed")),
        **SENDING,
    ),
    Row(
        "publishing:ask",
        (
            own("ready lesson", see=BEHIND_NETWORK, act=ALDER_TEAM),
            foreign("lesson of brier"), foreign("lesson of brier, shared", see=BEHIND_NETWORK),
            mixed("claim of alder"), removed("lesson of alder, removed"),
        ),
        ITS_OWN, **SENDING,
    ),
    Row(
        "publishing:publish",
        (
            own("ready lesson", see=BEHIND_NETWORK, act=LEADING_ALDER_TEAM),
            foreign("lesson of brier"), mixed("claim of alder"), removed("lesson of alder, removed"),
        ),
        ITS_OWN, **SENDING,
    ),
    Row(
        "publishing:consent",
        (
            own("consent of alder, ready", see=ALDER_TEAM, act=TEAM_LEAD),
            foreign("consent of brier, ready", see=ALDER_TEAM),
            foreign("consent of brier"),
            foreign("consent of far"),
            removed("consent of alder, removed"),
        ),
        {Relation.NEIGHBOURING: "only teams are asked", Relation.MIXED: "it is named by a number of its own"},
        methods="GET POST", body=lambda *_: {"once": ONCE, "answer": "withheld", "words": "Not yet."},
    ),
    Row(
        "publishing:asked_file",
        (own("file asked of alder", see=ALDER_TEAM), mixed("file nobody was asked of")),
        {
            Relation.NEIGHBOURING: "only teams are asked",
            Relation.FOREIGN: "of the package only alder is asked; whose consent it is, publishing:consent holds",
            Relation.REMOVED: "a file that is taken away is asked for in tests/publishing/test_packages_files.py",
        },
    ),
    Row(
        "publishing:edition",
        (own("edition", see=EVERYONE), own("package", see=EVERYONE), mixed("ready lesson"), removed("withdrawn edition of brier", withdrawn=EVERYONE), removed("withdrawn edition", withdrawn=EVERYONE)),
        PUBLISHED, stranger=OPEN,
    ),
    Row(
        "publishing:withdraw",
        (
            own("edition", see=SIGNED_IN, act=LEADING_ALDER_TEAM), mixed("ready lesson"),
            removed("withdrawn edition of brier"), removed("withdrawn edition"),
        ),
        PUBLISHED, methods="POST", body=lambda *_: {"once": ONCE, "because": "It needs mending."},
    ),
    Row(
        "publishing:bring_back",
        (
            own("withdrawn edition", see=BEHIND_NETWORK, act=TEAM_LEAD), foreign("withdrawn edition of brier"),
            mixed("ready lesson"), mixed("edition"),
        ),
        {Relation.NEIGHBOURING: ONE_LESSON, Relation.REMOVED: "that is what it is for"}, **SENDING,
    ),
    Row(
        "publishing:evidence",
        (
            own("evidence of the edition", see=EVERYONE), mixed("evidence the edition has not"),
            mixed("evidence of a lesson"), removed("evidence of a withdrawn edition"),
        ),
        PUBLISHED, stranger=OPEN,
    ),
]  # fmt: skip
