"""The chain is walked through the door at every step."""

from itertools import pairwise
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast

from pergola.commons.models import Artifact, Link
from pergola.commons.walk import walk
from pergola.kernel.clock import now
from pergola.people.models import Person, Visitor, walls_of
from pergola.spaces.audiences import for_team, for_wall
from pergola.spaces.models import Team
from pergola.walls.opening import walls

K = Link.Kind


def thing(by: Person, team: Team, title: str, *, shared: bool = True) -> Artifact:
    audience = for_wall(team.wall_id) if shared else for_team(team)
    return Artifact.objects.create(
        kind="conversation", title=title, wall_id=team.wall_id, audience=audience, team=team, made_by=by
    )


def tie(by: Person, source: Artifact, kind: Link.Kind, target: Artifact) -> Link:
    return Link.objects.create(source=source, target=target, kind=kind, made_by=by)


def chain(cast: Cast) -> dict[str, Artifact]:
    """problem ← aim ← idea ← cycle → claim ← lesson ← adoption, and a measure of the cycle."""
    by, team = cast.team_lead, cast.alder_team
    names = ("problem", "aim", "idea", "cycle", "measure", "claim", "lesson", "adoption")
    made = {name: thing(by, team, name) for name in names}
    tie(by, made["aim"], K.ADDRESSES, made["problem"])
    tie(by, made["idea"], K.ADDRESSES, made["aim"])
    tie(by, made["cycle"], K.TESTS, made["idea"])
    tie(by, made["measure"], K.MEASURES, made["cycle"])
    tie(by, made["cycle"], K.SUPPORTS, made["claim"])
    tie(by, made["lesson"], K.CITES, made["claim"])
    tie(by, made["adoption"], K.ADAPTS, made["lesson"])
    return made


def titles(nodes: dict[UUID, Artifact]) -> list[str]:
    return [node.title for node in nodes.values()]


def test_up_from_a_claim_is_what_it_rests_on_and_down_is_what_came_of_it(cast: Cast) -> None:
    with walls(walls_of(cast.team_lead)):
        made = chain(cast)
        up = walk(made["claim"].pk, cast.team_lead, up=True)
        down = walk(made["claim"].pk, cast.team_lead, up=False)
    assert titles(up.nodes)[:2] == ["claim", "cycle"]
    assert set(titles(up.nodes)) == {"claim", "cycle", "measure", "idea", "aim", "problem"}
    assert titles(down.nodes) == ["claim", "lesson", "adoption"]
    assert {link.kind for link in up.links} == {"supports", "measures", "tests", "addresses"}


def test_a_hidden_step_hides_itself_and_all_behind_it(cast: Cast) -> None:
    """Brierfield keeps its cycle to itself: Alder Valley’s lead reaches neither it nor the idea only it leads to."""
    with walls(walls_of(cast.team_lead_b)):
        claim = thing(cast.team_lead_b, cast.brier_team, "claim")
        hidden = thing(cast.team_lead_b, cast.brier_team, "hidden cycle", shared=False)
        behind = thing(cast.team_lead_b, cast.brier_team, "idea behind it")
        tie(cast.team_lead_b, hidden, K.CONTRADICTS, claim)
        tie(cast.team_lead_b, hidden, K.TESTS, behind)
        assert set(titles(walk(claim.pk, cast.team_lead_b, up=True).nodes)) == {
            "claim",
            "hidden cycle",
            "idea behind it",
        }
    with walls(walls_of(cast.team_lead)):
        seen = walk(claim.pk, cast.team_lead, up=True)
        assert titles(seen.nodes) == ["claim"]
        assert seen.links == ()
        assert walk(hidden.pk, cast.team_lead, up=True).nodes == {}


def test_a_removed_step_ends_the_walk(cast: Cast) -> None:
    with walls(walls_of(cast.team_lead)):
        made = chain(cast)
        Artifact.objects.filter(pk=made["idea"].pk).update(removed=now(), removed_by=cast.team_lead)
        assert set(titles(walk(made["claim"].pk, cast.team_lead, up=True).nodes)) == {"claim", "cycle", "measure"}


@pytest.mark.parametrize("actor", ["person of another system", "visitor"])
def test_others_reach_nothing(cast: Cast, actor: str) -> None:
    asker = cast.actors[actor]
    with walls(walls_of(cast.team_lead)):
        claim = chain(cast)["claim"]
        assert walk(claim.pk, asker, up=True).nodes == {}  # even with the wall open
    with walls(walls_of(asker)):
        assert walk(claim.pk, Visitor(), up=True).nodes == {}


def test_a_ring_ends(cast: Cast) -> None:
    by = cast.team_lead
    with walls(walls_of(by)):
        ring = [thing(by, cast.alder_team, str(n)) for n in range(4)]
        for here, there in zip(ring, [*ring[1:], ring[0]], strict=True):
            tie(by, here, K.ADDRESSES, there)
        found = walk(ring[0].pk, by, up=True)
    assert len(found.nodes) == 4
    assert len(found.links) == 4


def test_the_depth_is_capped(cast: Cast) -> None:
    by = cast.team_lead
    with walls(walls_of(by)):
        line = [thing(by, cast.alder_team, str(n)) for n in range(20)]
        for here, there in pairwise(line):
            tie(by, here, K.ADDRESSES, there)
        assert len(walk(line[0].pk, by, up=True, depth=3).nodes) == 4
        assert len(walk(line[0].pk, by, up=True, depth=1000).nodes) == 13


def test_a_tree_of_five_hundred_takes_two_queries(cast: Cast) -> None:
    by = cast.team_lead
    with walls(walls_of(by)):
        audience = for_wall(cast.network.wall_id)
        tree = Artifact.objects.bulk_create(
            Artifact(kind="conversation", title=str(n), wall_id=cast.network.wall_id, audience=audience, made_by=by)
            for n in range(500)
        )
        Link.objects.bulk_create(
            Link(source=node, target=tree[(n - 1) // 3], kind=K.ADDRESSES, made_by=by)
            for n, node in enumerate(tree)
            if n
        )
        with CaptureQueriesContext(connection) as asked:
            found = walk(tree[0].pk, by, up=False)
    assert len(found.nodes) == 500
    assert len(found.links) == 499
    assert len(asked) == 2


def test_several_starts_share_one_walk(cast: Cast) -> None:
    by = cast.team_lead
    with walls(walls_of(by)):
        made = chain(cast)
        other = thing(by, cast.alder_team, "second claim")
        with CaptureQueriesContext(connection) as asked:
            found = walk([made["claim"].pk, other.pk], by, up=True)
        assert len(asked) == 2
    assert {"second claim", "problem"} <= set(titles(found.nodes))
