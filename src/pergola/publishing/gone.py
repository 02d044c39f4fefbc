"""Whoever began with a package is told when it is withdrawn: once, behind each team’s own wall."""

from uuid import UUID, uuid5

from django.db import transaction

from pergola.inquiry.models import Problem
from pergola.publishing.models import Edition, PackageAdoption
from pergola.spaces.audiences import for_team
from pergola.spaces.models import Team
from pergola.talk.actions import News, tell
from pergola.talk.models import Notice
from pergola.walls.models import PUBLIC_WALL
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason


@transaction.atomic
def tell_who_began(wall: int, package: UUID) -> int:
    """Tell the teams behind this one wall; how many people were told, however often it is asked.

    Nobody is told who withdrew it. A package that is back, or came anew meanwhile, is not told of.
    """
    with walls([PUBLIC_WALL, wall]):
        every = Edition.objects.unrestricted(Reason.HOUSEKEEPING).filter(lesson_ref=package)
        newest = every.defer("content", "search").order_by("-version").first()
        if newest is None or newest.removed is None:
            return 0
        began = PackageAdoption.objects.unrestricted(Reason.HOUSEKEEPING).filter(package_ref=package)
        refs = {one.team_ref: one for one in began}
        teams = Team.objects.unrestricted(Reason.HOUSEKEEPING).filter(pk__in=list(refs), wall=wall).order_by("pk")
        event = uuid5(newest.pk, f"withdrawn {newest.removed.isoformat()}")
        return sum(_tell(team, refs[team.pk], event) for team in teams)


def _tell(team: Team, began: PackageAdoption, event: UUID) -> int:
    there = Problem.objects.unrestricted(Reason.HOUSEKEEPING).filter(pk=began.problem_ref, removed=None)
    problem = there.select_related("audience").first()
    led_to = problem.get_absolute_url() if problem else ""
    return tell(by=None, news=News(Notice.Kind.GONE, event, for_team(team), artifact=problem, team=team, led_to=led_to))
