"""Who began with a solution package, and what they found: named where they agreed, counted from five on otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Value, When
from django.db.models.expressions import RawSQL

from pergola.commons.models import Artifact, Link
from pergola.inquiry.models import Cycle, Problem
from pergola.kernel.suppression import in_steps
from pergola.people.models import Asker, Person, Visitor
from pergola.publishing.models import Edition, EditionQuerySet, Lesson, PackageAdoption
from pergola.publishing.reading import newest_editions
from pergola.spaces.models import Team, TeamMember
from pergola.spaces.models.team import TeamQuerySet
from pergola.walls.reasons import Reason

MOST_FOUND = 30
"""Lessons that a package’s page shows of what came of it."""


@dataclass(frozen=True, slots=True)
class Own:
    """One's own team's beginning: where its problem is, and whether it is named."""

    adoption: PackageAdoption
    team: Team
    problem: Problem | None
    speaks: bool
    """May this person say whether it is named?"""


@dataclass(frozen=True, slots=True)
class Adopted:
    names: tuple[str, ...]
    others: int
    """At least so many more, in steps of five; 0 where they are too few to be told."""
    found: tuple[Edition, ...]
    """What they published since: where it changed nothing first, then the rest."""
    own: tuple[Own, ...]


def adopted(edition: Edition, person: Asker) -> Adopted:
    """What came of a package. Two queries at most for everyone, two more for whose team began with it."""
    every = list(
        PackageAdoption.objects.unrestricted(Reason.COUNTING).filter(package_ref=edition.lesson_ref).order_by("at")
    )
    if not every:
        return Adopted((), 0, (), ())
    return Adopted(
        tuple(sorted({one.named for one in every if one.named})),
        others_told(len(every), sum(bool(one.named) for one in every)),
        tuple(_found([one.idea_ref for one in every], edition, person)),
        tuple(_own(every, person)),
    )


def others_told(every: int, named: int) -> int:
    """How many are told of who is not named: so many there are at least.

    Of all that began only steps of five are used, whether they are named or not: so a team that lets itself be named takes
    nothing from a number that was exact, and who subtracts learns no more than the step and the names.
    """
    return in_steps(max(in_steps(every) - named, 0))


def teams_to_begin(edition: Edition, person: Asker) -> TeamQuerySet:
    """The teams for which this person may begin with it: their own, of systems other than the package’s."""
    if isinstance(person, Visitor):
        return Team.objects.none()
    mine = TeamMember.objects.filter(person=person).values("team")
    teams = Team.objects.visible_to(person).filter(pk__in=mine)
    of_system = edition.content.get("system")
    return teams.exclude(system=of_system) if of_system is not None else teams


def _found(ideas: Sequence[UUID], edition: Edition, person: Asker) -> EditionQuerySet:
    """The newest published lessons that rest on a cycle of what they began with: what changed nothing stands first.

    PostgreSQL finds them by an index that a wall would hide from a question of ours: `editions_testing`, of what is public.
    """
    found = RawSQL(
        "SELECT id FROM editions_testing(%s::text[], %s, %s)", [list(map(str, ideas)), edition.lesson_ref, MOST_FOUND]
    )
    nothing = Case(When(finding=Lesson.Finding.NO_CHANGE, then=Value(0)), default=Value(1))
    return newest_editions(person).filter(pk__in=found).order_by(nothing, "-made", "-pk")


def _own(every: Sequence[PackageAdoption], person: Asker) -> list[Own]:
    if isinstance(person, Visitor):
        return []
    by_team = {one.team_ref: one for one in every}
    mine = TeamMember.objects.filter(person=person, team__in=list(by_team)).select_related("team")
    members = list(mine.order_by("team__name"))
    if not members:
        return []
    refs = [one.problem_ref for one in every]
    problems = {one.pk: one for one in Problem.objects.visible_to(person).filter(pk__in=refs).defer("search")}
    speaking = {TeamMember.Role.LEAD, TeamMember.Role.SPONSOR}
    return [
        Own(by_team[one.team_id], one.team, problems.get(by_team[one.team_id].problem_ref), one.role in speaking)
        for one in members
    ]


def began_with(edition: Edition, person: Asker) -> list[Own]:
    """For whose team began with it, in whichever version. No query for a visitor."""
    if isinstance(person, Visitor):
        return []
    every = PackageAdoption.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(package_ref=edition.lesson_ref)
    return _own(list(every), person)


def cycle_begun(problem: Problem, person: Person) -> Artifact:
    """The cycle at Plan that was made with this problem, where the team goes on; the problem itself where it is gone. Two queries at most."""
    began = PackageAdoption.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(problem_ref=problem.pk)
    ideas = list(began.values_list("idea_ref", flat=True))
    cycles = Cycle.objects.visible_to(person).filter(links_out__kind=Link.Kind.TESTS, links_out__target__in=ideas)
    return cycles.order_by("pk").first() or problem
