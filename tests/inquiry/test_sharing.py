"""Who sees what is made, told before it is; and what may be shown to more people by a press of a button."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from tests.asking import browser_of
from tests.cast import Cast
from tests.inquiry.story import Story, studied
from tests.world import World

from pergola.commons.models import Artifact
from pergola.inquiry.actions import define_measure, plan_cycle, propose_idea, set_aim, share_with_network
from pergola.kernel.errors import NotAllowed
from pergola.people.models import Person, walls_of
from pergola.spaces.audiences import for_wall
from pergola.talk.actions import say, start_conversation
from pergola.walls.opening import walls


def test_what_a_team_talks_about_is_not_shared_with_the_network(cast: Cast) -> None:
    """One of them presses the button of a cycle on the address of their conversation: nothing is widened."""
    with walls(walls_of(cast.member)):
        talk = start_conversation(
            by=cast.team_lead, space=cast.alder_team, title="Between us", body="Period 1 is hard."
        )
        say(by=cast.team_lead, artifact=talk, body="Said to two people.")
    browser = browser_of(cast.member)
    for answer in (browser.get, browser.post):
        assert answer(reverse("inquiry:share", args=[talk.pk])).status_code == 404
    with walls(walls_of(cast.member)):
        with pytest.raises(NotAllowed):
            share_with_network(by=cast.member, thing=talk)
        assert Artifact.objects.get(pk=talk.pk).audience.kind == "team"
    with walls(walls_of(cast.team_lead_b)):
        assert not Artifact.objects.visible_to(cast.team_lead_b).filter(pk=talk.pk).exists()


@pytest.mark.parametrize("kind", ["lesson", "edition"])
def test_neither_a_draft_nor_a_published_copy_is_shared_so(world: World, kind: str) -> None:
    cast = world.cast
    with walls(cast.every_wall):
        thing = Artifact.objects.get(kind=kind)
        by = cast.team_lead if kind == "lesson" else cast.hub_director
        before = thing.audience_id
        with pytest.raises(NotAllowed):
            share_with_network(by=by, thing=thing)
    assert browser_of(by).post(reverse("inquiry:share", args=[thing.pk])).status_code == 404
    with walls(cast.every_wall):
        assert Artifact.objects.get(pk=thing.pk).audience_id == before


def _aim(story: Story, by: Person) -> Artifact:
    return set_aim(by=by, problem=story.problem, title="Next", goal="all", by_when=date(2027, 5, 1))


def _idea(story: Story, by: Person) -> Artifact:
    return propose_idea(by=by, aim=story.aim, title="Next")


def _measure(story: Story, by: Person) -> Artifact:
    return define_measure(by=by, aim=story.aim, title="Next")


def _cycle(story: Story, by: Person) -> Artifact:
    return plan_cycle(by=by, idea=story.idea)


@pytest.mark.parametrize(
    ("name", "of", "made"),
    [
        ("set_aim", "problem", _aim),
        ("propose_idea", "aim", _idea),
        ("define_measure", "aim", _measure),
        ("plan_cycle", "idea", _cycle),
    ],
)
def test_the_number_under_a_form_is_that_of_what_is_made(
    cast: Cast, name: str, of: str, made: Callable[[Story, Person], Artifact]
) -> None:
    """After the first finished Study everything upstream is seen by the network; what is made next is not, yet."""
    with walls(walls_of(cast.member)):
        story = studied(cast)
        upstream: Artifact = getattr(story, of)
        network = for_wall(cast.network.wall_id)
        assert Artifact.objects.get(pk=upstream.pk).audience == network, "the whole network sees what it rests on"
        people = made(story, cast.member).audience.people().count()
        assert people < network.people().count()
    page = browser_of(cast.member).get(reverse(f"inquiry:{name}", args=[upstream.pk])).text
    assert f"Seen by the {people} people of this team." in page


def test_the_one_address_that_shares_a_thing_knows_no_other_thing(cast: Cast) -> None:
    assert browser_of(cast.member).post(reverse("inquiry:share", args=[uuid4()])).status_code == 404
