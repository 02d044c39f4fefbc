"""Whoever began with a package is told when it is withdrawn, behind each team’s own wall; once it is back, no longer."""

from collections.abc import Iterable
from uuid import UUID, uuid5

from django.db import transaction
from django.urls import reverse
from procrastinate.contrib.django import app

from pergola.commons.models.artifact import hold
from pergola.commons.urgency import Urgency
from pergola.inquiry.models import Problem
from pergola.publishing.models import Edition, Lesson, PackageAdoption
from pergola.spaces.audiences import for_team
from pergola.spaces.models import Team
from pergola.talk.actions import News, forget_event, tell
from pergola.talk.models import Notice
from pergola.walls.models import PUBLIC_WALL
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

TELL = "publishing.tell_who_began"


def tell_later(editions: Iterable[UUID]) -> None:
    """Of each package among these, once. The worker does it: the walls of whoever began with it are not open here."""
    packages = Edition.objects.unrestricted(Reason.PUBLISHING).filter(pk__in=editions, form=Lesson.Form.PACKAGE)
    for ref in packages.order_by("lesson_ref").values_list("lesson_ref", flat=True).distinct():
        app.configure_task(name=TELL, priority=Urgency.NEWS).defer(package=str(ref))


@transaction.atomic
def tell_who_began(wall: int, package: UUID) -> int:
    """Tell the teams behind this one wall; how many people were told, however often it is asked. Nobody learns who withdrew it.

    Its versions are held meanwhile, so that one which comes back at this moment is told of no longer.
    """
    with walls([PUBLIC_WALL, wall]):
        began = PackageAdoption.objects.unrestricted(Reason.HOUSEKEEPING).filter(package_ref=package)
        by_team = {one.team_ref: one for one in began}
        teams = list(
            Team.objects.unrestricted(Reason.HOUSEKEEPING).filter(pk__in=list(by_team), wall=wall).order_by("pk")
        )
        if not teams:
            return 0
        versions = Edition.objects.unrestricted(Reason.HOUSEKEEPING).filter(lesson_ref=package)
        public = any(one.removed is None for one in hold(versions.only("pk")).values())
        return sum(_tell(team, by_team[team.pk], public=public) for team in teams)


def _tell(team: Team, began: PackageAdoption, *, public: bool) -> int:
    event = uuid5(began.pk, "withdrawn")
    if public:
        forget_event(by=None, kind=Notice.Kind.GONE, event=event)
        return 0
    there = Problem.objects.unrestricted(Reason.HOUSEKEEPING).filter(pk=began.problem_ref, removed=None)
    problem = there.select_related("audience").defer("search").first()
    why = reverse("publishing:edition", args=[began.edition_id])  # where the reason stands, for this team alone
    return tell(by=None, news=News(Notice.Kind.GONE, event, for_team(team), artifact=problem, team=team, led_to=why))
