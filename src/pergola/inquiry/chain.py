"""What a piece of inquiry rests on and what rests on it, one step each way, as one person sees it."""

from collections.abc import Iterable
from uuid import UUID

from pergola.commons.models import Artifact, Link
from pergola.commons.models.artifact import Readable
from pergola.inquiry.models import Measure
from pergola.people.models import Asker

Kind = Link.Kind


def above[M: Artifact](door: Readable[M], thing: Artifact, kind: Link.Kind) -> M | None:
    """What it addresses or tests. `door` is already what the person sees."""
    targets = Link.objects.filter(source=thing.pk, kind=kind).values("target")
    return door.filter(pk__in=targets).first()


def beneath[M: Artifact](door: Readable[M], thing: Artifact, *kinds: Link.Kind) -> Readable[M]:
    """What addresses, tests or measures it, in the order it was made."""
    sources = Link.objects.filter(target=thing.pk, kind__in=kinds).values("source")
    return door.filter(pk__in=sources).order_by("made", "pk")


def ties_of(person: Asker, thing: Artifact) -> list[Link]:
    """The evidence links out of it, with both ends: what it supports, replicates, contradicts, adapts."""
    kinds = (Kind.SUPPORTS, Kind.REPLICATES, Kind.CONTRADICTS, Kind.ADAPTS)
    links = Link.objects.visible_to(person).filter(source=thing.pk, kind__in=kinds)
    return list(links.select_related("target", "made_by").order_by("made", "pk"))


def parents_of(person: Asker, children: Iterable[Artifact], kind: Link.Kind) -> dict[UUID, UUID]:
    """Of each child, what it addresses or tests."""
    links = Link.objects.visible_to(person).filter(source__in=[child.pk for child in children], kind=kind)
    return dict(links.values_list("source", "target"))


def targets_of[M: Artifact](door: Readable[M], thing: Artifact, kind: Link.Kind) -> Readable[M]:
    """What it addresses, tests or measures, in the order it was made."""
    targets = Link.objects.filter(source=thing.pk, kind=kind).values("target")
    return door.filter(pk__in=targets).order_by("made", "pk")


def measures_for(door: Readable[Measure], idea: Artifact) -> Readable[Measure]:
    """The measures of the aim an idea addresses: what its cycles may watch."""
    aims = Link.objects.filter(source=idea.pk, kind=Kind.ADDRESSES).values("target")
    measuring = Link.objects.filter(target__in=aims, kind=Kind.MEASURES).values("source")
    return door.filter(pk__in=measuring).order_by("made", "pk")
