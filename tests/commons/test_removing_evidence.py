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


def test_evidence_is_not_removed(world: World) -> None:
    cast = world.cast
    with walls(walls_of(world.cast.team_lead)), pytest.raises(Locked, match="evidence for or against a claim"):
        remove_artifact(by=cast.team_lead, artifact=world.chain["cycle"])


def test_what_is_no_evidence_can_be(world: World) -> None:
    with walls(walls_of(world.cast.team_lead)):
        remove_artifact(by=world.cast.team_lead, artifact=world.chain["idea"])
        assert world.chain["idea"].removed is not None


@pytest.mark.parametrize(("days", "stays"), [(0, False), (2, True)])
def test_a_contradiction_can_be_untied_for_a_day_only(world: World, days: int, stays: bool) -> None:
    cast = world.cast
    with walls(walls_of(world.cast.team_lead)):
        tie = Link.objects.create(
            source=world.chain["cycle"], target=world.chain["claim"], kind=Link.Kind.CONTRADICTS, made_by=cast.team_lead
        )
        with clock.at(tie.made + timedelta(days=days)):
            if stays:
                with pytest.raises(Locked):
                    untie(by=cast.team_lead, link=tie)
            else:
                untie(by=cast.team_lead, link=tie)
        assert Link.objects.filter(kind=Link.Kind.CONTRADICTS).exists() == stays
