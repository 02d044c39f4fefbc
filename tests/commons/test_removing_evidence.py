"""A contradiction stays visible: not even those who found it make it vanish by removing what says it."""

from datetime import timedelta

import pytest
from tests.world import World

from pergola.commons.actions import remove_artifact
from pergola.commons.models import Link
from pergola.inquiry.actions import untie
from pergola.kernel import clock
from pergola.kernel.errors import Locked
from pergola.people.models import walls_of
from pergola.walls.opening import walls


def contradicted(world: World) -> Link:
    """The world's cycle, which supported its claim, says the opposite."""
    ends = {"source": world.chain["cycle"], "target": world.chain["claim"]}
    Link.objects.filter(**ends).delete()
    return Link.objects.create(**ends, kind=Link.Kind.CONTRADICTS, made_by=world.cast.team_lead)


@pytest.mark.parametrize("end", ["cycle", "claim"])
def test_neither_end_of_a_contradiction_is_removed(world: World, end: str) -> None:
    cast = world.cast
    with walls(walls_of(world.cast.team_lead)):
        contradicted(world)
        with pytest.raises(Locked, match="rite beside it what you know now"):
            remove_artifact(by=cast.team_lead, artifact=world.chain[end])


@pytest.mark.parametrize("kind", ["cycle", "claim", "idea"])
def test_what_only_supports_can_be_removed(world: World, kind: str) -> None:
    """Whoever takes support away weakens their own case, and the claim shows what is left of it."""
    with walls(walls_of(world.cast.team_lead)):
        remove_artifact(by=world.cast.team_lead, artifact=world.chain[kind])
        assert world.chain[kind].removed is not None


@pytest.mark.parametrize(("days", "stays"), [(0, False), (2, True)])
def test_a_contradiction_can_be_untied_for_a_day_only(world: World, days: int, stays: bool) -> None:
    cast = world.cast
    with walls(walls_of(world.cast.team_lead)):
        tie = contradicted(world)
        with clock.at(tie.made + timedelta(days=days)):
            if stays:
                with pytest.raises(Locked):
                    untie(by=cast.team_lead, link=tie)
            else:
                untie(by=cast.team_lead, link=tie)
        assert Link.objects.filter(kind=Link.Kind.CONTRADICTS).exists() == stays
