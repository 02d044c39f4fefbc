"""When whoever kept it leaves: keeping passes to another, who sees what it is and says yes first."""

from uuid import uuid4

import pytest
from tests.asking import browser_of
from tests.cast import Cast
from tests.talk.telling import told

from pergola.gather.actions import answer_keeping, offer_keeping
from pergola.gather.models import HandOver
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import Person
from pergola.spaces.models import Membership
from pergola.talk.actions import start_conversation
from pergola.walls.opening import walls


def offer(cast: Cast, whom: Person, **more: object) -> HandOver:
    with walls(cast.every_wall):
        return offer_keeping(by=cast.facilitator, community=cast.talk, person=whom, **more)  # type: ignore[arg-type]


def role(cast: Cast, who: Person) -> str | None:
    with walls(cast.every_wall):
        rows = Membership.objects.filter(community=cast.talk, person=who)
        return rows.values_list("role", flat=True).first()


def test_what_passes_on_is_listed_and_nothing_changes_before_the_yes(cast: Cast) -> None:
    with walls(cast.every_wall):
        start_conversation(by=cast.member, space=cast.talk, title="Who has tried it?")
    page = f"/communities/{cast.talk.pk}/hand-over/"
    form = {
        "person": str(cast.coach.pk),
        "kept_for": "Brierfield",
        "leaves": "on",
        "words": "Will you?",
        "once": str(uuid4()),
    }
    assert browser_of(cast.member).post(page, form).status_code == 403
    browser_of(cast.facilitator).post(page, form)
    assert told(cast)["coach"] == ["began", "keep"] or told(cast)["coach"] == ["keep", "began"]
    assert (role(cast, cast.facilitator), role(cast, cast.coach)) == ("facilitator", "member")
    with walls(cast.every_wall):
        asked = HandOver.objects.get()
    there = f"/hand-overs/{asked.pk}/"
    read = browser_of(cast.coach).get(there).text
    assert all(one in read for one in ("Will you?", "Brierfield", "Conversations", "Yes, I keep it going"))
    for who in (cast.member, cast.lead_a, cast.former):
        assert browser_of(who).get(there).status_code == 404
    assert browser_of(cast.facilitator).post(there, {"answer": "yes"}).status_code == 403
    browser_of(cast.coach).post(there, {"answer": "yes"})
    assert (role(cast, cast.facilitator), role(cast, cast.coach)) == (None, "facilitator")
    assert "carried by Brierfield" in browser_of(cast.member).get(f"/communities/{cast.talk.pk}/").text
    assert "It is accepted" in browser_of(cast.facilitator).get(there).text, "whoever gave it sees that it was taken"


def test_a_lead_here_takes_it_for_the_system_and_comes_in_by_it(cast: Cast) -> None:
    asked = offer(cast, cast.lead_a, kept_for="Alder Valley")
    with walls(cast.every_wall):
        answer_keeping(by=cast.lead_a, offer=asked, accepted=True)
    assert (role(cast, cast.lead_a), role(cast, cast.facilitator)) == ("facilitator", "member")


def test_no_is_no_and_taken_back_is_over(cast: Cast) -> None:
    asked = offer(cast, cast.coach)
    with pytest.raises(Refusal, match="already"):
        offer(cast, cast.member)
    browser_of(cast.coach).post(f"/hand-overs/{asked.pk}/", {"answer": "no"})
    assert role(cast, cast.facilitator) == "facilitator"
    second = offer(cast, cast.member)
    browser_of(cast.facilitator).post(f"/hand-overs/{second.pk}/", {"back": "1"})
    with walls(cast.every_wall), pytest.raises(Refusal):
        answer_keeping(by=cast.member, offer=second, accepted=True)


def test_nobody_hands_on_what_they_no_longer_keep_and_nobody_who_is_not_here_is_asked(cast: Cast) -> None:
    for who in (cast.former, cast.neighbour, cast.facilitator):
        with pytest.raises(Refusal):
            offer(cast, who)
    asked = offer(cast, cast.coach)
    with walls(cast.every_wall):
        Membership.objects.filter(community=cast.talk, person=cast.facilitator).update(role="member")
        with pytest.raises(Refusal, match="no longer keeps"):
            answer_keeping(by=cast.coach, offer=asked, accepted=True)
        with pytest.raises(NotAllowed):
            answer_keeping(by=cast.member, offer=asked, accepted=True)
