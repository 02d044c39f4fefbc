"""The sample's ideas in the network, its critical friends, and where its teams say they stand."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pergola.demo.days import Days
from pergola.demo.story import Made, Story
from pergola.inquiry import actions as inquiry
from pergola.inquiry.models import ChangeIdea, Critique, Remark
from pergola.people.models import Person
from pergola.spaces.models import Network, Team

type Content = dict[str, Any]
type People = Mapping[str, Person]


def proposal(story: Story, days: Days, people: People, told: Content) -> None:
    """An idea for everybody: who, when, the warrant; what the hub thinks; which teams take it up."""
    key = f"idea:{told['key']}"
    words = {name: told[name] for name in ("title", "body", "tried_elsewhere", "record", "like_ours") if name in told}
    by, network = people[told["by"]], Made(f"network:{told['network']}")
    needs = [f"on:{told['team']}:{by.name}"] if "team" in told else []
    story.tell(days.moment(told["on"]), _propose, by=by, network=network, words=words, makes=key, needs=needs)
    for one in told.get("weighed", []):
        story.tell(
            days.moment(one["on"]), inquiry.weigh_idea, by=people[one["by"]], idea=Made(key), word=one["word"],
            because=one["because"],
        )  # fmt: skip
    for one in told.get("taken_up", []):
        story.tell(
            days.moment(one["on"]), inquiry.take_up_idea, by=people[one["by"]], idea=Made(key),
            team=Made(f"team:{one['team']}"), aim=Made(f"aim:team:{one['team']}"),
        )  # fmt: skip


def _propose(*, by: Person, network: Network, words: dict[str, str]) -> ChangeIdea:
    return inquiry.propose_to_network(by=by, network=network, **words)


def adaptation(story: Story, days: Days, people: People, told: Content) -> None:
    """One team's idea adapts another's, which it has seen: so their tests stand side by side."""
    story.tell(
        days.moment(told["on"]), inquiry.tie, by=people[told["by"]], source=Made(f"idea:{told['idea']}"),
        target=Made(f"idea:{told['of']}"), kind="adapts", note=told.get("note", ""), needs=[f"studied:{told['seen']}"],
    )  # fmt: skip


def critique(story: Story, days: Days, people: People, told: Content) -> None:
    """Who asks which teams about what; what they say; what becomes of each; and, where it is over, the day it was closed."""
    key, by = f"critique:{told['key']}", people[told["by"]]
    story.tell(
        days.moment(told["on"]), _ask, by=by, thing=Made(told["about"]), teams=[Made(f"team:{one}") for one in told["teams"]],
        told=told, due=days.calendar_day(told["due"]), makes=key,
    )  # fmt: skip
    last: list[str] = []
    for number, one in enumerate(told.get("said", [])):
        said = f"{key}:{number}"
        story.tell(
            days.moment(one["on"]), inquiry.say_remark, by=people[one["by"]], critique=Made(key),
            team=Made(f"team:{one['team']}"), criterion=told["criteria"][one["criterion"]], tone=one["tone"],
            words=one["words"], makes=said,
        )  # fmt: skip
        if "answered" in one:
            last.append(f"{said}:answered")
            story.tell(
                days.moment(one["answered"]), _answer, by=by, remark=Made(said), outcome=one["outcome"],
                because=one.get("because", ""), makes=last[-1],
            )  # fmt: skip
    if "closed" in told:
        story.tell(
            days.moment(told["closed"]),
            inquiry.close_critique,
            by=by,
            critique=Made(key),
            summary=told["summary"],
            needs=last,
        )


def _ask(*, by: Person, thing: Any, teams: list[Team], told: Content, due: date) -> Critique:
    return inquiry.ask_critical_friends(
        by=by, thing=thing, teams=teams, criteria=told["criteria"], due=due, question=told.get("question", "")
    )


def _answer(*, by: Person, remark: Remark, outcome: str, because: str) -> Remark:
    return inquiry.answer_remark(by=by, remark=remark, outcome=outcome, because=because)


def stage(story: Story, days: Days, people: People, told: Content) -> None:
    """Where a team said that it stands, and why."""
    story.tell(
        days.moment(told["on"]), inquiry.say_stage, by=people[told["by"]], team=Made(f"team:{told['team']}"),
        stage=told["stage"], because=told.get("because", ""), needs=[told["needs"]] if "needs" in told else [],
    )  # fmt: skip
