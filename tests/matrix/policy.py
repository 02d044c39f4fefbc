"""The words the policy table is written in: who asks, about what, and what they must get.

The groups are written by hand from the rules (who is behind which wall, who keeps what) and never read from a door:
a table computed from the doors would agree with them even where they are wrong.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from tests.matrix.stage import Stage

type Group = frozenset[str]
type Body = Mapping[str, Any]
type Bodies = Callable[[Stage, str], Body]
"""A body that would do something to the thing of this name."""


def group(*names: str) -> Group:
    return frozenset(names)


# The thirteen.
HUB_DIRECTOR, HUB_EVALUATOR = group("hub director"), group("hub evaluator")
LEAD_A, LEAD_B = group("lead of system A"), group("lead of system B")
FACILITATOR, COACH, TEAM_LEAD, MEMBER = group("facilitator"), group("coach"), group("team lead"), group("member")
NEIGHBOUR, OUTSIDER = group("member of another community"), group("person of another system")
FORMER, VISITOR, OPERATOR = group("former member"), group("visitor"), group("operator")

# Together.
NOBODY: Group = group()
HUB = HUB_DIRECTOR | HUB_EVALUATOR
TALK = FACILITATOR | COACH | MEMBER
SEATS = NEIGHBOUR
ALDER_TEAM = TEAM_LEAD | MEMBER
LEADING_ALDER_TEAM = TEAM_LEAD | HUB_DIRECTOR
KEEPING_TALK = FACILITATOR | LEAD_A
KEEPING_SEATS = NEIGHBOUR | LEAD_A
BEHIND_ALDER = LEAD_A | FACILITATOR | COACH | TEAM_LEAD | MEMBER | NEIGHBOUR | FORMER
BEHIND_BRIER = LEAD_B
BEHIND_ELSEWHERE = OUTSIDER
BEHIND_NETWORK = HUB | TEAM_LEAD | MEMBER
SIGNED_IN = HUB | BEHIND_ALDER | BEHIND_BRIER | BEHIND_ELSEWHERE | OPERATOR
EVERYONE = SIGNED_IN | VISITOR


class Relation(Enum):
    """How the thing stands to where the member is at home: `talk` in Alder Valley, and Alder Valley's team."""

    OWN = "of one's own space"
    NEIGHBOURING = "of another space of the same district"
    FOREIGN = "of another district"
    MIXED = "a child under another parent, or a thing of another kind"
    REMOVED = "removed"


@dataclass(frozen=True)
class Case:
    """One relation of one route: about this thing, who sees it and who may act on it. All others are told nothing."""

    relation: Relation
    thing: str
    """Its name on the stage."""
    see: Group = NOBODY
    """They do not get the answer for what is not there."""
    act: Group = NOBODY
    """A POST of theirs with a good body succeeds, and changes something."""
    idle: Group = NOBODY
    """A POST of theirs succeeds, and finds nothing to change."""
    over: Group = NOBODY
    """They could act, were it not over: GET leads to the page that says so, a POST is refused with what was written."""
    withdrawn: Group = NOBODY
    """It was public once. They read at its address that it was withdrawn, and it is missing all the same."""

    @property
    def told(self) -> Group:
        """Everybody who is told more than of a thing that is not there."""
        return self.see | self.act | self.idle | self.over


def one_of_each(case: Case) -> list[str]:
    """Somebody who may act, somebody who sees and may not, somebody who is told nothing, and the visitor."""
    standings = (
        case.act | case.idle,
        case.see - case.act - case.idle - case.over,
        case.over,
        EVERYONE - case.told,
        VISITOR,
    )
    return sorted({min(one) for one in standings if one})


def own(thing: str, **who: Group) -> Case:
    return Case(Relation.OWN, thing, **who)


def neighbouring(thing: str, **who: Group) -> Case:
    return Case(Relation.NEIGHBOURING, thing, **who)


def foreign(thing: str, **who: Group) -> Case:
    return Case(Relation.FOREIGN, thing, **who)


def mixed(thing: str, **who: Group) -> Case:
    return Case(Relation.MIXED, thing, **who)


def removed(thing: str, **who: Group) -> Case:
    return Case(Relation.REMOVED, thing, **who)


class Stranger(Enum):
    """What a visitor gets where the thing is not theirs to see."""

    ASKED_TO_SIGN_IN = "one redirect, the same for what is there and for what is not"
    TOLD_NOTHING = "the same 404 as for what is not there"


NO_THING = "the address names no thing"
STAYS = "it cannot be removed"
PUBLIC = "public facts: there is no space around them"


@dataclass(frozen=True)
class Row:
    """One route of the table."""

    route: str
    cases: tuple[Case, ...]
    without: Mapping[Relation, str] = field(default_factory=dict)
    """Why a relation has no case here."""
    methods: str = "GET"
    """GET, POST, or both. HEAD goes with GET; everything else is refused."""
    stranger: Stranger = Stranger.ASKED_TO_SIGN_IN
    body: Bodies | None = None
    """A good body for POST, holding every field the form declares. What is not in it is not declared."""
    form_page: bool = False
    """GET is the form itself: only those who may act get it, others who see the thing get `refused`."""
    refused: int = 403
    """What those get who see the thing and may not act on it."""
    leads: str = ""
    """GET answers with a redirect to an address that begins so."""
    otherwise: str = ""
    """Who does not get the page is led here, and no 404: for pages that hide nothing."""
    fixed: bool = True
    """POST changes rows: without that, a session only."""
    unguarded: str = ""
    """Why it takes a POST that does not come from a page of ours."""
    unproved: str = ""
    """Why no allowed POST is tried here, and where it is shown instead."""

    @property
    def reads(self) -> bool:
        return "GET" in self.methods

    @property
    def writes(self) -> bool:
        return "POST" in self.methods


def nothing(see: Group, act: Group = NOBODY, idle: Group = NOBODY) -> tuple[Case, ...]:
    """The one case of an address that names no thing."""
    return (own("nothing", see=see, act=act, idle=idle),)


ALONE: Mapping[Relation, str] = dict.fromkeys((one for one in Relation if one is not Relation.OWN), NO_THING)


def of_no_thing(route: str, see: Group, *, act: Group = NOBODY, idle: Group = NOBODY, **more: Any) -> Row:
    """A row for an address that names no thing."""
    return Row(route, nothing(see, act, idle), without=ALONE, **more)
