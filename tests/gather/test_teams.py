"""A team's page: who is on it, what it works on, what would help."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.asking import browser_of, identity_of, queries
from tests.cast import Cast, person
from tests.inquiry import story

from pergola.gather.actions import bring_behind, give_hub_role, invite
from pergola.inquiry.actions import decide, name_problem
from pergola.kernel.clock import today
from pergola.spaces.models import HubRole, Team, TeamMember
from pergola.talk.actions import start_conversation
from pergola.walls.opening import walls


def test_the_network_sees_the_team_and_only_the_team_its_talk(cast: Cast) -> None:
    with walls(cast.every_wall):
        start_conversation(by=cast.team_lead, space=cast.alder_team, title="What do we bring to December?")
    for name, who in cast.actors.items():
        told = browser_of(who).get(f"/teams/{cast.alder_team.pk}/")
        in_network = name in {"hub director", "hub evaluator", "team lead", "member"}
        assert told.status_code == (200 if in_network else 302 if name == "visitor" else 404), name
        assert ("What do we bring" in told.content.decode()) == (name in {"team lead", "member"}), name
    other = browser_of(cast.team_lead_b).get(f"/teams/{cast.alder_team.pk}/").content.decode()
    assert "Tilda Teamlead" in other
    assert "What do we bring" not in other


def test_asking_for_help_resting_and_help_that_came(cast: Cast) -> None:
    home, browser = f"/teams/{cast.alder_team.pk}/", browser_of(cast.member)
    empty = browser.post(f"{home}help/", {"what": ""})
    assert empty.status_code == 422
    asked = browser.post(f"{home}help/", {"what": "A stopwatch.", "once": str(uuid4())}, follow=True).content.decode()
    assert "Would be glad of help" in asked
    assert "A stopwatch." in browser_of(cast.hub_director).get(home).content.decode()
    assert browser_of(cast.team_lead_b).post(f"{home}help/", {"what": "Mischief."}).status_code == 403
    assert browser_of(cast.team_lead_b).post(f"{home}helped/").status_code == 403
    browser.post(f"{home}helped/")
    assert "A stopwatch." not in browser.get(home).content.decode()
    late, past = (today() + timedelta(days=9)).isoformat(), (today() - timedelta(days=1)).isoformat()
    assert browser.post(f"{home}rest/", {"day": late}).status_code == 403, "its lead says when it rests"
    lead = browser_of(cast.team_lead)
    assert "still to come" in lead.post(f"{home}rest/", {"day": past}).content.decode()
    assert "Resting until" in lead.post(f"{home}rest/", {"day": late}, follow=True).content.decode()
    lead.post(f"{home}rest/", {"day": ""})
    with walls(cast.every_wall):
        team = Team.objects.get(pk=cast.alder_team.pk)
        assert (team.resting_until, team.asked_for_help, team.help_wanted) == (None, None, "")


def test_the_hub_reads_what_the_team_chose_and_nothing_else_of_it(cast: Cast) -> None:
    home, browser, hub = f"/teams/{cast.alder_team.pk}/", browser_of(cast.member), browser_of(cast.hub_director)
    with walls(cast.every_wall):
        problem = name_problem(by=cast.member, home=cast.alder_team, title="Evidence is copied", affected="Grade 7")
        other = name_problem(by=cast.team_lead_b, home=cast.brier_team, title="Nobody reads aloud")
    assert "Evidence is copied" not in hub.get(home).content.decode()
    form = {"what": "A second pair of eyes.", "about": str(problem.pk)}
    assert browser.post(f"{home}help/", form | {"about": str(other.pk)}).status_code == 422
    browser.post(f"{home}help/", form)
    told = hub.get(home).content.decode()
    assert "Evidence is copied" in told
    assert "Grade 7" in told
    assert "Help came" not in told, "only the team can know"
    assert "Grade 7" not in browser_of(cast.team_lead_b).get(home).content.decode()
    assert hub.post(f"{home}helped/").status_code == 403
    browser.post(f"{home}helped/")
    assert "Evidence is copied" not in hub.get(home).content.decode()


def test_a_cycle_stands_under_its_idea_with_its_step(cast: Cast) -> None:
    home = f"/teams/{cast.alder_team.pk}/"
    with walls(cast.every_wall):
        cycle = story.studied(cast).cycle
    told = browser_of(cast.member).get(home).content.decode()
    assert f"Cycle {cycle.number}: {cycle.title}" in told
    assert "Act · " in told
    with walls(cast.every_wall):
        decide(by=cast.member, cycle=cycle, decision="adapt", because="Two more classes first.")
    assert "decided: adapt · " in browser_of(cast.member).get(home).content.decode()


def test_putting_somebody_on_the_team(cast: Cast) -> None:
    home = f"/teams/{cast.alder_team.pk}/add/"
    form = {"person": str(cast.hub_evaluator.pk), "role": "data", "once": str(uuid4())}
    assert browser_of(cast.member).post(home, form).status_code == 403
    outside = browser_of(cast.team_lead).post(home, form | {"person": str(cast.outsider.pk)})
    assert outside.status_code == 422, "who is not behind this wall is invited by mail"
    for _ in range(2):
        assert browser_of(cast.team_lead).post(home, form).status_code == 302
    with walls(cast.every_wall):
        assert TeamMember.objects.get(person=cast.hub_evaluator, team=cast.alder_team).role == TeamMember.Role.DATA


def test_its_own_people_find_it_and_nobody_is_led_where_they_see_nothing(cast: Cast) -> None:
    home = f"/teams/{cast.alder_team.pk}/"
    member = browser_of(cast.member)
    assert all(f'href="{home}"' in member.get(page).content.decode() for page in ("/month/", "/inquiry/"))
    hub = f'href="/hub/{cast.network.pk}/"'
    assert hub not in member.get(home).content.decode(), "it would be a 404 for them"
    assert hub in browser_of(cast.hub_director).get(home).content.decode()


def test_one_word_of_the_navigation_is_lit(cast: Cast) -> None:
    home = f"/teams/{cast.alder_team.pk}/"
    for who, path, word in (
        (cast.hub_director, home, "Teams"), (cast.member, home, "Inquiry"), (cast.member, "/search/", "Search"),
        (cast.facilitator, f"/communities/{cast.talk.pk}/people/", "Communities"),
    ):  # fmt: skip
        lit = re.findall(r'aria-current="page"[^>]*>([^<]+)<', browser_of(who).get(path).content.decode())
        assert lit == [word], (path, lit)


def test_a_fixed_number_of_questions(cast: Cast) -> None:
    browser, counts = browser_of(cast.team_lead), []
    for _ in range(2):
        with queries() as told:
            browser.get(f"/teams/{cast.alder_team.pk}/")
        counts.append(len(told))
        with walls(cast.every_wall):
            for number in range(2):
                start_conversation(by=cast.team_lead, space=cast.alder_team, title=f"One more {number}")
    assert counts == [10, 10]


def test_somebody_is_taken_off_the_team_and_stays_in_the_network(cast: Cast) -> None:
    home = f"/teams/{cast.alder_team.pk}/"
    with walls(cast.every_wall):
        one = TeamMember.objects.get(team=cast.alder_team, person=cast.member)
        astray = TeamMember.objects.get(team=cast.brier_team)
    path, lead = f"{home}people/{one.pk}/take-out/", browser_of(cast.team_lead)
    assert path in lead.get(home).content.decode()
    assert browser_of(cast.member).post(path).status_code == 403
    assert lead.post(f"{home}people/{astray.pk}/take-out/").status_code == 404
    assert "They stay in the network." in lead.get(path).content.decode()
    assert "is no longer in" in lead.post(path, follow=True).content.decode()
    assert browser_of(cast.member).get(home).status_code == 200
    with walls(cast.every_wall):
        assert not TeamMember.objects.filter(team=cast.alder_team, person=cast.member).exists()


def test_somebody_is_taken_off_the_hub_but_never_the_last_who_leads(cast: Cast) -> None:
    page, director = f"/hub/{cast.network.pk}/people/", browser_of(cast.hub_director)
    assert "Eva Evaluator" in director.get(page).content.decode()
    assert browser_of(cast.member).get(page).status_code == 404
    alone = director.post(f"{page}{cast.hub_director.pk}/take-out/", follow=True).content.decode()
    assert "Nobody else leads this network." in alone
    path = f"{page}{cast.hub_evaluator.pk}/take-out/"
    assert browser_of(cast.hub_evaluator).post(path).status_code == 403
    assert "is no longer of the hub" in director.post(path, follow=True).content.decode()
    assert browser_of(cast.hub_evaluator).get(page).status_code == 404
    assert browser_of(cast.hub_evaluator).get(f"/teams/{cast.alder_team.pk}/").status_code == 200


def test_who_changes_who_is_of_the_hub_shows_again_who_they_are_and_nothing_sent_is_lost(cast: Cast) -> None:
    """A forgotten session gives nobody a place from where much is seen: not by inviting, not by inviting once more."""
    identity, password = identity_of(cast.hub_director), "nine quiet geese on a roof"
    identity.set_password(password)
    identity.save()
    director, page = browser_of(cast.hub_director, confirmed=False), f"/hub/{cast.network.pk}/people/"
    with walls(cast.every_wall):
        old = invite(by=cast.hub_director, place=cast.network, addresses=["new@x.example"], site="http://x/")[0]
    again = f"/invitations/{old.pk}/again/"
    take_out, inviting = f"{page}{cast.hub_evaluator.pk}/take-out/", f"/hub/{cast.network.pk}/invite/"
    assert director.get(page).status_code == 200, "who only reads is not asked"
    for path in (take_out, inviting):
        assert director.get(path)["Location"].startswith("/account/reauthenticate/")
    assert director.post(again)["Location"].startswith("/account/reauthenticate/")
    asked = director.post(take_out)
    with walls(cast.every_wall):
        assert HubRole.objects.filter(person=cast.hub_evaluator).exists()
    done = director.post(asked["Location"], {"password": password}, follow=True).content.decode()
    assert "is no longer of the hub" in done
    with walls(cast.every_wall):
        assert not HubRole.objects.filter(person=cast.hub_evaluator).exists()


@pytest.mark.parametrize("more", [1, 3])
def test_the_people_of_the_hub_cost_the_same_however_many(cast: Cast, more: int) -> None:
    with walls(cast.every_wall):
        for number in range(more):
            new = person(f"Coach {number}")
            bring_behind(by=cast.operator, wall=cast.network.wall, person=new)
            give_hub_role(by=cast.hub_director, network=cast.network, person=new, role=HubRole.Role.COACH)
    browser = browser_of(cast.hub_director)
    with queries() as told:
        browser.get(f"/hub/{cast.network.pk}/people/")
    assert len(told) == 4
