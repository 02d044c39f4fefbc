"""A system's frank self-assessment: one answer by its team, then and now, the team's own unless it lets the hub read it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from tests.asking import browser_of, queries
from tests.cast import Cast

from pergola.commons.drafts import draft_address
from pergola.commons.models import Draft
from pergola.gather.actions import add_to_team, form_team
from pergola.instruments.actions import agree_on_sheet, ask_for_self_assessment, close, save_sheet, share_with_hub
from pergola.instruments.actions.assessing import Stand
from pergola.instruments.models import Asking, Sheet, SheetLine
from pergola.instruments.shipped import PRACTICE, shipped
from pergola.kernel.clock import at, now
from pergola.kernel.errors import Incomplete, Locked, NotAllowed, Stale
from pergola.people.models import Person
from pergola.spaces.models import Team, TeamMember
from pergola.walls.opening import walls

KEYS = [one.key for one in shipped(PRACTICE).items]
SECRET = "Only four of our schools have any."


def asked(cast: Cast) -> Asking:
    with walls(cast.every_wall):
        return ask_for_self_assessment(by=cast.hub_director, network=cast.network, framework=PRACTICE)


def stands(level: int, evidence: str = SECRET) -> dict[str, Stand]:
    return {key: Stand(level, evidence) for key in KEYS}


def agreed(cast: Cast, asking: Asking, level: int, team: Team | None = None, by: Person | None = None) -> Sheet:
    with walls(cast.every_wall):
        sheet = save_sheet(
            by=by or cast.team_lead, team=team or cast.alder_team, asking=asking, stands=stands(level), revision=0
        )
        return agree_on_sheet(by=by or cast.team_lead, sheet=sheet)


def own(cast: Cast) -> str:
    return f"/teams/{cast.alder_team.pk}/self-assessment/"


def page_for(person: Person, path: str) -> str:
    return browser_of(person).get(path).content.decode()


def form(level: str, evidence: str = SECRET, revision: int = 0) -> dict[str, str]:
    return {
        "once": str(uuid4()),
        "revision": str(revision),
        **dict.fromkeys(KEYS, level),
        **{f"how_{key}": evidence for key in KEYS},
    }


def test_from_the_hubs_question_to_the_teams_answer(cast: Cast) -> None:
    hub = browser_of(cast.hub_director)
    path = f"/hub/{cast.network.pk}/self-assessment/"
    once = str(uuid4())
    for _pressed_twice in range(2):
        hub.post(f"{path}ask/", {"once": once, "framework": PRACTICE, "days": "60"})
    with walls(cast.every_wall):
        asking = Asking.objects.get()
    assert "Professional learning as we practise it, version 1" in hub.get(path).content.decode()
    browser, fill = browser_of(cast.member), f"{own(cast)}{asking.pk}/"
    assert "Say where you stand, by" in browser.get(own(cast)).content.decode()
    half = form("") | {"need": "1", "keep": "1"}
    assert browser.post(fill, half)["Location"] == own(cast)
    assert SECRET in page_for(cast.team_lead, fill), "what one keeps, the whole team goes on with"
    lacking = browser_of(cast.team_lead).post(fill, form("", revision=1) | {"need": "2", "agree": "1"})
    told = lacking.content.decode()
    assert lacking.status_code == 422
    assert "“There is time for it”: say where you stand." in told
    assert "“It starts from a need”" not in told.partition("<section")[0], "that one is there"
    assert 'name="revision" value="2"' in told
    done = browser_of(cast.team_lead).post(fill, form("2", revision=2) | {"agree": "1"})
    assert done["Location"] == own(cast)
    assert "Where we stood at the start" in browser.get(own(cast)).content.decode()
    assert browser.get(fill)["Location"] == own(cast), "agreed, there is nothing left to fill in"


def test_the_hub_sees_who_has_answered_and_the_answers_only_while_the_team_lets_it(cast: Cast) -> None:
    asking = asked(cast)
    agreed(cast, asking, 1)
    hub = f"/hub/{cast.network.pk}/self-assessment/"
    for person in (cast.hub_director, cast.hub_evaluator):
        page = page_for(person, hub)
        assert "One of 2 teams has answered" in page
        assert "No team lets the hub read its answers." in page
        assert "Not for the hub to read" in page_for(person, own(cast))
        assert SECRET not in page_for(person, own(cast))
    browser_of(cast.member).post(f"{own(cast)}share/", {"share": "yes"})
    for person in (cast.hub_director, cast.hub_evaluator):
        assert "Here and there</td>" in page_for(person, hub)
        assert SECRET in page_for(person, own(cast))
        assert browser_of(person).post(f"{own(cast)}share/", {"share": "no"}).status_code == 404
    browser_of(cast.team_lead).post(f"{own(cast)}share/", {"share": "no"})
    assert SECRET not in page_for(cast.hub_director, own(cast)), "taken back at any time"
    assert "Here and there</td>" not in page_for(cast.hub_director, hub)


def test_what_is_not_agreed_is_never_the_hubs(cast: Cast) -> None:
    asking = asked(cast)
    with walls(cast.every_wall):
        save_sheet(by=cast.member, team=cast.alder_team, asking=asking, stands=stands(0), revision=0)
        share_with_hub(by=cast.member, team=cast.alder_team)
    assert SECRET not in page_for(cast.hub_director, own(cast))
    assert "None of 2 teams" not in page_for(cast.hub_director, f"/hub/{cast.network.pk}/self-assessment/")


def test_nobody_else_reads_or_writes_it(cast: Cast) -> None:
    asking = asked(cast)
    sheet = agreed(cast, asking, 1)
    mine = {"team lead", "member"}
    hub = {"hub director", "hub evaluator"}
    for name, person in cast.actors.items():
        told = browser_of(person).get(own(cast))
        wanted = 200 if name in mine | hub else 302 if name == "visitor" else 404
        assert told.status_code == wanted, name
        assert (SECRET in told.content.decode()) == (name in mine), name
        if isinstance(person, Person) and name not in mine:
            with walls(cast.every_wall):
                assert not SheetLine.objects.visible_to(person).exists(), name
                for act in (
                    lambda person=person: save_sheet(
                        by=person, team=cast.alder_team, asking=asking, stands=stands(3), revision=1
                    ),
                    lambda person=person: agree_on_sheet(by=person, sheet=sheet),
                    lambda person=person: share_with_hub(by=person, team=cast.alder_team),
                ):
                    with pytest.raises(NotAllowed):
                        act()


def test_then_and_now_on_one_page(cast: Cast) -> None:
    with at(now() - timedelta(days=300)):
        first = asked(cast)
        with walls(cast.every_wall):
            sheet = save_sheet(by=cast.member, team=cast.alder_team, asking=first, stands=stands(1), revision=0)
            lower = {KEYS[0]: Stand(3, "We thought so.")}
            sheet = save_sheet(by=cast.member, team=cast.alder_team, asking=first, stands=lower, revision=1)
            agree_on_sheet(by=cast.member, sheet=sheet)
            close(by=None, asking=first)
    second = asked(cast)
    agreed(cast, second, 2)
    page = page_for(cast.member, own(cast))
    assert "6 of 7 stand higher than then, 1 lower" in page
    assert page.count("lower than then") == 1
    assert "We thought so." in page
    assert page.count('<svg class="chart-svg') == 2
    assert "It starts from a need: Everywhere, by habit then, In most places now" in page


def test_agreed_it_stays_as_it_is(cast: Cast) -> None:
    asking = asked(cast)
    sheet = agreed(cast, asking, 1)
    with walls(cast.every_wall):
        with pytest.raises(Locked):
            save_sheet(by=cast.member, team=cast.alder_team, asking=asking, stands=stands(3), revision=1)
        for change in (
            lambda: SheetLine.objects.filter(sheet=sheet).update(level=3),
            lambda: SheetLine.objects.filter(sheet=sheet).delete(),
            lambda: SheetLine.objects.create(sheet=sheet, key="more", level=3),
            lambda: Sheet.objects.filter(pk=sheet.pk).update(agreed=None),
            lambda: Sheet.objects.filter(pk=sheet.pk).update(agreed_by=cast.member),
        ):
            with pytest.raises(DatabaseError, match="agreed"), transaction.atomic():
                change()


def test_two_who_fill_it_in_at_once_lose_nothing(cast: Cast) -> None:
    asking = asked(cast)
    fill = f"{own(cast)}{asking.pk}/"
    browser_of(cast.member).post(fill, form("1", "Mine") | {"keep": "1"})
    late = browser_of(cast.team_lead).post(fill, form("2", "Hers") | {"keep": "1"})
    page = late.content.decode()
    assert late.status_code == 422
    assert "Marisol Member has saved something else meanwhile." in page
    assert "Hers" in page
    assert 'name="revision" value="1"' in page
    assert browser_of(cast.team_lead).post(fill, form("2", "Hers", revision=1)).status_code == 302
    with walls(cast.every_wall), pytest.raises(Stale):
        save_sheet(by=cast.member, team=cast.alder_team, asking=asking, stands=stands(3), revision=1)


def test_words_are_kept_as_one_writes_and_used_up_when_kept(cast: Cast) -> None:
    asking = asked(cast)
    browser, fill = browser_of(cast.member), f"{own(cast)}{asking.pk}/"
    kept = browser.post(draft_address(f"sheet:{cast.alder_team.pk}:how_time"), {"how_time": "Half a sent"})
    assert kept.status_code == 204
    assert "Half a sent</textarea>" in browser.get(fill).content.decode()
    assert "Half a sent" not in page_for(cast.team_lead, fill), "a draft is one's own"
    browser.post(fill, form("1"))
    with walls(cast.every_wall):
        assert not Draft.objects.exists()


def test_a_half_said_sheet_is_not_agreed(cast: Cast) -> None:
    asking = asked(cast)
    with walls(cast.every_wall):
        half = stands(1) | {"time": Stand(2, " ")}
        sheet = save_sheet(by=cast.member, team=cast.alder_team, asking=asking, stands=half, revision=0)
        with pytest.raises(Incomplete) as raised:
            agree_on_sheet(by=cast.member, sheet=sheet)
    assert [str(one) for one in raised.value.missing] == ["“There is time for it”: say how you know."]


def test_one_round_at_a_time(cast: Cast) -> None:
    asked(cast)
    path = f"/hub/{cast.network.pk}/self-assessment/"
    told = browser_of(cast.hub_director).post(f"{path}ask/", {"framework": PRACTICE, "days": "60"}, follow=True)
    assert "A self-assessment is open already." in told.content.decode()
    assert "Ask every team" not in told.content.decode()
    bad = browser_of(cast.hub_director).post(f"{path}ask/", {"framework": "theirs", "days": "60"}, follow=True)
    assert "Choose a framework" in bad.content.decode()


@pytest.mark.parametrize("times", [1, 3])
def test_the_hubs_page_asks_the_same_however_many_there_are(cast: Cast, times: int) -> None:
    with walls(cast.every_wall):
        teams = [cast.alder_team]
        for _ in range(times - 1):
            team = form_team(by=cast.operator, network=cast.network, system=cast.brier, name=f"Brier {uuid4().hex[:4]}")
            add_to_team(by=cast.hub_director, team=team, person=cast.team_lead, role=TeamMember.Role.LEAD)
            teams.append(team)
    for _ in range(times):
        asking = asked(cast)
        for team in teams:
            agreed(cast, asking, 1, team)
        with walls(cast.every_wall):
            close(by=None, asking=asking)
    with walls(cast.every_wall):
        for team in teams:
            share_with_hub(by=cast.team_lead, team=team)
    hub, lead = browser_of(cast.hub_director), browser_of(cast.team_lead)
    with queries() as told:
        hub.get(f"/hub/{cast.network.pk}/self-assessment/")
    assert len(told) == 7
    with queries() as told:
        lead.get(own(cast))
    assert len(told) == 8
