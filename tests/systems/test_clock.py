"""A school system has a clock of its own: found from where its schools are, said otherwise by its leads, meant by its forms."""

from uuid import uuid4
from zoneinfo import available_timezones

import pytest
from tests.asking import browser_of
from tests.cast import Cast

from pergola.kernel.errors import NotAllowed, Refusal
from pergola.meetings.models import Gathering
from pergola.systems.actions import enter_system, invent_school, set_clock
from pergola.systems.models import SchoolSystem
from pergola.systems.zones import BY_STATE, zone_at, zone_of_most
from pergola.talk.actions.hearing import keep_hours
from pergola.talk.clocks import clock_for
from pergola.talk.models import QuietHours
from pergola.walls.opening import walls

STATES_AND_MORE = 50 + 1 + 5  # with the District of Columbia, and the territories that have schools


def test_every_state_has_a_clock_that_there_is() -> None:
    assert len(BY_STATE) == STATES_AND_MORE
    assert set(BY_STATE.values()) <= available_timezones()


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        (("FL", 25.8, -80.2), "America/New_York"),  # Miami
        (("FL", 30.4, -87.2), "America/Chicago"),  # Pensacola
        (("TN", 36.2, -86.8), "America/Chicago"),  # Nashville
        (("TN", 35.0, -85.3), "America/New_York"),  # Chattanooga
        (("TN", 35.9, -83.9), "America/New_York"),  # Knoxville
        (("KY", 38.3, -85.8), "America/New_York"),  # Louisville
        (("KY", 37.0, -86.4), "America/Chicago"),  # Bowling Green
        (("IN", 41.6, -87.3), "America/Chicago"),  # Gary
        (("IN", 38.0, -87.6), "America/Chicago"),  # Evansville
        (("IN", 39.5, -87.4), "America/New_York"),  # Terre Haute
        (("MI", 42.3, -83.0), "America/New_York"),  # Detroit
        (("MI", 45.8, -88.1), "America/Chicago"),  # Iron Mountain
        (("TX", 31.8, -106.4), "America/Denver"),  # El Paso
        (("TX", 29.8, -95.4), "America/Chicago"),  # Houston
        (("ND", 48.1, -103.6), "America/Chicago"),  # Williston
        (("ND", 46.9, -102.8), "America/Denver"),  # Dickinson
        (("ID", 47.7, -116.8), "America/Los_Angeles"),  # Coeur d’Alene
        (("ID", 43.6, -116.2), "America/Denver"),  # Boise
        (("OR", 44.0, -117.0), "America/Denver"),  # Ontario
        (("OR", 45.5, -122.7), "America/Los_Angeles"),  # Portland
        (("OR", None, None), "America/Los_Angeles"),
        (("AZ", 33.4, -112.1), "America/Phoenix"),
        (("", None, None), ""),
    ],
)
def test_the_table_knows_towns(place: tuple[str, float | None, float | None], zone: str) -> None:
    assert zone_at(*place) == zone


def test_most_schools_decide_and_else_the_state() -> None:
    assert zone_of_most([("NY", None, None), ("CA", None, None), ("CA", None, None)], "NY") == "America/Los_Angeles"
    assert zone_of_most([], "HI") == "Pacific/Honolulu"


def test_a_system_gets_its_clock_as_it_is_entered_or_from_its_schools(cast: Cast) -> None:
    assert enter_system(by=cast.operator, slug="mesa", name="Mesa", state="NM").zone == "America/Denver"
    across = enter_system(by=cast.operator, slug="across", name="Across", sample=True)
    assert across.zone == ""
    invent_school(by=cast.operator, system=across, name="West", state="WA")
    assert SchoolSystem.objects.get(slug="across").zone == "America/Los_Angeles"


def test_its_leads_say_otherwise_and_nobody_else(cast: Cast) -> None:
    page = "/systems/alder-valley/clock/"
    set_clock(by=cast.operator, system=cast.alder, zone="America/New_York")
    assert "Eastern time (New York)" in browser_of(cast.visitor).get("/systems/alder-valley/").text
    told = browser_of(cast.lead_a).post(page, {"zone": "America/Denver"}, follow=True).text
    assert "Mountain time (Denver)" in told
    assert page in told
    assert page not in browser_of(cast.member).get("/systems/alder-valley/").text
    assert browser_of(cast.lead_a).post(page, {"zone": "Mars/Olympus"}).status_code == 422
    with pytest.raises(NotAllowed):
        set_clock(by=cast.member, system=cast.alder, zone="America/Chicago")
    with pytest.raises(Refusal):
        set_clock(by=cast.lead_a, system=cast.alder, zone="Mars/Olympus")
    assert SchoolSystem.objects.get(pk=cast.alder.pk).zone == "America/Denver"


def test_a_date_is_meant_on_the_clock_of_the_system_and_the_form_says_so(cast: Cast) -> None:
    set_clock(by=cast.lead_a, system=cast.alder, zone="America/Los_Angeles")
    for page, who in (
        (f"/communities/open/{cast.alder_wall.pk}/", cast.lead_a),
        (f"/communities/{cast.talk.pk}/gatherings/new/", cast.facilitator),
        (f"/teams/{cast.alder_team.pk}/gatherings/new/", cast.team_lead),
    ):
        told = browser_of(who).get(page).text
        assert "On this clock: Pacific time (Los Angeles)." in told, page
        assert 'value="America/Los_Angeles" selected' in told, page
    form = {"once": str(uuid4()), "day": "2099-12-08", "at": "15:30", "minutes": "60"}
    told = browser_of(cast.facilitator).post(f"/communities/{cast.talk.pk}/gatherings/new/", form, follow=True).text
    assert "3:30 pm" in told
    assert "PST" in told
    with walls(cast.every_wall):
        assert Gathering.objects.get().zone == "America/Los_Angeles"


def test_who_has_a_clock_of_their_own_keeps_it(cast: Cast) -> None:
    set_clock(by=cast.lead_a, system=cast.alder, zone="America/Los_Angeles")
    with walls(cast.every_wall):
        assert clock_for(cast.member) == "America/Los_Angeles"
        set_clock(by=cast.operator, system=cast.brier, zone="America/Denver")
        assert clock_for(cast.member, system=cast.brier.pk) == "America/Denver"
        hours = QuietHours()
        keep_hours(
            by=cast.member, zone="America/Chicago", starts=hours.starts, ends=hours.ends, digest=False, digest_day=1
        )
        assert clock_for(cast.member, wall=cast.alder_wall.pk) == "America/Chicago"
    assert 'value="America/Los_Angeles" selected' in browser_of(cast.facilitator).get("/notices/mail/").text
