"""Letting the network see. An act of its own, never a side effect nobody was told of, and never a narrowing."""

from django.db import transaction

from pergola.commons.models import Artifact, Participation
from pergola.commons.models.participation import took_part
from pergola.inquiry.making import stir
from pergola.inquiry.rules import must_be_inquiry, must_change
from pergola.inquiry.upstream import upstream_of, will_widen
from pergola.people.models import Person
from pergola.spaces.audiences import for_wall
from pergola.walls.reasons import Reason


@transaction.atomic
def share_with_network(*, by: Person, thing: Artifact) -> list[Artifact]:
    """Let everyone behind its wall see this, and all it rests on that is of the same home. Returns what was widened.

    A chain is walkable only if each step of it can be seen: so a cycle takes its idea, aim, problem and measures along.
    What another team keeps to itself stays so.
    """
    must_change(by, thing)
    must_be_inquiry(thing)
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


def _base(thing: Artifact) -> Artifact:
    return Artifact.objects.unrestricted(Reason.CHAIN_OF_ACT).select_related("audience").get(pk=thing.pk)
