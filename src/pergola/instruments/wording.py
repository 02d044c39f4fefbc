"""How a community asks how it goes: which features, in whose words. Each change is another version."""

from collections.abc import Sequence
from dataclasses import dataclass

from pergola.instruments.models import Instrument, Item
from pergola.instruments.shipped import HEALTH, shipped
from pergola.people.models import Person
from pergola.spaces.models import Community
from pergola.walls.reasons import Reason


@dataclass(frozen=True)
class Wording:
    """One feature of the health check, and how this community asks about it; without words of its own, in the house's."""

    key: str
    words: str = ""


def newest_wording(community: Community) -> Instrument | None:
    """What this community asks now; None: as the house ships it."""
    every = Instrument.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(community=community)
    return every.order_by("-version").first()


def wording_to_ask(by: Person, community: Community) -> Instrument:
    """What is asked next, written down now where it was never changed."""
    ours = [Wording(one.key) for one in shipped(HEALTH).items]
    return newest_wording(community) or write(by, community, ours, 1)


def hold(community: Community) -> None:
    """Hold its row until the act is over. Not its key: whoever joins it meanwhile does not wait."""
    Community.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update(no_key=True).get(pk=community.pk)


def write(by: Person, community: Community, wording: Sequence[Wording], version: int) -> Instrument:
    ours = shipped(HEALTH)
    made = Instrument.objects.create(
        wall_id=community.wall_id, community=community, shipped=ours.slug, shipped_version=ours.version,
        version=version, made_by=by,
    )  # fmt: skip
    for place, one in enumerate(wording):
        Item.objects.create(instrument=made, place=place, key=one.key, own_words=one.words)
    return made
