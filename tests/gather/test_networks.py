"""A network: founded, with its time and its school systems; each says for itself what it shares."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from tests.asking import browser_of, identity_of, queries
from tests.cast import Cast, person, system
from tests.posting import post_everything

from pergola.gather.actions import (
    accept_invitation,
    declare_figure,
    end_hub_roles,
    give_hub_role,
    invite,
    keep_community,
    leave_network,
    open_community,
    set_milestone,
    share_in_public,
)
from pergola.insight.actions import release_numbers
from pergola.insight.numbers import figures_of
from pergola.kernel.clock import today
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import Person, WallMember
from pergola.spaces.audiences import for_named
from pergola.spaces.models import (
    DeclaredFigure,
    HubRole,
    Membership,
    MemberSystem,
    Milestone,
    Network,
    Phase,
    Team,
    TeamMember,
)
from pergola.systems.models import District, SchoolSystem
from pergola.walls.opening import walls

SITE = "http://localhost/"


def confirmed(who: Person) -> Client:
    return browser_of(who, confirmed=True)


def home(network: Network) -> str:
    return f"/networks/{network.pk}/"


def test_everyone_in_it_sees_it_whole_and_nobody_else_does(cast: Cast) -> None:
    for name, who in cast.actors.items():
        told: Any = browser_of(who).get(home(cast.network))
        inside = name in {"hub director", "hub evaluator", "team lead", "member"}
        assert told.status_code == (200 if inside else 302 if name == "visitor" else 404), name
        if inside:
            assert ("Ask a school system to join" in told.content.decode()) == (name == "hub director"), name
            assert ("What we share" in told.content.decode()) == (name == "team lead"), name


def test_the_hub_names_stretches_and_milestones_and_takes_them_off(cast: Cast) -> None:
    browser, here = browser_of(cast.hub_director), home(cast.network)
    span = {"name": "Begin", "starts": "2026-09-01", "ends": "2026-08-01", "once": str(uuid4())}
    refused = browser.post(f"{here}phases/", span)
    assert refused.status_code == 422
    assert "end before it starts" in refused.content.decode()
    browser.post(f"{here}phases/", span | {"ends": "2026-12-31"})
    late = (today() - timedelta(days=3)).isoformat()
    twice = {"name": "Every team has a problem", "due": late, "once": str(uuid4())}
    for _ in range(2):
        browser.post(f"{here}milestones/", twice)
    told = browser.get(here).content.decode()
    assert "was to be done" in told
    with walls(cast.every_wall):
        (one,) = Milestone.objects.filter(network=cast.network)
        phase = Phase.objects.get(network=cast.network, name="Begin")
    browser.post(f"{here}milestones/{one.pk}/reached/")
    assert "was to be done" not in browser.get(here).content.decode()
    browser.post(f"{here}milestones/{one.pk}/reached/", {"not_yet": "1"})
    assert "was to be done" in browser.get(here).content.decode()
    for address in (f"milestones/{one.pk}/drop/", f"phases/{phase.pk}/drop/"):
        assert browser_of(cast.team_lead).post(f"{here}{address}").status_code == 403
        browser.post(f"{here}{address}")
    told = browser.get(here).content.decode()
    assert "Every team has a problem" not in told
    assert "Begin" not in told


def test_the_hub_says_what_the_network_is_for(cast: Cast) -> None:
    about = {"name": "Streams", "purpose": "We learn to listen.", "starts": "2026-01-01", "ends": "2025-01-01"}
    browser, here = browser_of(cast.hub_director), home(cast.network)
    refused = browser.post(f"{here}about/", about)
    assert refused.status_code == 422
    assert "We learn to listen." in refused.content.decode(), "nothing that was written is lost"
    browser.post(f"{here}about/", about | {"ends": ""})
    told = browser_of(cast.member).get(here).content.decode()
    assert "Streams" in told
    assert "We learn to listen." in told


def test_a_system_is_found_asked_and_joins_as_it_says(cast: Cast) -> None:
    browser, ask = confirmed(cast.hub_director), f"{home(cast.network)}systems/ask/"
    assert "Nothing in the directory" in browser.get(f"{ask}?name=zzzz").content.decode()
    assert cast.elsewhere.name in browser.get(f"{ask}?name={cast.elsewhere.name[:5]}").content.decode()
    other = SchoolSystem.objects.create(slug="delta", name="Delta Public Schools", short_name="Delta", state="OH")
    form = {"name": "Delta", "system": f"system-{other.pk}", "email": "dora@delta.example", "words": "Do come."}
    assert browser.post(ask, form | {"system": f"system-{cast.alder.pk}"}).status_code == 422, "not one that was found"
    assert browser.post(ask, form | {"once": str(uuid4())}).status_code == 302
    link = sent_link()
    assert "Delta Public Schools" in mail.outbox[-1].subject
    dora = person("Dora Delta")
    identity_of(dora, "dora@delta.example")
    mine = browser_of(dora)
    page = mine.get(link).content.decode()
    assert "Does Delta join?" in page
    answered = mine.post(link, {"answer": "accept", "figures": "on"})
    with walls(cast.every_wall):
        member = MemberSystem.objects.get(network=cast.network, system=other)
        assert (member.joined, member.named, member.figures) == (today(), False, True)
        team = Team.objects.get(network=cast.network, system=other)
        assert TeamMember.objects.get(team=team, person=dora).role == TeamMember.Role.LEAD
    assert answered["Location"] == f"/teams/{team.pk}/"
    assert mine.get(link)["Location"] == f"/teams/{team.pk}/", "the mail, opened once more"
    assert "a member already" in browser.post(ask, form | {"once": str(uuid4())}).content.decode()


def test_a_system_with_a_wall_here_is_answered_for_by_its_leads_only(cast: Cast) -> None:
    newest = system("gamma", "Gamma Schools")
    newest.wall = cast.elsewhere_wall
    cast.elsewhere.wall = None
    cast.elsewhere.save()
    newest.save()
    identity_of(cast.outsider, "oz@gamma.example")
    with walls(cast.every_wall):
        (asked,) = invite(
            by=cast.hub_director, place=cast.network, addresses=["oz@gamma.example"], site=SITE, system=newest
        )
        with pytest.raises(Refusal, match="Only a lead of Gamma Schools"):
            accept_invitation(by=cast.outsider, invitation=asked)
        WallMember.objects.filter(wall=cast.elsewhere_wall, person=cast.outsider).update(role=WallMember.Role.LEAD)
        accept_invitation(by=cast.outsider, invitation=asked)
        assert MemberSystem.objects.filter(network=cast.network, system=newest, left=None).exists()


def test_what_is_not_shared_is_not_told_in_public_and_is_seen_inside(cast: Cast) -> None:
    with walls(cast.every_wall):
        member = MemberSystem.objects.get(network=cast.network, system=cast.alder)
        declare_figure(
            by=cast.hub_director, member=member, what=DeclaredFigure.What.EDUCATORS, low=700, high=800,
            source="budget", as_of=today(),
        )  # fmt: skip
        with pytest.raises(NotAllowed):
            share_in_public(by=cast.hub_director, member=member, named=True, figures=True)
        share_in_public(by=cast.team_lead, member=member, named=False, figures=False)
        inside = {one.key: one for one in figures_of(cast.network)}
        told = {one.key: one for one in figures_of(cast.network, public=True)}
        release = release_numbers(by=cast.hub_director, network=cast.network)
    assert inside["educators"].low == 700
    assert told["educators"].low == 0
    assert told["systems"].low == inside["systems"].low, "it is counted, and not named"
    assert cast.alder.name not in str(release.figures)
    assert cast.brier.name in str(release.figures)


def test_a_system_leaves_and_comes_back(cast: Cast) -> None:
    with walls(cast.every_wall):
        member = MemberSystem.objects.get(network=cast.network, system=cast.alder)
    leave = f"{home(cast.network)}systems/{member.pk}/leave/"
    assert browser_of(cast.member).get(leave).status_code in {302, 403}
    with walls(cast.every_wall):  # what names them behind the wall must not keep them there
        for_named(cast.network.wall, [cast.team_lead, cast.hub_director])
        room = open_community(by=cast.hub_director, wall=cast.network.wall, name="Across", charter="We read.")
        keep_community(by=cast.hub_director, community=room, person=cast.member, role=Membership.Role.MEMBER)
    browser = confirmed(cast.team_lead)
    assert "leaves" in browser.get(leave).content.decode()
    browser.post(leave)
    assert browser.get(home(cast.network)).status_code == 404, "the same minute"
    assert browser_of(cast.member).get(f"/teams/{cast.alder_team.pk}/").status_code == 404
    assert "Were in it" in browser_of(cast.hub_director).get(home(cast.network)).content.decode()
    with walls(cast.every_wall):
        assert leave_network(by=cast.hub_director, member=member).left == today(), "twice is once"
        (asked,) = invite(
            by=cast.hub_director, place=cast.network, addresses=["lea@alder.example"], site=SITE, system=cast.alder
        )
        identity_of(cast.lead_a, "lea@alder.example")
        accept_invitation(by=cast.lead_a, invitation=asked)
        back = MemberSystem.objects.get(pk=member.pk)
        assert (back.left, "A member before" in back.note) == (None, True)
        assert Team.objects.filter(network=cast.network, system=cast.alder).count() == 1, "the team it had"


def test_a_role_given_until_a_day_ends_after_it(cast: Cast) -> None:
    eve = person("Eve Evaluator")
    with walls(cast.every_wall):
        give_hub_role(
            by=cast.hub_director, network=cast.network, person=eve, role=HubRole.Role.EVALUATOR, until=today()
        )
        for_named(cast.network.wall, [eve, cast.hub_director])
        give_hub_role(
            by=cast.hub_director, network=cast.network, person=cast.hub_director, role=HubRole.Role.COACH, until=today()
        )
        assert end_hub_roles(by=None, network=cast.network) == 0, "its last day is a day of it"
        HubRole.objects.filter(until=today()).update(until=today() - timedelta(days=1))
        assert end_hub_roles(by=None, network=cast.network) == 2
        assert not WallMember.objects.filter(wall=cast.network.wall_id, person=eve).exists()
        assert WallMember.objects.get(wall=cast.network.wall_id, person=cast.hub_director).role == WallMember.Role.LEAD
        HubRole.objects.filter(person=cast.hub_director).update(until=today() - timedelta(days=1))
        assert end_hub_roles(by=None, network=cast.network) == 0, "somebody goes on leading it"


def test_a_district_of_the_directory_becomes_a_system_when_it_is_asked(cast: Cast) -> None:
    District.objects.create(leaid="3900001", name="OMEGA CITY SCHOOLS", city="OMEGA", state="OH")
    browser, ask = confirmed(cast.hub_director), f"{home(cast.network)}systems/ask/"
    page = browser.get(f"{ask}?name=omega").content.decode()
    chosen = re.search(r'value="(district-\d+)"', page)
    assert chosen
    for _ in range(2):
        browser.post(ask, {"name": "omega", "system": chosen[1], "email": "om@omega.example"})
    (entered,) = SchoolSystem.objects.filter(name="Omega City Schools")
    assert (entered.town, entered.state) == ("Omega", "OH")


def test_an_operator_founds_a_network_and_its_coordinator_comes_by_mail(cast: Cast) -> None:
    browser = confirmed(cast.operator)
    form = {
        "name": "Rivers",
        "purpose": "We learn.",
        "starts": "2026-01-01",
        "confidential": "on",
        "once": str(uuid4()),
    }
    assert browser.post("/networks/found/", form | {"ends": "2025-01-01"}).status_code == 422
    for _ in range(2):
        browser.post("/networks/found/", form | {"coordinator": "nora@river.example"})
    assert "Rivers" in mail_to_nora().subject
    nora = person("Nora Newhub")
    identity_of(nora, "nora@river.example")
    told = browser_of(nora).post(sent_link(), {"answer": "accept"}, follow=True).content.decode()
    assert "No team yet" in told
    alone = browser.post("/networks/found/", form | {"name": "Springs", "once": str(uuid4())}, follow=True)
    assert "No team yet" in alone.content.decode(), "without an address, whoever founds it coordinates it"


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_asks_as_much_of_three_as_of_one(cast: Cast, n: int) -> None:
    with walls(cast.every_wall):
        for k in range(n):
            set_milestone(by=cast.hub_director, network=cast.network, name=f"One {k}", due=today())
            other = system(f"more{k}", f"More {k}")
            MemberSystem.objects.create(network=cast.network, system=other, joined=today())
    browser = browser_of(cast.hub_director)
    with queries() as asked:
        assert browser.get(home(cast.network)).status_code == 200
    assert len(asked) == 7


def mail_to_nora() -> Any:
    post_everything()
    return mail.outbox[-1]


def sent_link() -> str:
    post_everything()
    found = re.search(r"http://\S+(/invitations/\S+/)", str(mail.outbox[-1].body))
    assert found
    return found[1]
