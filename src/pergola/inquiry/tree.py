"""Everything a person's teams and communities inquire into, as a tree: problems, their aims, ideas, cycles."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from pergola.commons.models import Artifact, Link
from pergola.commons.places import page_of
from pergola.inquiry.chain import parents_of
from pergola.inquiry.homes import Home, homes_of, waits_for
from pergola.inquiry.models import Aim, ChangeIdea, Cycle, Lean, Problem
from pergola.inquiry.standing import Line, line_of
from pergola.people.models import Asker, Visitor
from pergola.spaces.models import Community, Team

Step = Cycle.Step


@dataclass
class Branch:
    """A thing and what addresses or tests it. Cycles hang on ideas as lines."""

    thing: Artifact
    branches: list["Branch"] = field(default_factory=list)
    cycles: list[Line] = field(default_factory=list)

    @property
    def tried(self) -> list["Branch"]:
        return [one for one in self.branches if one.cycles]

    @property
    def waiting(self) -> list["Branch"]:
        """Ideas that no cycle tests yet."""
        return [one for one in self.branches if not one.cycles]


@dataclass
class HomeTree:
    home: Home
    problems: list[Branch]
    is_team: bool

    @property
    def url(self) -> str:
        """The page of the team or community."""
        return page_of(self.home)


@dataclass
class Next:
    """The next act: one cycle that waits for this person, or for their team."""

    line: Line
    lean: bool


def trees_of(person: Asker) -> tuple[list[HomeTree], Next | None]:
    """One tree a home, and the act that comes first. The same number of queries however much there is."""
    homes = homes_of(person)
    teams = [home.pk for home in homes if isinstance(home, Team)]
    communities = [home.pk for home in homes if isinstance(home, Community)]
    ours = Q(team__in=teams) | Q(community__in=communities)
    problems = list(Problem.objects.visible_to(person).filter(ours).order_by("made", "pk"))
    aims = list(Aim.objects.visible_to(person).filter(ours).order_by("made", "pk"))
    ideas = list(ChangeIdea.objects.visible_to(person).filter(ours).order_by("made", "pk"))
    cycles = list(
        Cycle.objects.visible_to(person).filter(ours).select_related("team", "community").order_by("made", "pk")
    )
    branches = {thing.pk: Branch(thing) for thing in (*problems, *aims, *ideas)}
    for child, parent in parents_of(person, [*aims, *ideas], Link.Kind.ADDRESSES).items():
        if parent in branches:
            branches[parent].branches.append(branches[child])
    lines = {cycle.pk: line_of(cycle) for cycle in cycles}
    for child, parent in parents_of(person, cycles, Link.Kind.TESTS).items():
        if parent in branches:
            branches[parent].cycles.append(lines[child])
    for branch in branches.values():
        branch.branches.sort(key=lambda one: (one.thing.made, one.thing.pk))
        branch.cycles.sort(key=lambda line: (line.cycle.made, line.cycle.pk))
    trees = _by_home(homes, [branches[problem.pk] for problem in problems])
    return trees, _next(person, list(lines.values()))


def cycles_in(trees: Sequence[HomeTree]) -> list[Cycle]:
    """Every cycle that hangs on a tree, for whoever looks at them as a whole."""
    return [
        line.cycle
        for tree in trees
        for problem in tree.problems
        for aim in problem.branches
        for idea in aim.branches
        for line in idea.cycles
    ]


def _by_home(homes: Sequence[Home], problems: Sequence[Branch]) -> list[HomeTree]:
    of: dict[UUID | None, list[Branch]] = defaultdict(list)
    for branch in problems:
        of[branch.thing.team_id or branch.thing.community_id].append(branch)
    return [HomeTree(home, of[home.pk], isinstance(home, Team)) for home in homes]


def _next(person: Asker, lines: Sequence[Line]) -> Next | None:
    """A lean not said yet; then what is due first: Study before Do before Plan, the decision last."""
    if isinstance(person, Visitor):
        return None
    of_these = Lean.objects.visible_to(person).filter(person=person, cycle__in=[line.cycle.pk for line in lines])
    leaned = set(of_these.values_list("cycle", flat=True))
    open_lines = [line for line in lines if line.cycle.step != Step.DONE]
    for line in open_lines:
        if line.cycle.step == Step.ACT and line.cycle.pk not in leaned:
            return Next(line, lean=True)
    order = [Step.STUDY, Step.ACT, Step.DO, Step.PLAN]
    own = [line for line in open_lines if waits_for(person, line.cycle)]
    ranked = sorted(own, key=lambda line: order.index(Step(line.cycle.step)))
    return Next(ranked[0], lean=False) if ranked else None
