"""Letting the network see. An act of its own, never a side effect nobody was told of, and never a narrowing."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from pergola.commons.models import Artifact, Link, Participation
from pergola.commons.models.participation import took_part
from pergola.inquiry.actions.making import stir
from pergola.inquiry.models import Cycle
from pergola.inquiry.rules import must_change
from pergola.people.models import Person
from pergola.spaces.audiences import for_wall
from pergola.spaces.models import Audience
from pergola.walls.reasons import Reason

NARROW = (Audience.Kind.TEAM, Audience.Kind.COMMUNITY, Audience.Kind.FACILITATORS, Audience.Kind.NAMED, Audience.Kind.LEADS)
UPSTREAM = (Link.Kind.ADDRESSES, Link.Kind.TESTS)
EVIDENCE = (Link.Kind.SUPPORTS, Link.Kind.CONTRADICTS, Link.Kind.REPLICATES)


@transaction.atomic
def share_with_network(*, by: Person, thing: Artifact) -> list[Artifact]:
    """Let everyone behind its wall see this, and all it rests on that is of the same home. Returns what was widened.

    A chain is walkable only if each step of it can be seen: so a cycle takes its idea, aim, problem and measures along.
    What another team keeps to itself stays so.
    """
    must_change(by, thing)
    widened = [one for one in [_base(thing), *upstream_of(thing)] if will_widen(one)]
    everyone = for_wall(thing.wall_id)
    Artifact.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk__in=[one.pk for one in widened]).update(
        audience=everyone
    )
    for one in widened:
        one.audience = everyone
        stir(one)
        took_part(by, Participation.Verb.CHANGED, artifact=one)
    if any(one.pk == thing.pk for one in widened):
        thing.audience = everyone
    return widened


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


def _base(thing: Artifact) -> Artifact:
    return Artifact.objects.unrestricted(Reason.CHAIN_OF_ACT).select_related("audience").get(pk=thing.pk)
