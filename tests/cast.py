"""The cast: who asks, in every story. Built by the product's own actions, told by name."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from django.db import transaction

from pergola.gather.actions import (
    add_member_system,
    add_to_team,
    bring_behind,
    form_team,
    found_network,
    give_hub_role,
    join_community,
    keep_community,
    leave_community,
    open_community,
    wall_a_system,
)
from pergola.people.models import Asker, Person, Visitor, WallMember
from pergola.spaces.models import Community, HubRole, Membership, Network, Team, TeamMember
from pergola.systems.models import SchoolSystem
from pergola.walls.models import PUBLIC_WALL, Wall
from pergola.walls.opening import walls


@dataclass
class Cast:
    """Two districts in one network, a third outside it, and thirteen people who ask."""

    operator: Person
    network: Network
    alder: SchoolSystem
    brier: SchoolSystem
    elsewhere: SchoolSystem
    alder_wall: Wall
    brier_wall: Wall
    elsewhere_wall: Wall
    alder_team: Team
    brier_team: Team
    talk: Community
    """An open community of Alder Valley: facilitator, member, coach."""
    seats: Community
    """Another community of Alder Valley, by invitation."""
    hub_director: Person
    hub_evaluator: Person
    lead_a: Person
    lead_b: Person
    facilitator: Person
    coach: Person
    team_lead: Person
    """Leads Alder Valley's team in the network."""
    team_lead_b: Person
    """Leads Brierfield's team in the network; stands in for `lead of system B` where a team must answer."""
    member: Person
    """A member of `talk`, and of Alder Valley's team."""
    neighbour: Person
    """A member of `seats`, the other community of the same system."""
    outsider: Person
    """A person of another system, in no network."""
    former: Person
    """Was in `talk`, left it, and is still behind the system's wall."""
    visitor: Visitor = field(default_factory=Visitor)

    @property
    def actors(self) -> dict[str, Asker]:
        """The thirteen actors, by the names `security.md` uses."""
        return {
            "hub director": self.hub_director,
            "hub evaluator": self.hub_evaluator,
            "lead of system A": self.lead_a,
            "lead of system B": self.lead_b,
            "facilitator": self.facilitator,
            "coach": self.coach,
            "team lead": self.team_lead,
            "member": self.member,
            "member of another community": self.neighbour,
            "person of another system": self.outsider,
            "former member": self.former,
            "visitor": self.visitor,
            "operator": self.operator,
        }

    @property
    def every_wall(self) -> list[int]:
        return [PUBLIC_WALL, self.network.wall_id, self.alder_wall.pk, self.brier_wall.pk, self.elsewhere_wall.pk]


def person(name: str, **fields: object) -> Person:
    return Person.objects.create(name=name, **fields)


def system(slug: str, name: str, state: str = "OH") -> SchoolSystem:
    return SchoolSystem.objects.create(slug=slug, name=name, state=state, sample=True)


class Standing:
    """The cast as it is committed once in each test database: making it anew took longer than most of what is tried with it."""

    cast: ClassVar[Cast | None] = None

    @classmethod
    def settle(cls) -> None:
        """In a database that has nobody in it."""
        with transaction.atomic():
            cls.cast = gather_cast()

    @classmethod
    def copy(cls) -> Cast:
        """Afresh for each who asks: a test may change its people. Where none stands (a bench's database), one is made."""
        return gather_cast() if cls.cast is None else deepcopy(cls.cast)


def gather_cast() -> Cast:
    """Make the whole cast. Every wall is open only while it is made."""
    operator = person("Ola Operator", is_operator=True)
    alder, brier, elsewhere = (
        system("alder-valley", "Alder Valley"),
        system("brierfield", "Brierfield", "KY"),
        system("elsewhere", "Elsewhere", "TX"),
    )
    a, b, c = (wall_a_system(by=operator, system=one) for one in (alder, brier, elsewhere))
    network = found_network(
        by=operator,
        name="Crossfields",
        purpose="Learn together what works.",
        starts=date(2025, 9, 1),
        ends=date(2027, 2, 28),
    )
    people = {name: person(name) for name in NAMES}
    with walls([PUBLIC_WALL, network.wall_id, a.pk, b.pk, c.pk]):
        for who, wall, role in BEHIND:
            bring_behind(by=operator, wall={"a": a, "b": b, "c": c}[wall], person=people[who], role=role)
        give_hub_role(by=operator, network=network, person=people["Ruth Director"], role=HubRole.Role.COORDINATOR)
        give_hub_role(by=operator, network=network, person=people["Eva Evaluator"], role=HubRole.Role.EVALUATOR)
        for one in (alder, brier):
            add_member_system(by=operator, network=network, system=one, joined=date(2025, 9, 1))
        teams = [form_team(by=operator, network=network, system=one, name=one.name) for one in (alder, brier)]
        add_to_team(by=operator, team=teams[0], person=people["Tilda Teamlead"], role=TeamMember.Role.LEAD)
        add_to_team(by=operator, team=teams[0], person=people["Marisol Member"], role=TeamMember.Role.MEMBER)
        add_to_team(by=operator, team=teams[1], person=people["Halina Teamlead"], role=TeamMember.Role.LEAD)
        lead = people["Lena Lead"]
        talk = open_community(
            by=lead, wall=a, name="Talk that does the thinking", charter="We meet because talk comes first."
        )
        keep_community(by=lead, community=talk, person=people["Colleen Facilitator"], role=Membership.Role.FACILITATOR)
        leave_community(by=lead, community=talk)
        for who in ("Marisol Member", "Cora Coach", "Fay Former"):
            join_community(by=people[who], community=talk)
        leave_community(by=people["Fay Former"], community=talk)
        seats = open_community(
            by=lead, wall=a, name="Seats and hours", charter="We look at rooms.", joining=Community.Joining.INVITED
        )
        keep_community(by=lead, community=seats, person=people["Nora Neighbour"], role=Membership.Role.FACILITATOR)
        leave_community(by=lead, community=seats)
    return Cast(
        operator=operator, network=network, alder=alder, brier=brier, elsewhere=elsewhere,
        alder_wall=a, brier_wall=b, elsewhere_wall=c, alder_team=teams[0], brier_team=teams[1], talk=talk, seats=seats,
        **{field: people[name] for name, field in NAMES.items()},  # type: ignore[arg-type]  # the names are the fields
    )  # fmt: skip


NAMES = {
    "Ruth Director": "hub_director",
    "Eva Evaluator": "hub_evaluator",
    "Lena Lead": "lead_a",
    "Boris Lead": "lead_b",
    "Colleen Facilitator": "facilitator",
    "Cora Coach": "coach",
    "Tilda Teamlead": "team_lead",
    "Halina Teamlead": "team_lead_b",
    "Marisol Member": "member",
    "Nora Neighbour": "neighbour",
    "Otto Outsider": "outsider",
    "Fay Former": "former",
}
BEHIND = [
    ("Lena Lead", "a", WallMember.Role.LEAD),
    ("Boris Lead", "b", WallMember.Role.LEAD),
    ("Colleen Facilitator", "a", WallMember.Role.MEMBER),
    ("Cora Coach", "a", WallMember.Role.COACH),
    ("Tilda Teamlead", "a", WallMember.Role.MEMBER),
    ("Halina Teamlead", "b", WallMember.Role.MEMBER),
    ("Marisol Member", "a", WallMember.Role.MEMBER),
    ("Nora Neighbour", "a", WallMember.Role.MEMBER),
    ("Otto Outsider", "c", WallMember.Role.MEMBER),
    ("Fay Former", "a", WallMember.Role.MEMBER),
]
