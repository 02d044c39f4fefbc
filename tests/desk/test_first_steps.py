"""First steps: somebody new has a useful act on My month, each kind of person their own; done, put away or old, they are gone."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from tests.asking import browser_of, identity_of, queries
from tests.cast import Cast
from tests.meetings.stories import meets

from pergola.desk.first_steps import KINDS, Guide
from pergola.desk.month import month_of_person
from pergola.gather.actions.chartering import Words, write_charter
from pergola.gather.charters import standing_charter
from pergola.kernel.clock import now
from pergola.meetings.actions import When, plan_gathering, say_coming
from pergola.meetings.models import Coming
from pergola.people.actions import describe_oneself
from pergola.people.models import Person, WallMember, standing_of, walls_of
from pergola.talk.actions import say, start_conversation
from pergola.walls.opening import walls

PAGE, AWAY = "/month/", "/month/first-steps/away/"


def guide_of(person: Person) -> Guide | None:
    with walls(walls_of(person)):
        return month_of_person(Person.objects.get(pk=person.pk), standing_of(person)).guide


def titles(person: Person) -> list[str]:
    found = guide_of(person)
    return [one.title.removeprefix("Next: ") for one in found.steps] if found else []


def test_a_new_member_has_three_and_each_goes_with_its_act(cast: Cast) -> None:
    """The coach’s question stands there: what others said does not do the member’s step."""
    new = cast.member
    with walls(walls_of(cast.coach)):
        asked = start_conversation(by=cast.coach, space=cast.talk, title="How long do you wait?")
    date = meets(cast, now() + timedelta(days=3))
    assert titles(new) == ["introduce yourself", "say whether you come", "say what you do"]
    page = browser_of(new).get(PAGE).text
    assert reverse("talk:start", args=[cast.talk.pk]) in page
    assert date.get_absolute_url() in page
    with walls(walls_of(new)):
        say(by=new, artifact=asked, body="Three seconds.")
        assert titles(new) == ["say whether you come", "say what you do"]
        say_coming(by=new, gathering=date, answer=Coming.Answer.PERHAPS)
        assert titles(new) == ["say what you do"]
        assert "What stands above is the last of them" in browser_of(new).get(PAGE).text
    describe_oneself(by=new, name=new.name, work="Grade 7", theme="")
    assert titles(new) == []
    assert "First steps" not in browser_of(new).get(PAGE).text


def test_a_word_in_another_place_is_not_a_word_here(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        start_conversation(by=cast.member, space=cast.alder_team, title="To my team only")
    assert titles(cast.member)[0] == "introduce yourself"


@pytest.mark.parametrize(
    ("who", "kind", "first"),
    [
        ("operator", "operator", "add a second way to sign in"),
        ("hub_director", "hub", "name the first phase"),
        ("lead_a", "system-lead", "add a second way to sign in"),
        ("lead_b", "system-lead", "open a community"),
        ("team_lead", "team-lead", "name your problem of practice"),
        ("coach", "coach", "introduce yourself"),
        ("facilitator", "facilitator", "say when you meet"),
        ("member", "member", "introduce yourself"),
        ("former", "newcomer", "find a community"),
    ],
)
def test_each_kind_of_person_has_their_own(cast: Cast, who: str, kind: str, first: str) -> None:
    person = getattr(cast, who)
    found = guide_of(person)
    assert found is not None
    assert (found.kind, titles(person)[0]) == (kind, first)
    page = browser_of(person).get(PAGE).text
    for step in found.steps:
        assert step.url in page
        assert browser_of(person).get(step.url.partition("#")[0]).status_code in {200, 302}, step.url


def test_put_away_they_are_gone_for_good_and_for_oneself_alone(cast: Cast) -> None:
    browser = browser_of(cast.member)
    assert "put this away" in browser.get(PAGE).text
    for _ in range(2):
        assert browser.post(AWAY, {"kind": "member"}).status_code == 302
    assert titles(cast.member) == []
    assert Person.objects.get(pk=cast.member.pk).guides_away == ["member"]
    assert titles(cast.coach) != []
    assert browser.post(AWAY, {"kind": "king"}).status_code == 404


def test_whoever_becomes_another_kind_of_person_has_its_first_steps(cast: Cast) -> None:
    browser_of(cast.facilitator).post(AWAY, {"kind": "facilitator"})
    found = guide_of(cast.facilitator)
    assert found is not None
    assert found.kind == "member"


def test_what_a_facilitator_does_ends_theirs(cast: Cast) -> None:
    keeper = cast.facilitator
    with walls(walls_of(keeper)):
        plan_gathering(by=keeper, space=cast.talk, when=When(now() + timedelta(days=2), "America/New_York"))
        start_conversation(by=keeper, space=cast.talk, title="What did we skip?")
        stands = standing_charter(cast.talk)
        words = Words(sentence="We meet.", problem="Slips copy.")
        write_charter(by=keeper, community=cast.talk, words=words, version=stands.version, why="To say more.")
    assert titles(keeper) == ["say what you do"]


def test_a_second_factor_ends_the_leads(cast: Cast) -> None:
    Authenticator.objects.create(user=identity_of(cast.lead_a), type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert titles(cast.lead_a) == []


def test_after_two_months_there_are_none_and_nothing_is_asked(cast: Cast) -> None:
    WallMember.objects.update(since=now() - timedelta(days=61))
    assert titles(cast.member) == []
    browser = browser_of(cast.member)
    browser.get(PAGE)
    with queries() as asked:
        browser.get(PAGE)
    old = len(asked)
    WallMember.objects.update(since=now())
    with queries() as asked:
        browser.get(PAGE)
    assert (old, len(asked)) == (7, 8)


def test_every_kind_has_steps() -> None:
    assert len(KINDS) == 8
