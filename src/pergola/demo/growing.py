"""The sample's driver diagram, root causes and theory of action: written in the sample as outlines, grown by a team's own acts."""

from datetime import timedelta
from typing import Any

from pergola.commons.dead_ends import GONE, dead_end, note
from pergola.demo.days import Days
from pergola.demo.story import Made, Story
from pergola.inquiry import actions as inquiry
from pergola.inquiry.models import Aim, ChangeIdea, Part, Problem, Version
from pergola.people.models import Person
from pergola.walls.reasons import Reason

type Content = dict[str, Any]
CLAUSES = ("if", "then", "so")
HOUR = timedelta(hours=1)


def grow(story: Story, days: Days, people: dict[str, Person], told: Content) -> None:
    """What grows from the chain’s problem and aim, if anything does."""
    growth = told.get("growth")
    if growth is None:
        return
    home, by, when = told["home"], people[growth["by"]], days.moment(growth["on"])
    problem, aim = f"problem:{home}", f"aim:{home}"
    ideas = {one["key"]: Made(f"idea:{one['key']}") for one in told["idea"]}
    kept, later, theory = growth["kept"], growth["later"], growth["theory"]
    story.tell(
        when, _causes, by=by, problem=Made(problem), outline=growth["causes"], measure=Made(f"measure:{growth['baseline']}"),
        makes=f"causes:{home}",
    )  # fmt: skip
    keys, values = list(ideas), list(ideas.values())
    story.tell(
        when + HOUR,
        _drivers,
        by=by,
        aim=Made(aim),
        outline=growth["drivers"],
        keys=keys,
        ideas=values,
        makes=f"drivers:{home}",
    )
    story.tell(
        days.moment(kept["on"]), _keep, by=people[kept["by"]], aim=Made(aim), why=kept["why"], needs=[f"drivers:{home}"],
        makes=f"kept:{home}",
    )  # fmt: skip
    story.tell(
        days.moment(later["on"]), _later, by=people[later["by"]], aim=Made(aim), told=later, idea=Made(f"idea:{later['idea']}"),
        needs=[f"kept:{home}", "tie:cycle:qr-2:claim:rises"],
    )  # fmt: skip
    story.tell(
        days.moment(theory["on"]), _theory, by=people[theory["by"]], aim=Made(aim), told=theory, makes=f"theory:{home}"
    )
    lost = growth["lost"]
    story.tell(days.moment(lost["on"]), _lost, idea=Made(f"idea:{lost['idea']}"), address=lost["address"])
    for one in theory["known"]:
        story.tell(
            days.moment(one["on"]), _known, by=people[theory["by"]], aim=Made(aim), source=Made(one["source"]), told=one,
            needs=[f"theory:{home}"],
        )  # fmt: skip


def _lines(outline: str) -> list[tuple[int, str]]:
    """Each line with its level: two spaces more, one level deeper."""
    lines = [line for line in outline.splitlines() if line.strip()]
    return [((len(line) - len(line.lstrip())) // 2, line.strip()) for line in lines]


def _causes(*, by: Person, problem: Problem, outline: str, measure: Any) -> None:
    standing = Part.objects.unrestricted(Reason.DEMO).filter(artifact=problem.pk, of=Part.Of.CAUSES)
    there = {one.words: one for one in standing}
    above: list[Part] = []
    for level, words in _lines(outline):
        part = there.get(words) if level == 0 else None
        if part is None:
            beneath = above[level - 1] if level else None
            part = inquiry.add_part(by=by, thing=problem, of=Part.Of.CAUSES, words=words, beneath=beneath)
        above[level:] = [part]
    current = Problem.objects.unrestricted(Reason.DEMO).get(pk=problem.pk)
    inquiry.edit_problem(
        by=by, problem=current, revision=current.revision, read_from=measure,
        why="We asked why, and why again, at the August retreat; and where we stand is counted now.",
    )  # fmt: skip


def _drivers(*, by: Person, aim: Aim, outline: str, keys: list[str], ideas: list[ChangeIdea]) -> None:
    known = dict(zip(keys, ideas, strict=True))
    above: list[Part] = []
    for level, words in _lines(outline):
        beneath = above[level - 1] if level else None
        if words.startswith("* "):
            name = words[2:]
            idea = known.get(name)
            part = inquiry.hang_idea(by=by, aim=aim, words="" if idea else name, idea=idea, beneath=beneath)
        else:
            part = inquiry.add_part(by=by, thing=aim, of=Part.Of.DRIVERS, words=words, beneath=beneath)
        above[level:] = [part]


def _keep(*, by: Person, aim: Aim, why: str) -> Version:
    return inquiry.keep_version(by=by, thing=aim, of=Version.Of.DRIVERS, why=why)


def _later(*, by: Person, aim: Aim, told: Content, idea: ChangeIdea) -> Version:
    under = Part.objects.unrestricted(Reason.DEMO).get(artifact=aim.pk, words=told["under"])
    driver = inquiry.add_part(by=by, thing=aim, of=Part.Of.DRIVERS, words=told["words"], beneath=under)
    inquiry.hang_idea(by=by, aim=aim, idea=idea, beneath=driver)
    return _keep(by=by, aim=aim, why=told["why"])


def _theory(*, by: Person, aim: Aim, told: Content) -> None:
    inquiry.write_theory(by=by, aim=aim, lines={one: [told[one]] for one in CLAUSES}, why=told["why"], version=0)


def _known(*, by: Person, aim: Aim, source: Any, told: Content) -> None:
    clauses = Part.objects.unrestricted(Reason.DEMO).filter(artifact=aim.pk, of=Part.Of.THEORY)
    part = clauses.get(clause=told["clause"])
    inquiry.say_ground(by=by, thing=aim, part=part, source=source, says=told["says"], note=told["note"])


def _lost(*, idea: ChangeIdea, address: str) -> None:
    """Where it was read of is not there any more: found by the weekly look, and not mended yet."""
    ChangeIdea.objects.unrestricted(Reason.DEMO).filter(pk=idea.pk).update(elsewhere_at=address)
    note([idea.pk], {idea.pk: [dead_end(GONE, address)]}, web=True)
