"""What hubs define for their networks on the stage, and measures counted so, each with new limits from a day."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.cast import Cast

from pergola.inquiry.models import CountedBy, Definition, DefinitionVersion, Measure, Observation, Split
from pergola.kernel.clock import now
from pergola.people.models import Person
from pergola.spaces.models import Network

WORDS: dict[str, Any] = {"title": "Slips that explain", "counts": "slips with a reason", "out_of": "all slips"}


def lay_definitions(
    things: dict[str, dict[str, Any]], ids: dict[str, Any], *, cast: Cast, far: Network, paz: Person
) -> None:
    """One of our network, one of a network far away, each in two versions."""
    first = _define(things, "definition", cast.network, cast.hub_director)
    ids["definition"] = things["definition"]["pk"]
    _define(things, "definition of the far network", far, paz)
    _define(things, "withdrawn definition", cast.network, cast.hub_director)
    Definition.objects.filter(pk=things["withdrawn definition"]["pk"]).update(
        withdrawn=now(), withdrawn_by=cast.hub_director, because="Halves."
    )
    for name in ("alder", "alder, shared", "alder, removed", "brier", "brier, shared", "talk", "seats"):
        _count(things, name, first)
    measure, split = things["counted measure of alder"]["pk"], things["split of brier"]["split"]
    things["split of brier, asked in alder"] = {"pk": measure, "split": split}


def _define(things: dict[str, dict[str, Any]], name: str, network: Network, by: Person) -> DefinitionVersion:
    made = Definition.objects.create(network=network, unit="share", made_by=by)
    things[name] = {"pk": made.pk}
    things[name.replace("definition", "definition version")] = {"pk": made.pk, "number": 1}
    things.setdefault("definition version that is not there", {"pk": made.pk, "number": 9})
    first = DefinitionVersion.objects.create(definition=made, number=1, made_by=by, **WORDS)
    DefinitionVersion.objects.create(definition=made, number=2, differs="Half reasons count.", made_by=by, **WORDS)
    return first


def _count(things: dict[str, dict[str, Any]], name: str, version: DefinitionVersion) -> None:
    """A measure beside the chain's own, so that the chain's may still be changed."""
    like = Measure.objects.get(pk=things[f"measure of {name}"]["pk"])
    alike = {
        one: getattr(like, one)
        for one in ("wall_id", "audience", "team", "community", "made_by", "removed", "removed_by")
    }
    made = Measure.objects.create(**alike, **WORDS)
    for day in (3, 17):
        Observation.objects.create(measure=made, on=date(2026, 8, day), value=Decimal(34), put_in_by=like.made_by)
    if made.team_id is not None:
        CountedBy.objects.create(measure=made, version=version, by=like.made_by)
    split = Split.objects.create(measure=made, on=date(2026, 8, 10), what="A new form for slips", made_by=like.made_by)
    things[f"counted measure of {name}"] = {"pk": made.pk}
    things[f"split of {name}"] = {"pk": made.pk, "split": split.pk}
