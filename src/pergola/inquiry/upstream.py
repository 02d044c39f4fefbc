"""What a piece of inquiry rests on, of the same home: what must be seen with it for its chain to be walked."""

from uuid import UUID

from django.db.models import Q

from pergola.commons.models import Artifact, Link
from pergola.inquiry.models import Cycle
from pergola.spaces.models import Audience
from pergola.walls.reasons import Reason

Kind = Audience.Kind
NARROW = (Kind.TEAM, Kind.COMMUNITY, Kind.FACILITATORS, Kind.NAMED, Kind.LEADS)
UPSTREAM = (Link.Kind.ADDRESSES, Link.Kind.TESTS)
EVIDENCE = (Link.Kind.SUPPORTS, Link.Kind.CONTRADICTS, Link.Kind.REPLICATES)


def will_widen(thing: Artifact) -> bool:
    """Is it seen by fewer than everyone behind its wall?"""
    return thing.audience.kind in NARROW


def upstream_of(thing: Artifact) -> list[Artifact]:
    """What it rests on, toward the problem, of the same home: of a claim its cycles, of each cycle its measures, its idea,
    the aim, the problem. An aim's other measures stay where they are.
    """
    found: dict[UUID, Artifact] = {}
    edge: list[UUID] = [thing.pk]
    while edge:
        links = Link.objects.unrestricted(Reason.CHAIN_OF_ACT)
        on_target = links.filter(source__in=edge, kind__in=UPSTREAM).values("target")
        measured = links.filter(target__in=edge, target__kind=Cycle.KIND, kind=Link.Kind.MEASURES).values("source")
        evidence = links.filter(target__in=edge, kind__in=EVIDENCE).values("source")
        artifacts = Artifact.objects.unrestricted(Reason.CHAIN_OF_ACT).select_related("audience")
        same_home = artifacts.filter(removed=None, team=thing.team_id, community=thing.community_id)
        next_ones = same_home.filter(Q(pk__in=on_target) | Q(pk__in=measured) | Q(pk__in=evidence))
        new = {one.pk: one for one in next_ones if one.pk not in found and one.pk != thing.pk}
        found |= new
        edge = list(new)
    return list(found.values())
