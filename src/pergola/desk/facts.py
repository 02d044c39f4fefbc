"""What is known of every team of a network, gathered in a fixed number of queries: states and days, and those words of a team's
that it addressed to the hub or shares with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, F, Max, OuterRef, Q, Subquery, When

from pergola.commons.models import Artifact, Link
from pergola.desk.need import Facts
from pergola.gather.models import Promise
from pergola.inquiry.models import Cycle, Problem
from pergola.kernel.clock import now
from pergola.people.models import Asker
from pergola.publishing.models import Edition, Lesson
from pergola.spaces.models import Audience, Network, Team, TeamMember
from pergola.talk.models import Post
from pergola.talk.reading import shortened
from pergola.walls.reasons import Reason

MOST_WORDS = 160
OF_A_CYCLE = (
    *("team_id", "number", "step", "made", "locked", "did", "studied", "decided", "decide_by"),
    *("measures", "last"),
)
NEAREST = Case(*(When(step=step, then=place) for place, step in enumerate(("act", "study", "do", "plan"))), default=4)
type PerTeam = dict[UUID, dict[str, Any]]


@dataclass(frozen=True)
class Known:
    """What the page tells of a team beside why it stands where it does."""

    facts: Facts
    problem: str = ""
    """The title of its problem of practice, where the hub may read it."""
    problem_at: str = ""
    active: datetime | None = None
    """The last day on which something of the team's own was made, said or counted."""
    claim: UUID | None = None
    """The claim their unanswered finding contradicts, if one does."""


def known_of(teams: Sequence[Team], network: Network, person: Asker) -> dict[UUID, Known]:
    """By team, each read with `lesson_told`. Five queries, however many teams."""
    cycles, against, work = _nearest_cycles(network), _contradictions(network, person), _work(network)
    problems, promises = _problems(teams, network, person), _promises(network, person)
    begun = datetime.combine(network.starts, datetime.min.time(), tzinfo=now().tzinfo)
    known = {}
    for team in teams:
        cycle, own, found = cycles.get(team.pk, {}), work.get(team.pk, {}), against.get(team.pk, {})
        made = promises.get(team.pk, [])
        promised, asked = next((one for one in made if one.ended is None), None), team.asked_for_help
        facts = Facts(
            since=begun,
            resting_until=team.resting_until,
            asked=asked,
            help_wanted=shortened(team.help_wanted, MOST_WORDS),
            promised=shortened(promised.words, MOST_WORDS) if promised else "",
            promise_due=promised.by_when if promised else None,
            answered=asked is not None and any(one.made >= asked for one in made),
            contradiction=found.get("since"),
            contradicts_published=found.get("published", False),
            step=cycle.get("step", ""),
            number=cycle.get("number", 0),
            step_since=_since(cycle),
            measures=cycle.get("measures") or 0,
            last_data=cycle.get("last"),
            decide_by=cycle.get("decide_by"),
            aim_ends=own.get("ends"),
            has_problem=bool(own.get("problems")),
            lesson_published=getattr(team, "lesson_told", None),
        )
        problem = problems.get(team.pk)
        active = max(filter(None, (own.get("active"), cycle.get("last"))), default=None)
        known[team.pk] = Known(
            facts,
            problem.title if problem else "",
            problem.get_absolute_url() if problem and getattr(problem, "seen", False) else "",
            active,
            found.get("claim"),
        )
    return known


def _since(cycle: dict[str, Any]) -> datetime | None:
    """When the cycle's present step began."""
    began = {"plan": "made", "do": "locked", "study": "did", "act": "studied", "done": "decided"}
    return cycle.get(began[cycle["step"]]) if cycle else None


def _nearest_cycles(network: Network) -> PerTeam:
    """By team, the cycle nearest to its decision of those that go on; the newest that is decided only where none does.

    With what is counted of it. One begun beside it does not hide that a decision is due.
    """
    measuring = Link.objects.unrestricted(Reason.HUB).filter(kind=Link.Kind.MEASURES, target=OuterRef("pk"))
    counted = measuring.order_by().values("target")
    rows = (
        Cycle.objects.unrestricted(Reason.HUB)
        .filter(wall=network.wall_id, team__isnull=False, removed=None)
        .annotate(
            measures=Subquery(counted.annotate(n=Count("source", distinct=True)).values("n")),
            last=Subquery(counted.annotate(last=Max("source__measure__observations__put_in")).values("last")),
        )
        .order_by("team_id", NEAREST, "-made", "-pk")
        .distinct("team_id")
    )
    return {row["team_id"]: dict(row) for row in rows.values(*OF_A_CYCLE)}


def _contradictions(network: Network, person: Asker) -> PerTeam:
    """For each team: the oldest finding of theirs, among those `person` may see, that nobody else has answered since."""
    own = TeamMember.objects.visible_to(person).filter(team=OuterRef(OuterRef("source__team"))).values("person")
    answered = (
        Post.objects.visible_to(person)
        .filter(artifact=OuterRef("target"), said__gt=OuterRef("made"))
        .exclude(by__in=own)
    )
    citing = Link.objects.unrestricted(Reason.HUB).filter(target=OuterRef("target"), kind=Link.Kind.CITES)
    published = Edition.objects.unrestricted(Reason.HUB).filter(network_ref=network.pk, removed=None)
    rows = (
        Link.objects.visible_to(person)
        .filter(wall=network.wall_id, kind=Link.Kind.CONTRADICTS)
        .filter(~Exists(answered))
        .annotate(published=Exists(citing.filter(source__in=published.values("lesson_ref"))))
        .order_by("-made")
        .values("source__team_id", "target_id", "made", "published")
    )
    return {
        row["source__team_id"]: {"claim": row["target_id"], "since": row["made"], "published": row["published"]}
        for row in rows
    }


def _work(network: Network) -> PerTeam:
    """When the last aim of each team ends, how many problems it has named, and when something of its own was made or said last.

    What the hub began with named people of a team is no sign of the team's.
    """
    own = Artifact.objects.unrestricted(Reason.HUB).filter(wall=network.wall_id, team__isnull=False, removed=None)
    rows = own.values("team_id").annotate(
        ends=Max("aim__by_when"),
        problems=Count("pk", filter=Q(kind=Problem.KIND)),
        active=Max("changed", filter=~Q(audience__kind=Audience.Kind.NAMED)),
    )
    return {row["team_id"]: dict(row) for row in rows}


def _problems(teams: Sequence[Team], network: Network, person: Asker) -> dict[UUID, Problem]:
    """The newest problem of each team that the hub may read: shared with it, or shown with what it asked for."""
    shown = [team.help_about for team in teams if team.help_about and team.asked_for_help]
    seen = Problem.objects.visible_to(person).filter(pk=OuterRef("pk"))
    every = Problem.objects.unrestricted(Reason.HUB).filter(wall=network.wall_id, team__isnull=False, removed=None)
    rows = (
        every.annotate(seen=Exists(seen))
        .filter(Q(seen=True) | Q(pk__in=shown))
        .order_by("team_id", "-changed")
        .distinct("team_id")
    )
    return {one.team_id: one for one in rows.only("title", "kind", "team") if one.team_id}


def _promises(network: Network, person: Asker) -> dict[UUID, list[Promise]]:
    """Those open, the one that is due first before the others; and those kept since the team asked: they are an answer, too."""
    found: dict[UUID, list[Promise]] = {}
    kept = Q(outcome=Promise.Outcome.KEPT, made__gte=F("team__asked_for_help"))
    every = Promise.objects.visible_to(person).filter(Q(ended=None) | kept, wall=network.wall_id)
    for one in every.order_by("by_when", "pk"):
        found.setdefault(one.team_id, []).append(one)
    return found


def lesson_told(network: Network) -> Subquery:
    """When a lesson of a team was published last, beside the team's own row."""
    own = (
        Lesson.objects.unrestricted(Reason.HUB).filter(wall=network.wall_id, team=OuterRef(OuterRef("pk"))).values("pk")
    )
    told = Edition.objects.unrestricted(Reason.HUB).filter(network_ref=network.pk, removed=None, lesson_ref__in=own)
    return Subquery(told.order_by("-made").values("made")[:1])
