"""A director’s question: what should we support next? Sorted by where a lead’s word moves most, with a reason each."""

import re
from datetime import timedelta

from tests.asking import browser_of, queries
from tests.cast import Cast
from tests.gather.test_calls import ask, crowd, proposed, support_all

from pergola.desk.what_next import Place, what_next
from pergola.gather.actions.calling import close_call, retire_focus_area, support_focus_area
from pergola.gather.actions.joining import join_community
from pergola.gather.actions.launching import Launch, launch_focus_area
from pergola.gather.models import FocusArea
from pergola.kernel.clock import now
from pergola.meetings.actions import When
from pergola.spaces.models import Community
from pergola.walls.opening import walls


def launched(cast: Cast, area: FocusArea) -> Community:
    when = When(now() + timedelta(days=9), "America/New_York")
    launch = Launch(area.title, "We meet because few explain.", "Who spoke last?", when)
    return launch_focus_area(by=cast.lead_a, area=area, launch=launch)


def test_each_stands_where_its_reason_puts_it(cast: Cast) -> None:
    with walls(cast.every_wall):
        call = ask(cast, people=6, schools=2)
        titles = ("Zebra few", "Apple few", "Nearly", "Waits for a lead", "Can begin", "Has begun", "Grows", "Gone")
        areas = {title: proposed(cast, call, title) for title in titles}
        north, south = crowd(cast, 7, "North"), crowd(cast, 2, "South")
        support_all(north[:3], areas["Zebra few"])
        support_all(north[:4], areas["Nearly"])
        for title in ("Waits for a lead", "Can begin", "Has begun", "Grows"):
            support_all([*north[:5], *south[:1]], areas[title])
        support_focus_area(by=north[0], area=areas["Can begin"], leads=True)
        launched(cast, areas["Has begun"])
        grows = launched(cast, areas["Grows"])
        for one in (*north, *south):
            join_community(by=one, community=grows)
        retire_focus_area(by=cast.lead_a, area=areas["Gone"], reason="Not now.")
        found = what_next(cast.lead_a, cast.alder_wall.pk)
    stands = [(one.area.title, one.place) for one in found.weighed]
    assert stands == [
        ("Can begin", Place.BEGIN), ("Waits for a lead", Place.NEEDS_A_LEAD), ("Has begun", Place.FEWER_THAN_SAID),
        ("Nearly", Place.NEARLY), ("Grows", Place.GOES_ON), ("Apple few", Place.FEW), ("Zebra few", Place.FEW),
    ]  # fmt: skip
    assert found.first is not None
    told = browser_of(cast.lead_a).get(f"/calls/{cast.alder_wall.pk}/what-next/").text
    assert "“Can begin” can begin" in told
    assert f"/focus-areas/{areas['Can begin'].pk}/launch/" in told
    assert f"/communities/{grows.pk}/" in told
    assert "10 people are in it, from 2 schools" in told, "the lead, seven and two: schools as the roster says"
    assert "1 person is in it" in told
    assert "Wanting: 1 more person, and 1 more school" in told
    assert len(re.findall("Fewer than five people have said", told)) == 2
    assert f"/calls/{call.pk}/" in told


def test_it_is_for_those_who_lead_and_for_nobody_else(cast: Cast) -> None:
    with walls(cast.every_wall):
        proposed(cast, ask(cast))
    page = f"/calls/{cast.alder_wall.pk}/what-next/"
    assert "Talk in mathematics" in browser_of(cast.lead_a).get(page).text
    for who in (cast.member, cast.facilitator, cast.lead_b, cast.hub_director, cast.operator):
        assert browser_of(who).get(page).status_code == 404, who.name
    assert page in browser_of(cast.lead_a).get(f"/calls/{cast.alder_wall.pk}/").text
    assert page not in browser_of(cast.member).get(f"/calls/{cast.alder_wall.pk}/").text


def test_where_nothing_is_asked_it_leads_to_the_next_call(cast: Cast) -> None:
    page, lead = f"/calls/{cast.alder_wall.pk}/what-next/", browser_of(cast.lead_a)
    told = lead.get(page).text
    assert "Nothing is proposed yet" in told
    assert f"/calls/{cast.alder_wall.pk}/open/" in told
    with walls(cast.every_wall):
        call = ask(cast)
        close_call(by=cast.lead_a, call=call, reason="We begin.")
    assert "No call is open." in lead.get(page).text


def test_the_same_few_questions_however_much_there_is(cast: Cast) -> None:
    lead, counts = browser_of(cast.lead_a), []
    with walls(cast.every_wall):
        call, people = ask(cast), crowd(cast, 5, "North")
    for many in (1, 3):
        with walls(cast.every_wall):
            while FocusArea.objects.filter(call=call).count() < 2 * many:
                for title in ("Open", "Launched"):
                    area = proposed(cast, call, title)
                    support_all(people, area)
                launched(cast, area)
        with queries() as asked:
            lead.get(f"/calls/{cast.alder_wall.pk}/what-next/")
        counts.append(len(asked))
    assert counts == [5, 5]
