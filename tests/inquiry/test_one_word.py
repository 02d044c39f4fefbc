"""Two acts at one moment: a cycle says one thing of a claim, and what is contradicted stays."""

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoDbBlocker
from tests.cast import Cast
from tests.inquiry.story import studied
from tests.together import at_one_moment
from tests.world import World

from pergola.commons.actions import remove_artifact
from pergola.commons.models import Artifact, Link, Participation
from pergola.inquiry.actions import make_claim, share_with_network, tie, untie
from pergola.inquiry.models import Claim, Cycle
from pergola.kernel.errors import Locked
from pergola.people.models import walls_of
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason


def found(cast: Cast) -> tuple[Claim, Cycle]:
    """Alder Valley's claim, and a cycle of Brierfield's that has not spoken to it yet."""
    claim = make_claim(by=cast.member, home=cast.alder_team, title="Talk first helps everybody")
    share_with_network(by=cast.member, thing=claim)
    return claim, studied(cast, by=cast.team_lead_b, home=cast.brier_team).cycle


def kinds() -> list[str]:
    said = Link.objects.unrestricted(Reason.COUNTING).filter(kind__in=Link.EVIDENCE)
    return list(said.values_list("kind", flat=True))


def test_of_two_ties_at_one_moment_the_second_takes_the_place_of_the_first(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock(), at_one_moment() as together:
        with walls(together.cast.every_wall):
            claim, cycle = found(together.cast)
        made = together.in_turn(
            lambda cast: tie(by=cast.team_lead_b, source=cycle, target=claim, kind="supports"),
            lambda cast: tie(by=cast.team_lead_b, source=cycle, target=claim, kind="contradicts"),
        )
        assert [type(one) for one in made] == [Link, Link]
        with walls(together.cast.every_wall):
            assert kinds() == ["contradicts"]


def test_the_database_keeps_one_word_of_evidence(world: World) -> None:
    ends = {"source": world.chain["cycle"], "target": world.chain["claim"], "made_by": world.cast.team_lead}
    with walls(world.cast.every_wall):
        with pytest.raises(IntegrityError, match="commons_link_one_evidence"), transaction.atomic():
            Link.objects.create(**ends, kind=Link.Kind.CONTRADICTS)
        Link.objects.create(**ends, kind=Link.Kind.ADAPTS)


@pytest.mark.parametrize("first", ["tied", "removed"])
def test_a_claim_is_not_removed_from_under_what_contradicts_it(
    first: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock(), at_one_moment() as together:
        with walls(together.cast.every_wall):
            claim, cycle = found(together.cast)

        def contradict(cast: Cast) -> Link:
            return tie(by=cast.team_lead_b, source=cycle, target=claim, kind="contradicts")

        def remove(cast: Cast) -> None:
            remove_artifact(by=cast.member, artifact=claim)

        turns = (contradict, remove) if first == "tied" else (remove, contradict)
        _done, refused = together.in_turn(*turns)
        assert isinstance(refused, Locked)
        assert ("contradicted" if first == "tied" else "removed a moment ago") in str(refused)
        with walls(together.cast.every_wall):
            gone = Artifact.objects.unrestricted(Reason.COUNTING).get(pk=claim.pk).removed is not None
            assert (kinds(), gone) == ((["contradicts"], False) if first == "tied" else ([], True))


def test_untying_twice_is_written_down_once(world: World) -> None:
    lead = world.cast.team_lead
    with walls(walls_of(lead)):
        link = Link.objects.get(source=world.chain["cycle"], target=world.chain["claim"])
        again = Link.objects.get(pk=link.pk)
        untie(by=lead, link=link)
        untie(by=lead, link=again)
        assert Participation.objects.visible_to(lead).filter(verb=Participation.Verb.REMOVED).count() == 1
