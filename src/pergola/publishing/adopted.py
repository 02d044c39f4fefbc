"""Who began with a solution package, and what they found: named where they agreed, counted from five on otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from pergola.inquiry.models import Problem
from pergola.people.models import Asker, Visitor
from pergola.publishing.models import Edition, EditionQuerySet, PackageAdoption
from pergola.publishing.reading import newest_editions
from pergola.spaces.models import Team, TeamMember
from pergola.spaces.models.team import TeamQuerySet
from pergola.walls.reasons import Reason

FEWEST_COUNTED = 5
"""Teams that do not wish to be named are counted from here on."""


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
    """How many more; 0 where they are fewer than five."""
    found: tuple[Edition, ...]
    """What they published since: where it changed nothing first, then the rest."""
    own: tuple[Own, ...]


def adopted(edition: Edition, person: Asker) -> Adopted:
    """What came of a package. Four queries at most for everyone, two more for whose team began with it."""
    every = list(
        PackageAdoption.objects.unrestricted(Reason.COUNTING).filter(package_ref=edition.lesson_ref).order_by("at")
    )
    if not every:
        return Adopted((), 0, (), ())
    unnamed = sum(not one.named for one in every)
    return Adopted(
        tuple(sorted({one.named for one in every if one.named})),
        unnamed if unnamed >= FEWEST_COUNTED else 0,
        tuple(_found([one.idea_ref for one in every], edition, person)),
        tuple(_own(every, person)),
    )


def teams_to_begin(edition: Edition, person: Asker) -> TeamQuerySet:
    """The teams for which this person may begin with it: their own, of systems other than the package’s."""
    if isinstance(person, Visitor):
        return Team.objects.none()
    mine = TeamMember.objects.filter(person=person).values("team")
    teams = Team.objects.visible_to(person).filter(pk__in=mine)
    of_system = edition.content.get("system")
    return teams.exclude(system=of_system) if of_system is not None else teams


def _found(ideas: Sequence[UUID], edition: Edition, person: Asker) -> EditionQuerySet:
    """Published lessons that rest on a cycle of what they began with: what changed nothing stands first."""
    tests = [Q(content__claims__contains=[{"chain": {"evidence": [{"idea": str(one)}]}}]) for one in ideas]
    shown = newest_editions(person).filter(reduce(or_, tests)).exclude(lesson_ref=edition.lesson_ref)
    return shown.order_by("-finding", "-made")


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
