"""The hub's page, gathered: every team's state in a fixed number of queries. States and days only, no team's words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, Max, OuterRef, When
from django.utils.translation import gettext as _

from pergola.commons.models import Link
from pergola.commons.places import page_of
from pergola.desk.need import Facts, Need, Standing, stands
from pergola.inquiry.models import Aim, Cycle, Problem
from pergola.kernel.clock import now
from pergola.meetings.reading import next_dates_of_teams
from pergola.meetings.words import day_of
from pergola.people.models import Asker
from pergola.publishing.models import Edition, Lesson
from pergola.spaces.models import HubRole, Network, Team, TeamMember
from pergola.talk.models import Post
from pergola.walls.reasons import Reason

STEPS = {"": 0, "plan": 1, "do": 2, "study": 3, "act": 4, "done": 5}


@dataclass(frozen=True)
class TeamRow:
    team: Team
    standing: Standing
    step: int
    """0 not begun, 1 Plan … 4 Act, 5 decided: what the four squares show."""
    number: int
    last_data: datetime | None
    meets: str
    """When they meet next: a day, and none of their words."""
    claim: UUID | None
    """The claim their unanswered finding contradicts, if one does."""

    @property
    def url(self) -> str:
        return page_of(self.team)

    @property
    def act_title(self) -> str:
        return _("Next: %(team)s") % {"team": self.team.name}

    @property
    def step_words(self) -> str:
        if self.step in {0, 5}:
            return _("Between cycles")
        word = (_("Plan"), _("Do"), _("Study"), _("Act"))[self.step - 1]
        return _("Cycle %(n)d: %(step)s") % {"n": self.number, "step": word}


@dataclass(frozen=True)
class Console:
    network: Network
    groups: list[tuple[Need, list[TeamRow]]]
    teams: int
    hub_people: int

    @property
    def wanting(self) -> int:
        return sum(len(rows) for need, rows in self.groups if need == Need.HELP)

    @property
    def first(self) -> TeamRow | None:
        return next((rows[0] for need, rows in self.groups if need == Need.HELP), None)


def console(network: Network, person: Asker) -> Console:
    """Every team of `network`, sorted by who would be glad of help, then by name."""
    teams = list(Team.objects.visible_to(person).filter(network=network).select_related("system"))
    facts, against = _facts(teams, network, person)
    dates = next_dates_of_teams(network.wall_id)
    rows = [
        TeamRow(
            team,
            stands(facts[team.pk], now()),
            STEPS[facts[team.pk].step],
            facts[team.pk].number,
            facts[team.pk].last_data,
            day_of(dates[team.pk]) if team.pk in dates else "",
            against.get(team.pk, {}).get("claim"),
        )
        for team in teams
    ]
    rows.sort(key=lambda row: row.standing.urgency if row.standing.need == Need.HELP else 0)
    groups = [(need, [row for row in rows if row.standing.need == need]) for need in Need]
    hub_people = HubRole.objects.visible_to(person).filter(network=network).values("person").distinct().count()
    return Console(network, [(need, some) for need, some in groups if some], len(teams), hub_people)


type PerTeam = dict[UUID, dict[str, Any]]


def _facts(teams: list[Team], network: Network, person: Asker) -> tuple[dict[UUID, Facts], PerTeam]:
    cycles = _newest_cycles(network)
    data = _data([cycle["pk"] for cycle in cycles.values()])
    against, aims, problems, lessons = (
        _contradictions(network, person),
        _aims(network),
        _problems(network),
        _lessons(network),
    )
    begun = network.starts
    facts = {}
    for team in teams:
        cycle = cycles.get(team.pk, {})
        seen = data.get(cycle.get("pk"), {})
        facts[team.pk] = Facts(
            since=datetime.combine(begun, datetime.min.time(), tzinfo=now().tzinfo),
            resting_until=team.resting_until,
            asked=team.asked_for_help,
            help_wanted=team.help_wanted,
            contradiction=against.get(team.pk, {}).get("since"),
            contradicts_published=against.get(team.pk, {}).get("published", False),
            step=cycle.get("step", ""),
            number=cycle.get("number", 0),
            step_since=_since(cycle),
            measures=seen.get("measures", 0),
            last_data=seen.get("last"),
            decide_by=cycle.get("decide_by"),
            aim_ends=aims.get(team.pk),
            has_problem=team.pk in problems,
            lesson_published=lessons.get(team.pk),
        )
    return facts, against


def _since(cycle: dict[str, Any]) -> datetime | None:
    """When the cycle's present step began."""
    began = {"plan": "made", "do": "locked", "study": "did", "act": "studied", "done": "decided"}
    return cycle.get(began[cycle["step"]]) if cycle else None


def _newest_cycles(network: Network) -> PerTeam:
    """By team, the newest cycle that goes on; the newest that is decided only where none does."""
    rows = (
        Cycle.objects.unrestricted(Reason.HUB)
        .filter(wall=network.wall_id, team__isnull=False, removed=None)
        .order_by("team_id", Case(When(step=Cycle.Step.DONE, then=1), default=0), "-made", "-pk")
        .distinct("team_id")
        .values("pk", "team_id", "number", "step", "made", "locked", "did", "studied", "decided", "decide_by")
    )
    return {row["team_id"]: dict(row) for row in rows}


def _data(cycles: list[UUID]) -> dict[UUID | None, dict[str, Any]]:
    rows = (
        Link.objects.unrestricted(Reason.HUB)
        .filter(kind=Link.Kind.MEASURES, target__in=cycles)
        .values("target_id")
        .annotate(last=Max("source__measure__observations__put_in"), measures=Count("source", distinct=True))
    )
    return {row["target_id"]: dict(row) for row in rows}


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


def _aims(network: Network) -> dict[UUID | None, Any]:
    rows = Aim.objects.unrestricted(Reason.HUB).filter(wall=network.wall_id, removed=None)
    return dict(rows.values_list("team").annotate(ends=Max("by_when")))


def _problems(network: Network) -> set[UUID | None]:
    rows = Problem.objects.unrestricted(Reason.HUB).filter(wall=network.wall_id, removed=None)
    return set(rows.values_list("team", flat=True))


def _lessons(network: Network) -> dict[UUID | None, datetime]:
    told = Edition.objects.unrestricted(Reason.HUB).filter(network_ref=network.pk, removed=None)
    when = dict(told.values_list("lesson_ref").annotate(Max("made")))
    of = Lesson.objects.unrestricted(Reason.HUB).filter(wall=network.wall_id).values_list("pk", "team")
    return {team: when[pk] for pk, team in of if pk in when}
