"""Loading the sample: its content, told as acts of its people, each on its day. All of it in one transaction."""

from typing import Any

from pergola.demo import agreeing, asking, befriending, calling, standing, telling
from pergola.demo.days import Days
from pergola.demo.defining import definition
from pergola.demo.gathering import OPERATOR, Rooms, invent_people
from pergola.demo.growing import grow
from pergola.demo.inquiring import Inquiry, tie
from pergola.demo.living import Life
from pergola.demo.sample import content
from pergola.demo.settling import settle_news
from pergola.demo.story import Story, in_one_breath
from pergola.insight.actions import release_numbers
from pergola.kernel.clock import today
from pergola.people.models import Person
from pergola.routines.tasks import pool_over
from pergola.systems.models import SchoolSystem
from pergola.walls.models import PUBLIC_WALL
from pergola.walls.opening import open_walls, walls
from pergola.walls.reasons import Reason

FIRST_SYSTEM = "alder-valley"
type Told = dict[str, list[Any]]


def is_loaded() -> bool:
    """One transaction made all of it, so one row speaks for all."""
    return SchoolSystem.objects.unrestricted(Reason.DEMO).filter(slug=FIRST_SYSTEM, sample=True).exists()


def load() -> None:
    """Make the sample around today. Nothing of it stays if it does not end well."""
    told, days, story = content(), Days(today()), Story()
    with walls([PUBLIC_WALL]), in_one_breath():
        people = invent_people(_names(told), OPERATOR)
        rooms = Rooms(story, days, people)
        for system in told["system"]:
            rooms.system(system)
        for network in told["network"]:
            rooms.network(network)
        for wall in told["wall"]:
            rooms.wall(wall["system"], wall["people"])
        ours = {story[key].pk for key in story.made if key.startswith("wall:")}
        ours |= {story[key].wall_id for key in story.made if key.startswith("network:")}
        with walls({*open_walls(), *ours}):
            _gather(told, rooms)
            _work(told, days, story, people)
            story.happen()
            for wall in ours:
                pool_over(wall)
            settle_news()
            for network in told["network"]:
                if network.get("released"):
                    release_numbers(by=people[OPERATOR], network=story[f"network:{network['slug']}"])


def _gather(told: Told, rooms: Rooms) -> None:
    """Systems join networks; each forms its team there; communities open behind their walls."""
    for network in told["network"]:
        for system in told["system"]:
            if network["slug"] not in system.get("networks", []):
                continue
            here = system.get(network["slug"], {})
            rooms.member(network["slug"], {**system, **here})
            if network["slug"] == system["networks"][0] and "team" in system:
                rooms.team(network["slug"], system, system["slug"])
            elif "team" in here:
                rooms.team(network["slug"], {**system, **here}, f"{network['slug']}-{system['slug']}")
    for community in told.get("community", []):
        rooms.community(community)
        Life(rooms.story, rooms.days, rooms.people, community).happen()


def _work(told: Told, days: Days, story: Story, people: dict[str, Person]) -> None:
    """What they inquired into, told each other and told the field."""
    for one in told.get("definition", []):
        definition(story, days, people, one)
    for chain in told["chain"]:
        Inquiry(story, days, people, chain)
        grow(story, days, people, chain)
    acts = {
        "tie": tie,
        "lesson": telling.lesson,
        "package": telling.package,
        "talk": telling.conversation,
        "posts": telling.posts,
    }
    acts |= {"pulse": asking.pulse, "poll": asking.poll, "assessment": asking.assessment}
    acts |= {"call": calling.call, "pathway": calling.pathway}
    acts |= {"proposal": befriending.proposal, "adaptation": befriending.adaptation}
    acts |= {"critique": befriending.critique, "staging": befriending.stage, "routine": agreeing.routine}
    acts |= {"tension": standing.tension}
    for name, act in acts.items():
        for one in told.get(name, []):
            act(story, days, people, one)


def _names(told: Told) -> list[tuple[str, str]]:
    """Everybody named with what they do: in teams, behind walls, and the rest."""
    lines = [line for system in told["system"] for line in system.get("team", [])]
    lines += [line for wall in told["wall"] for line in wall["people"]]
    named: dict[str, str] = {}
    for line in lines:
        name, _role, *work = (part.strip() for part in line.split("|"))
        if work:
            named.setdefault(name, work[0])
    for line in told["people"]:
        name, work = (part.strip() for part in line.split("|"))
        named.setdefault(name, work)
    return list(named.items())
