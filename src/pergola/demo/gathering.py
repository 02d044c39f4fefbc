"""The sample's rooms: systems, networks, hubs, teams, communities, and the people in them."""

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from pergola.demo.days import Days
from pergola.demo.people import SAMPLE_ADDRESS
from pergola.demo.promising import promises, team_meets
from pergola.demo.story import Made, Story
from pergola.gather import actions as gather
from pergola.people.models import Identity, Person, WallMember
from pergola.spaces.models import Community, DeclaredFigure, HubRole, Membership, Network, TeamMember
from pergola.systems.actions import enter_system, invent_school, tag_schools
from pergola.systems.models import Programme, School
from pergola.walls.models import Wall
from pergola.walls.opening import open_walls, walls

type Content = dict[str, Any]
OPERATOR = "Imani Clarke"
LEVELS = {"E": (0, 5, School.Level.ELEMENTARY), "M": (6, 8, School.Level.MIDDLE), "H": (9, 12, School.Level.HIGH)}
MORNING, NOON = time(9), time(12)


def address_of(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return ".".join(plain.replace("’", "").replace("-", "").split()) + SAMPLE_ADDRESS


def invent_people(names: Iterable[tuple[str, str]], operator: str) -> dict[str, Person]:
    """Everybody of the sample, by name, each with a way to sign in that has no password."""
    people = {name: Person(name=name, work=work, is_operator=name == operator) for name, work in names}
    Person.objects.bulk_create(people.values())
    ways = [Identity(person=person, email=address_of(name)) for name, person in people.items()]
    for way in ways:
        way.set_unusable_password()
    Identity.objects.bulk_create(ways)
    return people


class Rooms:
    """Everything gathered, told into a story. Keys: `network:slug`, `team:slug`, `on:slug:name`, `community:slug` …"""

    def __init__(self, story: Story, days: Days, people: dict[str, Person]) -> None:
        self.story, self.days, self.people = story, days, people
        self.operator = people[OPERATOR]

    def system(self, told: Content) -> None:
        """An invented system with its schools, made before anything else happens."""
        facts = {name: told[name] for name in ("town", "state")}
        system = enter_system(by=self.operator, slug=told["slug"], name=told["name"], sample=True, **facts)
        self.story.made[f"system:{told['slug']}"] = system
        schools = {}
        for name, level, students, teachers in map(parts, told.get("schools", [])):
            low, high, kind = LEVELS[level]
            facts = {"low_grade": low, "high_grade": high, "level": kind, "open": True}
            schools[name] = invent_school(
                by=self.operator, system=system, name=name, students=int(students), teachers=Decimal(teachers), **facts
            )
        for tag, names in told.get("feeders", {}).items():
            tagged, feeder = [schools[one] for one in names], Programme.Kind.FEEDER
            tag_schools(by=self.operator, system=system, name=tag, schools=tagged, kind=feeder)

    def network(self, told: Content) -> None:
        """Founded at once; its hub and phases on its first day."""
        calendar, founded = self.days.calendar_day, self.days.moment(told["starts"], MORNING)
        self.story.made[f"network:{told['slug']}"] = network = gather.found_network(
            by=self.operator,
            name=told["name"],
            purpose=told["purpose"].strip(),
            starts=calendar(told["starts"]),
            ends=calendar(told["ends"]) if "ends" in told else None,
            confidential=told.get("confidential", False),
            sample=True,
        )
        named: Content = {"by": self.operator, "network": network}
        for name, role in map(parts, told["hub"]):
            self.story.tell(founded, gather.give_hub_role, person=self.people[name], role=HubRole.Role(role), **named)
        for name, role in map(parts, told.get("people", [])):
            inside: Content = {"person": self.people[name], "role": WallMember.Role(role)}
            self.story.tell(founded, gather.bring_behind, by=self.operator, wall=network.wall, **inside)
        for phase in told.get("phases", []):
            span: Content = {"starts": calendar(phase["starts"]), "ends": calendar(phase["ends"])}
            self.story.tell(founded, gather.add_phase, name=phase["name"], **span, **named)

        self._milestones(network, told)

    def _milestones(self, network: Network, told: Content) -> None:
        """Set on the network’s first day; each reached on its own."""
        founded = self.days.moment(told["starts"], MORNING)
        for one in told.get("milestones", []):
            key = f"milestone:{one['name']}"
            facts: Content = {"name": one["name"], "due": self.days.calendar_day(one["due"])}
            self.story.tell(founded, gather.set_milestone, by=self.operator, network=network, makes=key, **facts)
            if "reached" in one:
                done = self.days.moment(one["reached"], NOON)
                self.story.tell(done, gather.reach_milestone, by=self.operator, milestone=Made(key), reached=True)

    def member(self, network: str, told: Content) -> None:
        """A system joins, and says of itself what no row says."""
        joined, key = self.days.moment(told["joined"], time(10)), f"member:{network}:{told['slug']}"
        self.story.tell(
            joined,
            gather.add_member_system,
            by=self.operator,
            network=Made(f"network:{network}"),
            system=Made(f"system:{told['slug']}"),
            joined=joined.date(),
            makes=key,
        )
        for what, (low, high) in told.get("declared", {}).items():
            when = self.days.moment(told["declared_on"])
            said: Content = {"low": low, "high": high, "source": told["source"], "as_of": when.date()}
            self.story.tell(
                when, gather.declare_figure, by=self.operator, member=Made(key), what=DeclaredFigure.What(what), **said
            )

    def team(self, network: str, told: Content, key: str) -> None:
        """The system's team in this network, with everybody on it."""
        slug, formed = told["slug"], self.days.moment(told["joined"], time(11))
        self.story.tell(
            formed,
            gather.form_team,
            by=self.operator,
            network=Made(f"network:{network}"),
            system=Made(f"system:{slug}"),
            name=told["name"],
            focus=told["focus"],
            makes=f"team:{key}",
            needs=[f"member:{network}:{slug}"],
        )
        for name, role, *work_since in map(parts, told["team"]):
            self.story.tell(
                self._came(work_since[1:], told["joined"]),
                gather.add_to_team,
                by=self.operator,
                team=Made(f"team:{key}"),
                person=self.people[name],
                role=TeamMember.Role(role),
                makes=f"on:{key}:{name}",
            )
        if "said_on" in told:
            self._say(told, key)
        promises(self.story, self.days, self.people, told, key)
        team_meets(self.story, self.days, self.people, told, key)

    def _say(self, told: Content, key: str) -> None:
        """A pause a team chose, or help it asked for: said by its lead, who stands first."""
        name, when = parts(told["team"][0])[0], self.days.moment(told["said_on"])
        who: Content = {"by": self.people[name], "team": Made(f"team:{key}"), "needs": [f"on:{key}:{name}"]}
        if "asked" in told:
            self.story.tell(when, gather.ask_for_help, what=told["asked"], **who)
        if "resting_until" in told:
            self.story.tell(when, gather.rest_until, day=self.days.calendar_day(told["resting_until"]), **who)

    def wall(self, system: str, people: list[str]) -> None:
        """A system's own wall, with who is behind it."""
        wall = gather.wall_a_system(by=self.operator, system=self.story[f"system:{system}"])
        self.story.made[f"wall:{system}"] = wall
        with walls({*open_walls(), wall.pk}):
            for name, role, *_work in map(parts, people):
                gather.bring_behind(by=self.operator, wall=wall, person=self.people[name], role=WallMember.Role(role))

    def community(self, told: Content) -> None:
        """Opened by a lead, for whoever keeps it; people come, and go, on their days."""
        slug, behind = told["slug"], told["behind"]
        key, opened = f"community:{slug}", self.days.moment(told["started"], MORNING)
        wall = Made(behind, "wall" if behind.startswith("network:") else "")
        inside: Content = {"parent": Made(f"community:{told['inside']}")} if "inside" in told else {}
        self.story.tell(opened, self._open, told=told, wall=wall, opened=opened, makes=key, **inside)
        for name, *since in map(parts, told.get("members", [])):
            self.story.tell(
                self._came(since, told["started"]),
                self._come,
                keeper=self.people[told["keepers"][0]],
                community=Made(key),
                person=self.people[name],
                makes=f"in:{slug}:{name}",
            )
        for name, day in map(parts, told.get("left", [])):
            self.story.tell(
                self._came([day], told["started"]),
                gather.leave_community,
                by=self.people[name],
                community=Made(key),
                needs=[f"in:{slug}:{name}"],
            )

    def _open(self, *, told: Content, wall: Wall, opened: datetime, parent: Community | None = None) -> Community:
        lead = self.people[told["opened_by"]]
        community = gather.open_community(
            by=lead,
            wall=wall,
            name=told["name"],
            charter=told["charter"].strip(),
            joining=Community.Joining(told.get("joining", "open")),
            started=opened.date(),
            parent=parent,
            ends=self.days.calendar_day(told["ends"]) if "ends" in told else None,
            kept_for=told.get("kept_for", ""),
            sample=True,
        )
        roles = dict.fromkeys(told["keepers"], Membership.Role.FACILITATOR)
        for name, role in (roles | dict.fromkeys(told.get("documenters", []), Membership.Role.DOCUMENTER)).items():
            gather.keep_community(by=lead, community=community, person=self.people[name], role=role)
        if lead.name not in roles:
            gather.leave_community(by=lead, community=community)
        return community

    def _come(self, *, keeper: Person, community: Community, person: Person) -> Membership:
        if community.joining == Community.Joining.OPEN:
            return gather.join_community(by=person, community=community)
        return gather.keep_community(by=keeper, community=community, person=person, role=Membership.Role.MEMBER)

    def _came(self, since: list[str], otherwise: date) -> datetime:
        return self.days.moment(date.fromisoformat(since[0]) if since else otherwise, NOON)


def parts(line: str) -> list[str]:
    """“Marisol Vega | lead | teaches grade 7” in its parts."""
    return [part.strip() for part in line.split("|")]
