"""Reading the chains behind claims, as far as somebody may see them. A fixed number of queries, however many claims."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Max, OuterRef, When
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext as _

from pergola.commons.models import Artifact, Link, Readable
from pergola.commons.walk import Walk, walk
from pergola.inquiry.models import Aim, Claim, Cycle, EarlierValue, Measure, Observation, Problem
from pergola.inquiry.wording import plain_day
from pergola.people.models import Asker
from pergola.publishing.evidence import (
    CONTRADICTS,
    NOWHERE,
    REPLICATES,
    SUPPORTS,
    Chain,
    Evidence,
    Place,
    Series,
    Thing,
)
from pergola.publishing.series import public_series_of

K = Link.Kind
ROLES = (SUPPORTS, REPLICATES, CONTRADICTS)
PURPOSE = ("problem", "aim", "idea")
READ_WHOLE = ("problem", "aim", "cycle", "measure", "claim")
type ReadSeries = Callable[[Measure, Sequence[Observation], Cycle], Series]


def read_chains(claims: Collection[UUID], person: Asker, *, series: ReadSeries = public_series_of) -> dict[UUID, Chain]:
    """The chain of each of these claims that `person` may see. A hidden claim has none, and nothing says so.

    `series` reads a measure: as the public may have it (the default), or exactly.
    """
    return Chains(walk(claims, person, up=True, things=things_of_chains(person)), person, series).of(claims)


def things_of_chains(person: Asker) -> Readable[Artifact]:
    """What `person` sees, each with what it is more than an artifact, its team and its audience: for the walk.

    `gone` tells of a measure which values of it were put right or taken out: the day, and until when the last of them stood.
    """
    stood = EarlierValue.objects.visible_to(person).filter(measure=OuterRef("pk")).order_by()
    gone = stood.values("on").annotate(last=Max("until")).values(one=JSONObject(on="on", until="last"))
    told = Case(When(kind=Measure.KIND, then=ArraySubquery(gone)))
    return Artifact.objects.visible_to(person).select_related(*READ_WHOLE, "team", "audience").annotate(gone=told)


class Chains:
    """A walk over `things_of_chains`, read as evidence. One query more: the observations."""

    def __init__(self, found: Walk, person: Asker, series: ReadSeries = public_series_of) -> None:
        self.walk = found
        self.series = series
        nodes = found.nodes.values()
        self.problems = {one.pk: one.problem for one in nodes if one.kind == Problem.KIND}
        self.aims = {one.pk: one.aim for one in nodes if one.kind == Aim.KIND}
        self.cycles = {one.pk: one.cycle for one in nodes if one.kind == Cycle.KIND}
        self.measures = {one.pk: one.measure for one in nodes if one.kind == Measure.KIND}
        self.claims = {one.pk: one.claim for one in nodes if one.kind == Claim.KIND}
        self.observed: dict[UUID, list[Observation]] = defaultdict(list)
        for row in Observation.objects.visible_to(person).filter(measure__in=self.measures).order_by("on"):
            self.observed[row.measure_id].append(row)
        self.taken_out = {one.pk: self._taken_out(one) for one in found.links if one.kind == K.CONTRADICTS}

    def of(self, claims: Collection[UUID]) -> dict[UUID, Chain]:
        return {pk: self._chain(self.claims[pk]) for pk in claims if pk in self.claims}

    def place(self, node: Artifact) -> Place:
        return place_of(self.walk.nodes[node.pk])

    def evidence(self, cycle: Cycle, link: Link | None = None) -> Evidence:
        """This cycle and the measure beside it, and what the link says, where it speaks to a claim."""
        ideas = [one.target_id for one in self.walk.out_of(cycle.pk, K.TESTS) if one.target_id in self.walk.nodes]
        return Evidence(
            ref=str(cycle.pk),
            role=str(link.kind) if link else "",
            title=cycle.title,
            number=cycle.number,
            scope=cycle.scope,
            place=self.place(cycle),
            note=link.note if link else "",
            linked_by=str(link.made_by) if link else "",
            linked_on=_day(link.made if link else cycle.made),
            prediction=cycle.prediction,
            locked_on=_day(cycle.locked) if cycle.locked else None,
            locked_after=cycle.points_at_lock,
            outcome=cycle.happened,
            learned=cycle.learned,
            decision=cycle.decision,
            because=cycle.because,
            series=self._series(cycle),
            idea=str(ideas[0]) if ideas else "",
            address=cycle.get_absolute_url(),
            told=self._told(link),
            taken_out=self.taken_out.get(link.pk, 0) if link else 0,
        )

    def _told(self, link: Link | None) -> str:
        claim = self.claims.get(link.target_id) if link else None
        return link.told if link and claim and link.told != claim.title else ""

    def _taken_out(self, tie: Link) -> int:
        """Of how many days no value stands any more that stood when this contradiction was tied."""
        measures = {one.source_id for one in self.walk.into(tie.source_id, K.MEASURES)} & self.measures.keys()
        standing = {(pk, one.on) for pk in measures for one in self.observed[pk]}
        stood = {(pk, on) for pk in measures for on, until in _gone(self.walk.nodes[pk]) if until > tie.made}
        return len(stood - standing)

    def _series(self, cycle: Cycle) -> Series | None:
        """The first outcome measure with data, else any with data, else any at all."""
        held = [
            self.measures[one.source_id]
            for one in self.walk.into(cycle.pk, K.MEASURES)
            if one.source_id in self.measures
        ]
        held.sort(key=lambda one: (not self.observed[one.pk], one.role != Measure.Role.OUTCOME))
        return self.series(held[0], self.observed[held[0].pk], cycle) if held else None

    def _chain(self, claim: Claim) -> Chain:
        links = [one for one in self.walk.into(claim.pk, *ROLES) if one.source_id in self.cycles]
        links.sort(key=lambda one: (ROLES.index(one.kind), one.made, one.pk))
        evidence = tuple(self.evidence(self.cycles[one.source_id], one) for one in links)
        purpose, leads_to = self.purpose([UUID(one.idea) for one in evidence if one.idea])
        return Chain(
            ref=str(claim.pk),
            sentence=claim.title,
            of_effect=claim.of_effect,
            holds_for=claim.holds_for,
            not_shown=claim.not_shown,
            place=self.place(claim),
            purpose=purpose,
            leads_to=leads_to,
            evidence=evidence,
            address=claim.get_absolute_url(),
        )

    def purpose(self, ideas: Sequence[UUID]) -> tuple[tuple[Thing, ...], tuple[tuple[str, str], ...]]:
        """From these ideas up along `addresses`, in the order problem, aim, idea."""
        pairs: list[tuple[str, str]] = []
        found: dict[UUID, Artifact] = {}
        edge = list(dict.fromkeys(ideas))
        while edge:
            pk = edge.pop(0)
            if pk in found or pk not in self.walk.nodes:
                continue
            found[pk] = self.walk.nodes[pk]
            for link in self.walk.out_of(pk, K.ADDRESSES):
                pairs.append((str(pk), str(link.target_id)))
                edge.append(link.target_id)
        things = [self._thing(node) for kind in PURPOSE for node in found.values() if node.kind == kind]
        return tuple(things), tuple(dict.fromkeys(pairs))

    def _thing(self, node: Artifact) -> Thing:
        return Thing(str(node.pk), node.kind, node.title, self._detail(node), self.place(node), node.get_absolute_url())

    def _detail(self, node: Artifact) -> str:
        if problem := self.problems.get(node.pk):
            return problem.baseline
        if aim := self.aims.get(node.pk):
            names = {"goal": aim.goal, "day": plain_day(aim.by_when), "year": aim.by_when.year, "was": aim.was}
            if aim.was:
                return _("%(goal)s by %(day)s %(year)s, from %(was)s") % names
            return _("%(goal)s by %(day)s %(year)s") % names
        return ""


def _gone(measure: Artifact) -> Iterator[tuple[date, datetime]]:
    for one in measure.gone:  # type: ignore[attr-defined]  # `things_of_chains` asks for it
        yield date.fromisoformat(one["on"]), datetime.fromisoformat(one["until"])


def place_of(thing: Artifact) -> Place:
    """The team a thing is of, where it came with the thing."""
    return Place(str(thing.team_id), thing.team.name) if thing.team else NOWHERE


def _day(moment: object) -> date:
    return timezone.localtime(moment).date()  # type: ignore[arg-type]  # always aware: USE_TZ
