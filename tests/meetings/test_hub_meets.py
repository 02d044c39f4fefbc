"""The hub meets with a team that it is not on: the team and whoever set it see it, and nobody else of the hub."""

from datetime import timedelta
from uuid import uuid4

from tests.asking import browser_of
from tests.cast import Cast

from pergola.gather.actions import ask_for_help
from pergola.kernel.clock import now, today
from pergola.meetings.actions import When, move_gathering, plan_gathering
from pergola.meetings.models import Coming, Gathering
from pergola.walls.opening import walls


def form_for(day: str) -> dict[str, str]:
    return {"once": str(uuid4()), "day": day, "at": "15:45", "minutes": "45", "zone": "America/Chicago"}


def test_the_form_is_filled_as_far_as_known(cast: Cast) -> None:
    page = f"/teams/{cast.alder_team.pk}/gatherings/new/"
    with walls(cast.every_wall):
        plan_gathering(
            by=cast.member,
            space=cast.alder_team,
            when=When(now() + timedelta(days=2), "America/Denver"),
            place="Room 12",
        )
        ask_for_help(by=cast.member, team=cast.alder_team, what="Somebody who can count.")
    told = browser_of(cast.hub_director).get(page).content.decode()
    for known in ('value="Alder Valley and the hub"', 'value="America/Denver" selected', "Somebody who can count."):
        assert known in told, known
    assert "Room 12" not in told, "nothing else of their gatherings"
    assert "this team, and by you" in told


def test_the_team_and_whoever_set_it_see_it(cast: Cast) -> None:
    page = f"/teams/{cast.alder_team.pk}/gatherings/new/"
    answer = browser_of(cast.hub_director).post(page, form_for((today() + timedelta(days=9)).isoformat()))
    where = answer["Location"]
    seeing = {name for name, who in cast.actors.items() if browser_of(who).get(where).status_code == 200}
    assert seeing == {"hub director", "team lead", "member"}
    with walls(cast.every_wall):
        made = Gathering.objects.get()
        assert Coming.objects.get(gathering=made).person == cast.hub_director
        when = When(now() + timedelta(days=12), "America/Chicago")
        move_gathering(by=cast.hub_director, gathering=made, when=when, title="Later")
    assert "Later" in browser_of(cast.member).get(where).content.decode()
    console = browser_of(cast.hub_director).get(f"/hub/{cast.network.pk}/").content.decode()
    assert f'href="{page}"' in console


def test_the_evaluator_and_other_teams_set_none(cast: Cast) -> None:
    page = f"/teams/{cast.alder_team.pk}/gatherings/new/"
    for who in (cast.hub_evaluator, cast.team_lead_b):
        assert browser_of(who).get(page).status_code == 403
        assert browser_of(who).post(page, form_for("2099-01-31")).status_code == 403
    assert f'href="{page}"' not in browser_of(cast.hub_evaluator).get(f"/hub/{cast.network.pk}/").content.decode()
