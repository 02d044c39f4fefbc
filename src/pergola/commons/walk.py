"""The chain of evidence: a walk along links, up towards the problem or down towards what came of it.

The door is applied at every step: what somebody may not see is not reached, nor is what lies behind it, and nothing
tells that it exists.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from pergola.commons.models import Artifact, Link, Readable
from pergola.people.models import Asker
from pergola.spaces.models import Audience

DEEPEST = 12
"""Steps from the start. The longest honest chain, problem to adoption, has eight."""

STEPS = """
WITH RECURSIVE mine AS MATERIALIZED ({door}),
walk (id, up, depth) AS (
    SELECT a.id, way.up, 0 FROM commons_artifact a CROSS JOIN unnest(%(ways)s::boolean[]) AS way (up)
    WHERE a.id = ANY(%(starts)s::uuid[]) AND a.removed IS NULL AND a.audience_id IN (SELECT id FROM mine)
  UNION
    SELECT a.id, w.up, w.depth + 1 FROM walk w
    CROSS JOIN LATERAL (
        SELECT l.target_id AS id FROM commons_link l
        WHERE l.source_id = w.id AND l.kind = ANY(CASE WHEN w.up THEN %(on_target)s::text[] ELSE %(on_source)s END)
        UNION ALL
        SELECT l.source_id FROM commons_link l
        WHERE l.target_id = w.id AND l.kind = ANY(CASE WHEN w.up THEN %(on_source)s::text[] ELSE %(on_target)s END)
    ) step
    JOIN commons_artifact a ON a.id = step.id
    WHERE w.depth < %(deepest)s AND a.removed IS NULL AND a.audience_id IN (SELECT id FROM mine)
)
SELECT up, id, min(depth) FROM walk GROUP BY up, id
"""
"""Both ways at once where both are asked for, and never one after the other: who goes up goes only up."""


@dataclass(frozen=True)
class Walk:
    """What was reached, nearest first, and every link between two things that were reached."""

    up: bool
    nodes: dict[UUID, Artifact]
    links: tuple[Link, ...]

    def into(self, pk: UUID, *kinds: str) -> list[Link]:
        """The links that point at this one, of these kinds."""
        return [link for link in self.links if link.target_id == pk and link.kind in kinds]

    def out_of(self, pk: UUID, *kinds: str) -> list[Link]:
        """The links this one points with, of these kinds."""
        return [link for link in self.links if link.source_id == pk and link.kind in kinds]

    def reached_from(self, start: UUID) -> dict[UUID, Artifact]:
        """The part of the walk that one of its starts leads to, that one first."""
        found: dict[UUID, Artifact] = {}
        edge = [start] if start in self.nodes else []
        while edge:
            here = edge.pop(0)
            if here not in found:
                found[here] = self.nodes[here]
                edge += [pk for pk in self._next(here) if pk not in found]
        return found

    def _next(self, pk: UUID) -> Iterator[UUID]:
        along, against = _ways(up=self.up)
        for link in self.links:
            if link.source_id == pk and link.kind in along:
                yield link.target_id
            elif link.target_id == pk and link.kind in against:
                yield link.source_id


def walk(
    start: UUID | Collection[UUID],
    person: Asker,
    *,
    up: bool,
    depth: int = DEEPEST,
    things: Readable[Artifact] | None = None,
) -> Walk:
    """What `start` (one or several) rests on, or with `up=False` what came of it, as far as `person` may see.

    Three queries, whatever the chain: the steps, the things, the links. A start that is hidden gives an empty walk.
    `things` is what the person sees of things, where more is to be read in the same query: joined, annotated.
    """
    return _walks(start, person, [up], depth, things)[up]


def walk_both_ways(
    start: UUID | Collection[UUID], person: Asker, *, things: Readable[Artifact] | None = None
) -> tuple[Walk, Walk]:
    """What `start` rests on, and what came of it: two walks for the three queries of one."""
    found = _walks(start, person, [True, False], DEEPEST, things)
    return found[True], found[False]


def _walks(
    start: UUID | Collection[UUID], person: Asker, ways: Sequence[bool], depth: int, things: Readable[Artifact] | None
) -> dict[bool, Walk]:
    starts = [start] if isinstance(start, UUID) else list(start)
    depths = _steps(starts, person, ways, depth)
    reached = set().union(*depths.values())
    shown = Artifact.objects.visible_to(person) if things is None else things
    nodes = {thing.pk: thing for thing in shown.defer("search", "words").filter(pk__in=reached)}
    links = Link.objects.visible_to(person).filter(source__in=nodes, target__in=nodes)
    found = tuple(links.select_related("made_by").order_by("made", "pk"))
    return {up: _one_way(depths[up], nodes, found, up=up) for up in ways}


def _steps(starts: list[UUID], person: Asker, ways: Sequence[bool], depth: int) -> dict[bool, dict[UUID, int]]:
    """For each way, what is reached and after how many steps."""
    door, values = Audience.objects.visible_to(person).values("pk").query.sql_with_params()
    names = {f"door{n}": value for n, value in enumerate(values)}
    asked = {
        "ways": list(ways),
        "starts": starts,
        "on_target": [str(kind) for kind in Link.RESTS_ON_TARGET],
        "on_source": [str(kind) for kind in Link.RESTS_ON_SOURCE],
        "deepest": min(depth, DEEPEST),
    }
    door %= tuple(f"%({name})s" for name in names)
    depths: dict[bool, dict[UUID, int]] = {up: {} for up in ways}
    with connection.cursor() as cursor:
        cursor.execute(
            STEPS.format(door=f"SELECT door.* FROM ({door}) AS door (id)"),  # noqa: S608 - Django's own SQL, its values bound
            names | asked,
        )
        for up, pk, steps in cursor.fetchall():
            depths[up][pk] = steps
    return depths


def _one_way(depths: dict[UUID, int], nodes: dict[UUID, Artifact], links: Iterable[Link], *, up: bool) -> Walk:
    here = {pk: nodes[pk] for pk in sorted(depths.keys() & nodes.keys(), key=lambda pk: (depths[pk], pk))}
    return Walk(up, here, tuple(link for link in links if link.source_id in here and link.target_id in here))


def _ways(*, up: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The kinds of link to follow from source to target, and those to follow from target to source."""
    on_target = tuple(str(kind) for kind in Link.RESTS_ON_TARGET)
    on_source = tuple(str(kind) for kind in Link.RESTS_ON_SOURCE)
    return (on_target, on_source) if up else (on_source, on_target)
