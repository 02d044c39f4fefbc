"""The chain of evidence: a walk along links, up towards the problem or down towards what came of it.

The door is applied at every step: what somebody may not see is not reached, nor is what lies behind it, and nothing
tells that it exists.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from pergola.commons.models import Artifact, Link
from pergola.people.models import Asker
from pergola.spaces.models import Audience

DEEPEST = 12
"""Steps from the start. The longest honest chain, problem to adoption, has eight."""

STEPS = """
WITH RECURSIVE mine AS MATERIALIZED ({door}),
walk (id, depth) AS (
    SELECT a.id, 0 FROM commons_artifact a
    WHERE a.id = ANY(%s) AND a.removed IS NULL AND a.audience_id IN (SELECT id FROM mine)
  UNION
    SELECT a.id, w.depth + 1 FROM walk w
    CROSS JOIN LATERAL (
        SELECT l.target_id AS id FROM commons_link l WHERE l.source_id = w.id AND l.kind = ANY(%s)
        UNION ALL
        SELECT l.source_id FROM commons_link l WHERE l.target_id = w.id AND l.kind = ANY(%s)
    ) step
    JOIN commons_artifact a ON a.id = step.id
    WHERE w.depth < %s AND a.removed IS NULL AND a.audience_id IN (SELECT id FROM mine)
)
SELECT id, min(depth) FROM walk GROUP BY id
"""


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


def walk(start: UUID | Collection[UUID], person: Asker, *, up: bool, depth: int = DEEPEST) -> Walk:
    """What `start` (one or several) rests on, or with `up=False` what came of it, as far as `person` may see.

    Three queries, whatever the chain: the steps, the things, the links. A start that is hidden gives an empty walk.
    """
    starts = [start] if isinstance(start, UUID) else list(start)
    door, door_values = Audience.objects.visible_to(person).values("pk").query.sql_with_params()
    along, against = _ways(up=up)
    with connection.cursor() as cursor:
        cursor.execute(
            STEPS.format(door=f"SELECT door.* FROM ({door}) AS door (id)"),  # noqa: S608 - Django's own SQL, its values bound
            [*door_values, starts, list(along), list(against), min(depth, DEEPEST)],
        )
        depths: dict[UUID, int] = dict(cursor.fetchall())
    things = Artifact.objects.visible_to(person).defer("search", "words").filter(pk__in=depths)
    nodes = {thing.pk: thing for thing in sorted(things, key=lambda one: (depths[one.pk], one.pk))}
    links = Link.objects.visible_to(person).filter(source__in=nodes, target__in=nodes)
    return Walk(up, nodes, tuple(links.select_related("made_by").order_by("made", "pk")))


def _ways(*, up: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The kinds of link to follow from source to target, and those to follow from target to source."""
    on_target = tuple(str(kind) for kind in Link.RESTS_ON_TARGET)
    on_source = tuple(str(kind) for kind in Link.RESTS_ON_SOURCE)
    return (on_target, on_source) if up else (on_source, on_target)
