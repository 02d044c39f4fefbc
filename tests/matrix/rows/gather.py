"""Coming together: communities’ people, teams, invitations."""

from tests.matrix.policy import (
    ALDER_TEAM,
    BEHIND_ALDER,
    BEHIND_BRIER,
    BEHIND_NETWORK,
    COACH,
    EVERYONE,
    FORMER,
    HUB,
    HUB_DIRECTOR,
    KEEPING_SEATS,
    KEEPING_TALK,
    LEAD_A,
    LEAD_B,
    LEADING_ALDER_TEAM,
    NOBODY,
    OPERATOR,
    OUTSIDER,
    SEATS,
    SIGNED_IN,
    STAYS,
    TALK,
    TEAM_LEAD,
    VISITOR,
    Bodies,
    Case,
    Group,
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
from tests.matrix.rows.places import ONCE, ONE_WALL, ROOM, no_body

ONE_TEAM = "a district has one team in a network"
ONE_LEADS = "a system has its own leads"
OF_LEADS = {Relation.NEIGHBOURING: ONE_LEADS, Relation.MIXED: "a slug names systems only", Relation.REMOVED: STAYS}
OF_A_TEAM = ROOM | {Relation.NEIGHBOURING: ONE_TEAM}


MEMBERSHIPS = {
    "talk": "membership of talk", "seats": "membership of seats", "community of brier": "membership of brier",
}  # fmt: skip


KEPT = (
    own("talk", see=BEHIND_ALDER, act=KEEPING_TALK),
    neighbouring("seats", see=BEHIND_ALDER, act=KEEPING_SEATS),
    foreign("community of brier", act=BEHIND_BRIER),
    mixed("alder’s team"),
)


def team(act: Group) -> tuple[Case, ...]:
    """A team is seen by its whole network; nobody of the cast is on the others."""
    return (
        own("alder’s team", see=BEHIND_NETWORK, act=act),
        foreign("brier’s team", see=BEHIND_NETWORK, act=act & HUB_DIRECTOR),
        foreign("far team"),
        mixed("talk"),
    )


def promised(act: Group) -> tuple[Case, ...]:
    """What the hub promised a team is seen by that team and the hub, and by no other team."""
    return (
        own("promise to alder’s team", see=ALDER_TEAM | HUB, act=act),
        foreign("promise to brier’s team", see=HUB, act=act & HUB_DIRECTOR),
        foreign("promise to the far team"),
        mixed("conversation of alder’s team"),
    )


OF_A_NETWORK = {Relation.NEIGHBOURING: "a network has one space", Relation.REMOVED: STAYS}
NETWORK_SEEN = (own("network", see=BEHIND_NETWORK), foreign("far network"), mixed("alder’s team"))
NETWORK_LED = (own("network", see=BEHIND_NETWORK, act=HUB_DIRECTOR), foreign("far network"), mixed("alder’s team"))
ALDERS_OWN = TEAM_LEAD
BRIERS_OWN = NOBODY
"""Who leads Brierfield’s team is not of the thirteen."""


def on_the_timeline(kind: str) -> tuple[Case, ...]:
    return (
        own(f"{kind} of the network", see=BEHIND_NETWORK, act=HUB_DIRECTOR),
        foreign(f"{kind} of the far network"),
        mixed(f"{kind} of the far network, asked in ours"),
    )


def of_a_system(alder: Group, brier: Group) -> tuple[Case, ...]:
    """A lead of the system who is not behind the network’s wall does not see it: they are not in the network."""
    return (
        own("alder in the network", see=BEHIND_NETWORK, act=alder),
        own("brier in the network", see=BEHIND_NETWORK, act=brier),
        foreign("alder in the far network"),
        mixed("alder of the far network, asked in ours"),
    )


def inviting(role: str) -> Bodies:
    return lambda *_: {"once": ONCE, "addresses": "newt@new.example", "role": role, "words": "Do come.", "send": "yes"}


OPENED = {
    "once": ONCE, "name": "Slow reading", "charter": "We read.", "joining": "open", "addresses": "newt@new.example",
    "day": "2099-01-31", "at": "15:45", "minutes": "60", "zone": "America/Chicago", "place": "Room 12",
    "link": "https://call.example/12", "question": "What did we skip?", "ends": "", "kept_for": "The Alder Fund",
}  # fmt: skip


ROWS = [
    Row(
        "gather:people",
        (
            own("talk", see=TALK | KEEPING_TALK),
            own("asks", see=KEEPING_TALK),
            neighbouring("seats", see=SEATS | KEEPING_SEATS),
            foreign("community of brier", see=BEHIND_BRIER),
            mixed("alder’s team"),
        ),
        ROOM,
    ),
    Row(
        "gather:roles",
        KEPT,
        ROOM,
        methods="POST",
        body=lambda stage, thing: {f"role-{stage.things[MEMBERSHIPS[thing]]['membership']}": "documenter"}
        if thing in MEMBERSHIPS
        else {},
    ),
    Row(
        "gather:take_out",
        (
            own("membership of talk", see=BEHIND_ALDER, act=KEEPING_TALK),
            neighbouring("membership of seats", see=BEHIND_ALDER, act=KEEPING_SEATS),
            foreign("membership of brier", act=BEHIND_BRIER),
            mixed("membership of seats, asked in talk"),
            mixed("membership of brier, asked in talk"),
        ),
        {Relation.REMOVED: "whoever left has no membership"},
        methods="GET POST",
        form_page=True,
        body=no_body,
    ),
    Row(
        "gather:team_take_out",
        (
            own("somebody on alder’s team", see=BEHIND_NETWORK, act=LEADING_ALDER_TEAM),
            foreign("somebody on brier’s team", see=BEHIND_NETWORK, act=HUB_DIRECTOR),
            mixed("somebody on brier’s team, asked in alder’s"),
        ),
        {Relation.NEIGHBOURING: ONE_TEAM, Relation.REMOVED: "whoever was taken out is not on the team"},
        methods="GET POST",
        form_page=True,
        body=no_body,
    ),
    Row(
        "gather:invite",
        (
            own("talk", see=BEHIND_ALDER, act=KEEPING_TALK),
            neighbouring("seats", see=BEHIND_ALDER, act=KEEPING_SEATS),
            foreign("community of brier", act=BEHIND_BRIER),
            mixed("alder’s team"),
        ),
        ROOM,
        methods="GET POST",
        form_page=True,
        body=inviting("member"),
    ),
    Row(
        "gather:open",
        (
            own("wall of alder", see=BEHIND_ALDER, act=LEAD_A),
            foreign("wall of brier", see=BEHIND_BRIER, act=LEAD_B),
        ),
        {
            Relation.NEIGHBOURING: "a wall is not inside another",
            Relation.MIXED: "the number names walls only",
            Relation.REMOVED: STAYS,
        },
        methods="GET POST",
        form_page=True,
        body=lambda *_: OPENED,
    ),
    of_no_thing(
        "gather:found",
        OPERATOR,
        act=OPERATOR,
        methods="GET POST",
        form_page=True,
        body=lambda *_: {
            "once": ONCE, "name": "Rivers", "purpose": "We learn.", "starts": "2026-01-01", "ends": "2027-06-30",
            "confidential": "on", "coordinator": "nora@river.example",
        },
    ),
    of_no_thing(
        "gather:first_lead", OPERATOR, act=OPERATOR, methods="GET POST", form_page=True,
        body=lambda *_: {
            "once": ONCE, "name": "Rivers Charter", "system": "new", "email": "nora@river.example", "words": "Do lead it.",
        },
    ),
    Row(
        "gather:leads", (own("alder", act=LEAD_A), foreign("brier", act=LEAD_B), foreign("elsewhere", act=OPERATOR)), OF_LEADS,
        methods="GET POST", form_page=True, body=lambda *_: {"once": ONCE, "email": "nora@river.example", "words": "Do lead it."},
    ),
    Row(
        "gather:lead_take_back",
        (
            own("lead asked for alder", act=LEAD_A), foreign("lead asked for elsewhere", act=OPERATOR),
            mixed("lead asked for elsewhere, as alder’s"),
        ),
        {Relation.NEIGHBOURING: ONE_LEADS, Relation.REMOVED: "what is taken back is gone: tests/gather/test_leading.py"},
        methods="POST", body=no_body,
    ),
    Row(
        "gather:come_in",
        (
            own("alder", act=SIGNED_IN - BEHIND_ALDER - OUTSIDER, idle=BEHIND_ALDER | OUTSIDER),
            foreign("brier", act=SIGNED_IN - BEHIND_BRIER - COACH, idle=BEHIND_BRIER | COACH),
            mixed("elsewhere", see=SIGNED_IN),
        ),
        {Relation.NEIGHBOURING: ONE_LEADS, Relation.REMOVED: STAYS},
        methods="GET POST", body=lambda *_: {"once": ONCE, "words": "I teach at Lakeside High."},
    ),
    Row(
        "gather:take_entry_back",
        (own("alder", act=OUTSIDER, idle=SIGNED_IN - OUTSIDER), foreign("brier", act=COACH, idle=SIGNED_IN - COACH), mixed("elsewhere")),
        {Relation.NEIGHBOURING: ONE_LEADS, Relation.REMOVED: STAYS},
        methods="POST", body=no_body,
    ),
    Row("gather:entries", (own("alder", see=LEAD_A), foreign("brier", see=LEAD_B), foreign("elsewhere")), OF_LEADS),
    Row(
        "gather:answer_entry",
        (own("entry into alder", act=LEAD_A), foreign("entry into brier", act=LEAD_B), mixed("asks")),
        {Relation.NEIGHBOURING: ONE_LEADS, Relation.REMOVED: STAYS},
        methods="POST", body=lambda *_: {"once": ONCE, "answer": "in", "reply": "Welcome."},
    ),
    Row("gather:network", NETWORK_SEEN, OF_A_NETWORK),
    Row(
        "gather:network_about", NETWORK_LED, OF_A_NETWORK, methods="POST",
        body=lambda *_: {"once": ONCE, "name": "Streams", "purpose": "We learn.", "starts": "2026-01-01", "ends": "2027-06-30"},
    ),
    Row(
        "gather:phase_add", NETWORK_LED, OF_A_NETWORK, methods="POST",
        body=lambda *_: {"once": ONCE, "name": "Begin", "starts": "2026-01-01", "ends": "2026-06-30"},
    ),
    Row(
        "gather:milestone_add", NETWORK_LED, OF_A_NETWORK, methods="POST",
        body=lambda *_: {"once": ONCE, "name": "Every team has a problem", "due": "2026-06-30"},
    ),
    Row("gather:phase_drop", on_the_timeline("phase"), OF_A_NETWORK, methods="POST", body=no_body),
    Row("gather:milestone_reached", on_the_timeline("milestone"), OF_A_NETWORK, methods="POST", body=no_body),
    Row("gather:milestone_drop", on_the_timeline("milestone"), OF_A_NETWORK, methods="POST", body=no_body),
    Row(
        "gather:system_ask", NETWORK_LED, OF_A_NETWORK, methods="GET POST", form_page=True,
        body=lambda stage, _thing: {
            "once": ONCE, "name": stage.cast.elsewhere.name[:5], "system": f"system-{stage.cast.elsewhere.pk}", "email": "nora@river.example", "words": "Do come.",
        },
    ),
    Row(
        "gather:system_shares", of_a_system(ALDERS_OWN, BRIERS_OWN), OF_A_NETWORK, methods="GET POST", form_page=True,
        body=lambda *_: {"named": "on", "figures": "on"},
    ),
    Row(
        "gather:system_leave", of_a_system(ALDERS_OWN | HUB_DIRECTOR, BRIERS_OWN | HUB_DIRECTOR), OF_A_NETWORK,
        methods="GET POST", form_page=True, body=no_body,
    ),
    Row("gather:team", team(NOBODY), OF_A_TEAM),
    Row(
        "gather:team_help", (*team(ALDER_TEAM)[:1], foreign("brier’s team", see=BEHIND_NETWORK), *team(ALDER_TEAM)[2:]), OF_A_TEAM,
        methods="POST", body=lambda stage, _: {"once": ONCE, "what": "Somebody to count with us.", "about": stage.pk("problem of alder")},
    ),
    Row("gather:team_helped", (*team(ALDER_TEAM)[:1], foreign("brier’s team", see=BEHIND_NETWORK), *team(ALDER_TEAM)[2:]), OF_A_TEAM, methods="POST", body=no_body),
    Row(
        "gather:team_rest", team(LEADING_ALDER_TEAM), OF_A_TEAM, methods="POST",
        body=lambda *_: {"once": ONCE, "day": "2099-01-31"},
    ),
    Row(
        "gather:promise", team(HUB_DIRECTOR), OF_A_TEAM, methods="GET POST", form_page=True,
        body=lambda *_: {"once": ONCE, "words": "Ana comes and counts with you.", "by_when": "2099-01-31"},
    ),
    Row("gather:promise_kept", promised(ALDER_TEAM | HUB_DIRECTOR), OF_A_TEAM, methods="POST", body=no_body),
    Row(
        "gather:promise_let_go", promised(HUB_DIRECTOR), OF_A_TEAM, methods="GET POST", form_page=True,
        body=lambda *_: {"once": ONCE, "why": "Ana has left us."},
    ),
    Row(
        "gather:team_add", team(LEADING_ALDER_TEAM), OF_A_TEAM, methods="POST",
        body=lambda stage, _: {"once": ONCE, "person": stage.ids["somebody of the network"], "role": "data"},
    ),
    Row("gather:team_invite", team(LEADING_ALDER_TEAM), OF_A_TEAM, methods="GET POST", form_page=True, body=inviting("member")),
    Row(
        "gather:hub_people",
        (own("network", see=HUB), foreign("far network"), mixed("alder’s team")),
        ROOM | {Relation.NEIGHBOURING: ONE_WALL},
    ),
    Row(
        "gather:hub_take_out",
        (
            own("evaluator of the hub", see=HUB, act=HUB_DIRECTOR),
            foreign("evaluator, asked in the far network"),
            mixed("a member, asked in the hub"),
        ),
        {Relation.NEIGHBOURING: ONE_WALL, Relation.REMOVED: "whoever was taken out is not of the hub"},
        methods="GET POST",
        form_page=True,
        body=no_body,
    ),
    Row(
        "gather:hub_invite",
        (own("network", see=BEHIND_NETWORK, act=HUB_DIRECTOR), foreign("far network"), mixed("alder’s team")),
        ROOM | {Relation.NEIGHBOURING: ONE_WALL},
        methods="GET POST",
        form_page=True,
        body=lambda stage, thing: {**inviting("coach")(stage, thing), "until": "2099-06-30"},
    ),
    *(
        Row(
            route,
            (
                own("invitation to talk", act=KEEPING_TALK),
                own("invitation to alder’s team", act=LEADING_ALDER_TEAM),
                own("invitation to hub", act=HUB_DIRECTOR),
                neighbouring("invitation to seats", act=KEEPING_SEATS),
                foreign("invitation to brier", act=BEHIND_BRIER),
                mixed("talk"),
                removed("invitation taken back"),
            ),
            methods="POST",
            body=no_body,
        )
        for route in ("gather:invitation_again", "gather:invitation_take_back")
    ),
    Row(
        "gather:invitation",
        (
            own("link to talk", see=EVERYONE, act=FORMER, idle=VISITOR),
            own("link to lead alder", see=EVERYONE, act=FORMER, idle=VISITOR),
            neighbouring("link to seats", see=EVERYONE, idle=VISITOR),
            foreign("link to brier", see=EVERYONE, idle=VISITOR),
            mixed("link to talk, behind another wall"),
            removed("link taken back"),
        ),
        methods="GET POST",
        stranger=Stranger.TOLD_NOTHING,
        refused=422,
        body=lambda *_: {"answer": "accept"},
    ),
    Row(
        "gather:invited_here",
        (
            own("invitation to talk", see=FORMER, act=FORMER),
            neighbouring("invitation to seats"),
            foreign("invitation to brier"),
            mixed("talk"),
            removed("invitation taken back"),
        ),
        methods="GET POST",
        body=lambda *_: {"answer": "accept"},
    ),
]  # fmt: skip
