"""Beginning with a solution package: a problem, an aim, an idea and a planned cycle of one's own."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from pergola.commons.models import Artifact, Citation, Link
from pergola.commons.models.artifact import hold
from pergola.inquiry.actions import name_problem, plan_cycle, propose_idea, set_aim
from pergola.inquiry.models import Aim, ChangeIdea, Cycle, Problem
from pergola.inquiry.rules import must_see, must_work_in
from pergola.inquiry.wording import day_and_year
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import Person
from pergola.publishing.models import Edition, Lesson, PackageAdoption
from pergola.publishing.packages import parts_of
from pergola.spaces.models import Team, TeamMember
from pergola.walls.reasons import Reason


class BegunAlready(Refusal):
    """The team began with this package before. `problem` is what was made then, where it can be seen."""

    def __init__(self, before: PackageAdoption, problem: Problem | None) -> None:
        said = (
            _(
                "Your team has begun with this package already, on %(day)s. Nothing was made anew; what you wrote is here."
            )
            if problem
            else _("Your team has begun with this package already, on %(day)s, and what it made was removed since.")
        )
        super().__init__(said % {"day": day_and_year(localtime(before.at).date())}, field="team")
        self.problem = problem


@transaction.atomic
def adopt_package(
    *,
    by: Person,
    edition: Edition,
    team: Team,
    title: str,
    body: str,
    by_when: date,
    aim: str = "",
    goal: str = "",
    scope: str = "",
    named: bool = False,
) -> Problem:
    """Begin with a package, for a team of another system: everything made is the team's own, behind its own wall.

    What will be different, and by how much, may be left open: the aim then says so, and is no second problem.
    The package is held by its row, so that two of a team who press at once begin once: the second is told so (BegunAlready).
    One that is withdrawn at this moment is either begun with before, or not at all. What lies behind the team's wall is tied to the package by citations, since no key crosses a wall.
    """
    must_see(by, edition)
    must_work_in(by, team)
    if edition.form != Lesson.Form.PACKAGE:
        raise Refusal(_("Only a solution package is begun with in this way. Read the lesson, and plan a cycle on it."))
    if edition.content.get("system") == team.system_id:
        raise Refusal(_("This package is of your own system. Choose a team of another one."), field="team")
    if named:
        _must_speak_for(by, team)
    if hold([edition])[edition.pk].removed is not None:
        raise Refusal(_("This package was withdrawn just now, so nobody begins with it any more. Nothing was made."))
    before = _begun_by(edition, team)
    if before is not None:
        raise BegunAlready(before, Problem.objects.visible_to(by).filter(pk=before.problem_ref).first())
    problem = name_problem(by=by, home=team, title=title, body=body)
    different = aim.strip() or _("What will be different is still to be decided")
    towards = set_aim(by=by, problem=problem, title=different, goal=goal.strip() or _("no number yet"), by_when=by_when)
    idea, cycle = _plan(by, towards, edition, scope)
    for thing in (problem, idea, cycle):
        _cite(by, thing, edition)
    PackageAdoption.objects.create(
        edition=edition,
        package_ref=edition.lesson_ref,
        team_ref=team.pk,
        problem_ref=problem.pk,
        idea_ref=idea.pk,
        named=team.name if named else "",
    )
    return problem


@transaction.atomic
def name_adoption(*, by: Person, adoption: PackageAdoption, team: Team, named: bool) -> PackageAdoption:
    """Say whether everyone may read that this team began with the package. It can be said, and taken back, at any time."""
    speaks = PackageAdoption.objects.editable_by(by).filter(pk=adoption.pk).exists()
    if adoption.team_ref != team.pk or not speaks:
        raise NotAllowed(_("Only the lead or the sponsor of that team says whether it may be named."))
    if named:
        _must_speak_for(by, team)
    adoption.named = team.name if named else ""
    adoption.save(update_fields=["named"])
    return adoption


def _begun_by(edition: Edition, team: Team) -> PackageAdoption | None:
    """This team's beginning with the package, whichever version of it."""
    every = PackageAdoption.objects.unrestricted(Reason.CHAIN_OF_ACT)
    return every.filter(package_ref=edition.lesson_ref, team_ref=team.pk).first()


def _plan(by: Person, aim: Aim, edition: Edition, scope: str) -> tuple[ChangeIdea, Cycle]:
    """The idea, which says where it comes from, and a cycle at Plan with what to keep and what to decide."""
    kept = edition.content["package"]
    words = _to_keep(kept["core"], kept["adaptable"])
    idea = propose_idea(
        by=by, aim=aim, title=edition.title, body=words,
        tried_elsewhere=_where_it_worked(edition),
        elsewhere_at=f"{settings.SITE}{edition.get_absolute_url()}",
    )  # fmt: skip
    cycle = plan_cycle(
        by=by, idea=idea, scope=scope, question=_("Does it do here what it did there, and whom does it not help?")
    )
    cycle.body = words
    cycle.save(update_fields=["body", "words"])
    return idea, cycle


def _must_speak_for(by: Person, team: Team) -> None:
    speaking = [TeamMember.Role.LEAD, TeamMember.Role.SPONSOR]
    if not TeamMember.objects.filter(team=team, person=by, role__in=speaking).exists():
        raise Refusal(
            _(
                "Only the team’s lead or its sponsor says whether it may be named. Leave the box empty; they can say so later."
            ),
            field="named",
        )
    if team.network.confidential:
        raise Refusal(_("Your network is confidential: none of its teams is named in public."), field="named")


def _cite(by: Person, thing: Artifact, edition: Edition) -> None:
    Citation.objects.create(
        artifact_id=thing.pk,
        kind=Link.Kind.ADAPTS,
        cited_id=edition.pk,
        cited_title=edition.title,
        cited_wall=edition.network_name,
        made_by=by,
    )


def _where_it_worked(edition: Edition) -> str:
    """Whether it is like one’s own place nobody has judged yet: that is left to the team."""
    there = [str(edition.content["package"][name]).strip(" .") for name in ("grades", "size")]
    names = _names(edition) | {"there": "; ".join(filter(None, there))}
    return _("Taken from the solution package “%(title)s” (%(network)s). Where it worked: %(there)s.") % names


def _names(edition: Edition) -> dict[str, str]:
    return {"title": edition.title, "network": edition.network_name}


def _to_keep(core: str, adaptable: str) -> str:
    """The core parts as what to keep, the adaptable ones as what is to be decided."""
    keep, decide = (
        [f"{one.name}: {one.why}" if one.why else one.name for one in parts_of(text)] for text in (core, adaptable)
    )
    return "\n".join(
        [_("Keep as it is:"), *keep, "", _("Decide how you do it; after the colon, how they did it:"), *decide]
    )
