"""A contradiction stays: neither the hub, nor those who are contradicted, nor a second thought makes it disappear."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from tests.asking import browser_of
from tests.cast import Cast
from tests.inquiry.story import studied

from pergola.commons.actions import remove_artifact
from pergola.commons.models import Link
from pergola.inquiry.actions import (
    bring_back_value,
    edit_claim,
    make_claim,
    remove_observation,
    share_with_network,
    tie,
    untie,
)
from pergola.inquiry.models import Claim, Cycle
from pergola.kernel import clock
from pergola.kernel.errors import Locked, NotAllowed
from pergola.talk.models import Notice
from pergola.walls.opening import walls


@dataclass
class Found:
    cast: Cast
    claim: Claim
    cycle: Cycle
    tie: Link


@pytest.fixture
def found(cast: Cast) -> Iterator[Found]:
    """Alder Valley claims something; Brierfield's cycle contradicts it."""
    with walls(cast.every_wall):
        claim = make_claim(by=cast.member, home=cast.alder_team, title="Talk first helps everybody")
        share_with_network(by=cast.member, thing=claim)
        cycle = studied(cast, by=cast.team_lead_b, home=cast.brier_team).cycle
        made = tie(by=cast.team_lead_b, source=cycle, target=claim, kind="contradicts", note="Not in double blocks.")
        yield Found(cast, claim, cycle, made)


def standing(found: Found) -> list[tuple[str, str]]:
    return list(Link.objects.filter(target=found.claim).values_list("kind", "note"))


@pytest.mark.parametrize("how", ["untied", "turned into support"])
def test_what_was_taken_back_is_told_to_nobody_and_said_again_it_is(found: Found, how: str) -> None:
    cast = found.cast
    news = Notice.objects.filter(kind=Notice.Kind.AGAINST)
    told = set(news.values_list("person", flat=True))
    assert cast.member.pk in told
    browser_of(cast.member).post("/notices/read/")
    if how == "untied":
        untie(by=cast.team_lead_b, link=found.tie)
    else:
        tie(by=cast.team_lead_b, source=found.cycle, target=found.claim, kind="supports")
    assert not news.exists(), "neither to whoever has read it nor to whoever has not"
    tie(by=cast.team_lead_b, source=found.cycle, target=found.claim, kind="contradicts")
    assert set(news.values_list("person", flat=True)) == told


def test_the_hub_does_not_turn_it_into_support(found: Found) -> None:
    for act in (
        lambda: tie(by=found.cast.hub_director, source=found.cycle, target=found.claim, kind="supports"),
        lambda: untie(by=found.cast.hub_director, link=found.tie),
    ):
        with pytest.raises(NotAllowed, match="found a contradiction"):
            act()
    assert standing(found) == [("contradicts", "Not in double blocks.")]


def test_those_who_found_it_may_think_again_for_a_day(found: Found) -> None:
    with clock.at(found.tie.made + timedelta(days=2)), pytest.raises(Locked):
        tie(by=found.cast.team_lead_b, source=found.cycle, target=found.claim, kind="supports")
    assert standing(found) == [("contradicts", "Not in double blocks.")]
    with clock.at(found.tie.made + timedelta(hours=2)):
        tie(by=found.cast.team_lead_b, source=found.cycle, target=found.claim, kind="supports")
    assert standing(found) == [("supports", "")]


def test_the_claim_it_contradicts_is_not_removed(found: Found) -> None:
    with pytest.raises(Locked, match="This claim is contradicted"):
        remove_artifact(by=found.cast.member, artifact=found.claim)
    with pytest.raises(Locked, match="This contradicts a claim"):
        remove_artifact(by=found.cast.team_lead_b, artifact=found.cycle)


def test_the_buttons_say_why(found: Found) -> None:
    removed = browser_of(found.cast.member).post(f"/things/{found.claim.pk}/remove/")
    assert (removed.status_code, "This claim is contradicted" in removed.text) == (422, True)
    untied = f"/inquiry/cycles/{found.cycle.pk}/ties/{found.tie.pk}/"
    told = browser_of(found.cast.hub_director).post(untied, follow=True)
    assert "Only those who found a contradiction can take it back." in told.text
    assert standing(found) == [("contradicts", "Not in double blocks.")]


def test_nobody_puts_other_words_into_the_mouth_of_whoever_found_it(found: Found) -> None:
    said = standing(found)
    with pytest.raises(NotAllowed, match="what is said with it is theirs"):
        tie(by=found.cast.hub_director, source=found.cycle, target=found.claim, kind="contradicts", note="Ignore this.")
    again = tie(by=found.cast.hub_director, source=found.cycle, target=found.claim, kind="contradicts")
    assert (again.pk, standing(found)) == (found.tie.pk, said)
    tie(by=found.cast.team_lead_b, source=found.cycle, target=found.claim, kind="contradicts", note="Not for us.")
    assert standing(found) == [("contradicts", "Not for us.")]
    with clock.at(found.tie.made + timedelta(days=2)), pytest.raises(Locked, match="stays as it was said"):
        tie(by=found.cast.team_lead_b, source=found.cycle, target=found.claim, kind="contradicts", note="It was so.")
    assert standing(found) == [("contradicts", "Not for us.")]


def test_the_measure_of_what_contradicts_is_not_removed(found: Found) -> None:
    measure = found.cycle.links_in.get(kind="measures").source
    with pytest.raises(Locked, match="is read by this measure"):
        remove_artifact(by=found.cast.team_lead_b, artifact=measure)


def test_days_taken_out_of_it_afterwards_are_told(found: Found) -> None:
    measure = found.cycle.links_in.get(kind="measures").source.measure
    first, *others = measure.observations.order_by("on")[:3]
    later = found.tie.made + timedelta(hours=1)
    with clock.at(later):
        for one in (first, *others):
            remove_observation(by=found.cast.team_lead_b, observation=one)
        bring_back_value(by=found.cast.team_lead_b, earlier=measure.earlier_values.get(on=first.on))
    page = browser_of(found.cast.member).get(f"/chain/{found.claim.pk}/").content.decode()
    assert "2 days have been taken out of its measure since this was tied." in page


def test_a_claim_reworded_under_its_contradiction_says_what_was_contradicted(found: Found) -> None:
    page = f"/chain/{found.claim.pk}/"
    assert "the claim said" not in browser_of(found.cast.member).get(page).content.decode()
    edit_claim(by=found.cast.member, claim=found.claim, revision=found.claim.revision, title="It helps some")
    said = browser_of(found.cast.member).get(page).content.decode()
    assert "When this was tied, the claim said: “Talk first helps everybody”" in said
