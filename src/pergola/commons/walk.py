"""The chain of evidence: a walk along links, up towards the problem or down towards what came of it.

The door is applied at every step: what somebody may not see is not reached, nor is what lies behind it, and nothing
tells that it exists. But for one number, in a report that is made for others: see `left_out`.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from pergola.commons.models import Artifact, Link, Readable
from pergola.commons.models.artifact import seen
from pergola.people.models import Asker
from pergola.spaces.models import Audience
from pergola.walls.reasons import Reason

DEEPEST = 12
"""Steps from the start. The longest honest chain, problem to adoption, has eight."""

REACHED = """
commons_artifact.id = ANY(ARRAY(
    WITH RECURSIVE mine AS MATERIALIZED (SELECT door.* FROM ({door}) AS door (id)),
    walk (id, up, depth) AS (
        SELECT a.id, way.up, 0 FROM commons_artifact a CROSS JOIN unnest(%s::boolean[]) AS way (up)
        WHERE a.id = ANY(%s::uuid[]) AND a.removed IS NULL AND a.audience_id IN (SELECT id FROM mine)
      UNION
        SELECT a.id, w.up, w.depth + 1 FROM walk w
        CROSS JOIN LATERAL (
            SELECT l.target_id AS id FROM commons_link l
            WHERE l.source_id = w.id AND l.kind = ANY(CASE WHEN w.up THEN %s::text[] ELSE %s END)
            UNION ALL
            SELECT l.source_id FROM commons_link l
            WHERE l.target_id = w.id AND l.kind = ANY(CASE WHEN w.up THEN %s::text[] ELSE %s END)
        ) step
        JOIN commons_artifact a ON a.id = step.id
        WHERE w.depth < %s AND a.removed IS NULL AND a.audience_id IN (SELECT id FROM mine)
    )
    SELECT id FROM walk
))
"""
"""Both ways at once where both are asked for, and never one after the other: who goes up goes only up. The array is made once,
before anything else is looked at: joined, the planner would begin with everything the person sees."""


@dataclass(frozen=True)
class Walk:
    """What was reached, nearest first, and every link between two things that were reached."""

    up: bool
    nodes: dict[UUID, Artifact]
    links: tuple[Link, ...]

    def into(self, pk: UUID, *kinds: str) -> list[Link]:
        """The links that point at this one, of these kinds."""
        return [link for link in self._by_target.get(pk, ()) if link.kind in kinds]

    def out_of(self, pk: UUID, *kinds: str) -> list[Link]:
        """The links this one points with, of these kinds."""
        return [link for link in self._by_source.get(pk, ()) if link.kind in kinds]

    @cached_property
    def _by_target(self) -> dict[UUID, list[Link]]:
        return _grouped((link.target_id, link) for link in self.links)

    @cached_property
    def _by_source(self) -> dict[UUID, list[Link]]:
        return _grouped((link.source_id, link) for link in self.links)


def _grouped(links: Iterable[tuple[UUID, Link]]) -> dict[UUID, list[Link]]:
    found: dict[UUID, list[Link]] = defaultdict(list)
    for pk, link in links:
        found[pk].append(link)
    return found


def walk(
    start: UUID | Collection[UUID],
    person: Asker,
    *,
    up: bool,
    depth: int = DEEPEST,
    things: Readable[Artifact] | None = None,
) -> Walk:
    """What `start` (one or several) rests on, or with `up=False` what came of it, as far as `person` may see.

    Two queries, whatever the chain: the things, the links. A start that is hidden gives an empty walk.
    `things` is what the person sees of things, where more is to be read in the same query: joined, annotated.
    """
    return _walks(start, person, [up], depth, things)[up]


def walk_both_ways(
    start: UUID | Collection[UUID], person: Asker, *, things: Readable[Artifact] | None = None
) -> tuple[Walk, Walk]:
    """What `start` rests on, and what came of it: two walks for the two queries of one."""
    found = _walks(start, person, [True, False], DEEPEST, things)
    return found[True], found[False]


def left_out(found: Walk, person: Asker) -> int:
    """How many things one step further on `person`, who walked, may not see: a number, and nothing of them. One query.

    What lies deeper than the walk goes, and is seen, is not among them.

    A measure is no thing more: it goes with its cycle. Only a report says it, which is shown to others: they must know whether it is whole (docs/decisions/0040).
    """
    along, against = ([one for one in ways if one != Link.Kind.MEASURES] for ways in _ways(up=found.up))
    here = list(found.nodes)
    links = Link.objects.unrestricted(Reason.LEFT_OUT)
    onwards = links.filter(source__in=here, kind__in=along).exclude(target__in=here).values("target")
    beneath = links.filter(target__in=here, kind__in=against).exclude(source__in=here).values("source")
    ends = Artifact.objects.unrestricted(Reason.LEFT_OUT).filter(Q(pk__in=onwards) | Q(pk__in=beneath), removed=None)
    return ends.exclude(seen(person)).count()


def _walks(
    start: UUID | Collection[UUID], person: Asker, ways: Sequence[bool], depth: int, things: Readable[Artifact] | None
) -> dict[bool, Walk]:
    starts, deepest = [start] if isinstance(start, UUID) else list(start), min(depth, DEEPEST)
    shown = Artifact.objects.visible_to(person) if things is None else things
    reached = shown.defer("search", "words").filter(_reached(starts, person, ways, deepest))
    nodes = {thing.pk: thing for thing in reached}
    links = Link.objects.visible_to(person).filter(source__in=nodes, target__in=nodes)
    found = tuple(links.select_related("made_by").order_by("made", "pk"))
    return {up: _one_way(starts, nodes, found, deepest, up=up) for up in ways}


def _reached(starts: list[UUID], person: Asker, ways: Sequence[bool], deepest: int) -> RawSQL:
    """Is it reached from these, going these ways? A condition on artifacts."""
    door, values = Audience.objects.visible_to(person).values("pk").query.sql_with_params()
    (up_along, up_against), (down_along, down_against) = _ways(up=True), _ways(up=False)
    kinds = [list(one) for one in (up_along, down_along, up_against, down_against)]
    asked = [*values, list(ways), starts, *kinds, deepest]
    return RawSQL(REACHED.format(door=door), asked, output_field=BooleanField())  # noqa: S611 - Django's own SQL, its values bound


def _one_way(
    starts: Iterable[UUID], nodes: dict[UUID, Artifact], links: Iterable[Link], deepest: int, *, up: bool
) -> Walk:
    depths = _depths(starts, nodes, _steps_by_end(links, up=up), deepest)
    here = {pk: nodes[pk] for pk in sorted(depths, key=lambda pk: (depths[pk], pk))}
    return Walk(up, here, tuple(link for link in links if link.source_id in here and link.target_id in here))


def _depths(
    starts: Iterable[UUID], nodes: Mapping[UUID, Artifact], steps: Mapping[UUID, Sequence[UUID]], deepest: int
) -> dict[UUID, int]:
    """What of `nodes` is reached, and after how many steps, nearest first."""
    found = {pk: 0 for pk in starts if pk in nodes}
    edge = deque(found)
    while edge:
        here = edge.popleft()
        for pk in steps.get(here, ()) if found[here] < deepest else ():
            if pk in nodes and pk not in found:
                found[pk] = found[here] + 1
                edge.append(pk)
    return found


def _steps_by_end(links: Iterable[Link], *, up: bool) -> dict[UUID, list[UUID]]:
    """Where each thing leads, going this way."""
    along, against = _ways(up=up)
    steps: dict[UUID, list[UUID]] = defaultdict(list)
    for link in links:
        if link.kind in along:
            steps[link.source_id].append(link.target_id)
        elif link.kind in against:
            steps[link.target_id].append(link.source_id)
    return steps


def _ways(*, up: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The kinds of link to follow from source to target, and those to follow from target to source."""
    on_target = tuple(str(kind) for kind in Link.RESTS_ON_TARGET)
    on_source = tuple(str(kind) for kind in Link.RESTS_ON_SOURCE)
    return (on_target, on_source) if up else (on_source, on_target)
