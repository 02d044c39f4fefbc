"""When people meet, who is coming, who was there."""

from tests.matrix.policy import (
    ALDER_TEAM,
    BEHIND_ALDER,
    BEHIND_BRIER,
    BEHIND_NETWORK,
    COACH,
    FACILITATOR,
    HUB_DIRECTOR,
    MEMBER,
    NEIGHBOUR,
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
from tests.matrix.rows.gather import OF_A_TEAM
from tests.matrix.rows.places import ONCE, ROOM, no_body
from tests.matrix.stage import Stage

SET = {
    "once": ONCE, "title": "Slips, together", "day": "2099-01-31", "at": "15:45", "minutes": "60",
    "zone": "America/Chicago", "place": "Room 12", "link": "https://call.example/12", "body": "Bring slips.",
}  # fmt: skip


def with_one(stage: Stage, thing: str) -> Body:
    """With somebody of the place: whoever may not have everybody meet can meet one."""
    other = {"talk": "partner in talk", "seats": "somebody of seats", "community of brier": "somebody of brier"}
    return SET | {"alone_with": stage.ids.get(other.get(thing, ""), "")}


def of(
    before: str, *, talk: Group, alder: Group, seats: Group, brier: Group, check_in: Group | None = None
) -> tuple[Case, ...]:
    """Gatherings of everybody here, on whom somebody acts; the others who see them may not."""
    two = (own("check-in of coach and member", see=COACH | MEMBER, act=check_in),) if check_in is not None else ()
    return (
        own(f"{before}gathering of talk", see=TALK, act=talk),
        own(f"{before}gathering of alder’s team", see=ALDER_TEAM, act=alder),
        *two,
        neighbouring(f"{before}gathering of seats", see=SEATS, act=seats),
        foreign(f"{before}gathering of brier", see=BEHIND_BRIER, act=brier),
        foreign(f"{before}gathering of brier’s team"),
        mixed("conversation of talk"),
        removed("removed gathering of talk"),
    )


ALL = {"talk": TALK, "alder": ALDER_TEAM, "seats": SEATS, "brier": BEHIND_BRIER}
KEEPERS = {"talk": FACILITATOR, "alder": ALDER_TEAM, "seats": NEIGHBOUR, "brier": BEHIND_BRIER}
NOBODY_ACTS = dict.fromkeys(ALL, frozenset[str]())

ROWS = [
    Row(
        "meetings:of_community",
        (
            own("talk", see=TALK),
            neighbouring("seats", see=SEATS),
            foreign("community of brier", see=BEHIND_BRIER),
            mixed("alder’s team"),
        ),
        ROOM,
    ),
    Row(
        "meetings:plan",
        (
            own("talk", see=BEHIND_ALDER, act=TALK),
            neighbouring("seats", see=BEHIND_ALDER, act=SEATS),
            foreign("community of brier", act=BEHIND_BRIER),
            mixed("alder’s team"),
        ),
        ROOM, methods="GET POST", form_page=True, body=with_one,
    ),
    Row(
        "meetings:of_team",
        (own("alder’s team", see=ALDER_TEAM), foreign("brier’s team"), foreign("far team"), mixed("talk")),
        OF_A_TEAM,
    ),
    Row(
        "meetings:plan_on_team",
        (
            own("alder’s team", see=BEHIND_NETWORK, act=ALDER_TEAM | HUB_DIRECTOR),
            foreign("brier’s team", see=BEHIND_NETWORK, act=HUB_DIRECTOR),
            foreign("far team"),
            mixed("talk"),
        ),
        OF_A_TEAM, methods="GET POST", form_page=True, body=with_one,
    ),
    Row("meetings:gathering", (*of("", **NOBODY_ACTS, check_in=frozenset()), own("past gathering of talk", see=TALK))),
    Row("meetings:move", of("", **KEEPERS, check_in=COACH), methods="GET POST", form_page=True, body=lambda *_: SET),
    Row("meetings:call_off", of("", **KEEPERS, check_in=COACH), methods="POST", body=no_body),
    Row(
        "meetings:coming", of("", **ALL, check_in=COACH | MEMBER), methods="POST",
        body=lambda *_: {"answer": "perhaps", "next": "/month/"},
    ),
    Row("meetings:there", of("past ", **ALL), methods="POST", body=lambda *_: {"minutes": "45"}),
    Row(
        "meetings:who_was_there", of("past ", **KEEPERS), methods="POST",
        body=lambda stage, thing: {"person": [str(one) for one in stage.ids["everybody who could be there"]]},
    ),
]  # fmt: skip
