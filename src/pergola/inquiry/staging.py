"""What happened in a team, counted for its stage: states and days, and no word of its own, whoever looks."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Max, Q
from django.utils.timezone import localdate

from pergola.commons.models import Artifact, Link
from pergola.inquiry.models import Aim, Cycle, Measure, Observation, Problem, TakenUp
from pergola.inquiry.points import baseline_of, point_of
from pergola.inquiry.reading import read_aloud
from pergola.inquiry.runchart import place_of, read
from pergola.inquiry.team_stages import StageFacts
from pergola.inquiry.wording import Every, Unit, Wording
from pergola.spaces.models import Team
from pergola.walls.reasons import Reason

KEPT = (Cycle.Decision.ADOPT, Cycle.Decision.SCALE)


def facts_of(team: Team) -> StageFacts:
    """Seven queries, however much there is. Counts and days only: the hub reads them of every team, and so may its people."""
    ones = Artifact.objects.unrestricted(Reason.HUB).filter(team=team, removed=None)
    counted = ones.aggregate(
        problems=Count("pk", filter=Q(kind=Problem.KIND)),
        aims=Count("pk", filter=Q(kind=Aim.KIND)),
        measures=Count("pk", filter=Q(kind=Measure.KIND)),
    )
    cycles = Cycle.objects.unrestricted(Reason.HUB).filter(team=team, removed=None)
    steps = cycles.aggregate(
        n_locked=Count("locked"),
        n_studied=Count("studied"),
        last=Max("studied"),
        n_kept=Count("pk", filter=Q(decision__in=KEPT)),
    )
    last = steps["last"]
    return StageFacts(
        **counted,
        locked=steps["n_locked"],
        studied=steps["n_studied"],
        kept=steps["n_kept"],
        last_studied=localdate(last) if last else None,
        charts_moved=_moved(team),
        taken_up=_taken_up(team),
    )


def _taken_up(team: Team) -> int:
    """Other teams that made an idea of this one their own, and cycles elsewhere that found the same as a claim of it says."""
    taken = TakenUp.objects.unrestricted(Reason.HUB).filter(idea__team=team).exclude(team=team).count()
    found = Link.objects.unrestricted(Reason.HUB).filter(
        kind=Link.Kind.REPLICATES, target__team=team, source__removed=None
    )
    return taken + found.exclude(source__team=team).count()


def _moved(team: Team) -> int:
    """Measures of it whose chart says that something changed, as hoped, since a change began."""
    measures = Measure.objects.unrestricted(Reason.HUB).filter(team=team, removed=None)
    begun = _begun(team)
    rows: dict[UUID, list[Observation]] = defaultdict(list)
    for row in Observation.objects.unrestricted(Reason.HUB).filter(measure__in=list(begun)).order_by("on"):
        rows[row.measure_id].append(row)
    watched = measures.filter(pk__in=list(begun)).exclude(role=Measure.Role.BALANCING)
    return sum(_as_hoped(one, rows[one.pk], begun[one.pk]) for one in watched)


def _begun(team: Team) -> dict[UUID, date]:
    """Of each measure, the first day of the first cycle that watches it and has been locked."""
    ties = Link.objects.unrestricted(Reason.HUB).filter(
        kind=Link.Kind.MEASURES, target__team=team, target__removed=None
    )
    cycles = Cycle.objects.unrestricted(Reason.HUB).filter(team=team, locked__isnull=False, begins__isnull=False)
    first = dict(cycles.values_list("pk", "begins"))
    begun: dict[UUID, date] = {}
    for measure, cycle in ties.values_list(F("source"), F("target")):
        day = first.get(cycle)
        if day is not None and (measure not in begun or day < begun[measure]):
            begun[measure] = day
    return begun


def _as_hoped(measure: Measure, rows: list[Observation], begins: date) -> bool:
    if not rows:
        return False
    days = [one.on for one in rows]
    points = [point_of(measure, one) for one in rows]
    change_at = place_of(days, begins)
    chart = read(points, baseline=baseline_of(measure, points, change_at), change_at=change_at)
    wording = Wording(Unit(measure.unit), Every.of(measure.every), measure.more_is_better)
    reading = read_aloud(chart, days, wording)
    return reading.told and reading.tone == "leaf"
