"""Calls, what is proposed in one, pathways and what can be put on a level: a page at a time, however many there are."""

from datetime import timedelta

from tests.asking import browser_of, queries
from tests.cast import Cast
from tests.gather.test_calls import ask, proposed

from pergola.gather.actions import open_community
from pergola.gather.actions.walking import Level, add_level, make_pathway, step_on_pathway
from pergola.gather.models import Call, FocusArea, Pathway, PathwayThing
from pergola.kernel.clock import at, now
from pergola.spaces.models import Community
from pergola.walls.opening import walls


def test_a_call_in_which_much_is_proposed_is_paged_and_a_tap_leads_back_to_its_page(cast: Cast) -> None:
    with walls(cast.every_wall):
        call = ask(cast)
        for number in range(31):
            with at(now() + timedelta(seconds=number)):
                last = proposed(cast, call, f"Theme {number:02}.")
    page, coach = f"/calls/{call.pk}/", browser_of(cast.coach)
    first, second = coach.get(page).text, coach.get(f"{page}?page=2").text
    assert "31 focus areas were proposed" in first
    assert ["Theme 29." in first, "Theme 30." in first, "Theme 30." in second, "Theme 29." in second] == [
        True,
        False,
        True,
        False,
    ]
    after = coach.post(f"{last.get_absolute_url()}signal/", {"say": "come", "here": "on"})
    assert after.headers["Location"] == f"{page}?page=2#area-{last.pk}"
    with queries() as asked:
        coach.get(page)
    assert len(asked) == 6


def test_calls_and_pathways_are_paged_and_nothing_after_the_first_page_is_lost(cast: Cast) -> None:
    wall = cast.alder_wall
    with walls(cast.every_wall):
        for number in range(31):
            with at(now() + timedelta(seconds=number)):
                Call.objects.create(
                    wall=wall,
                    asks=f"Question {number:02}.",
                    until=now().date() - timedelta(days=3),
                    people=5,
                    opened_by=cast.lead_a,
                )
            make_pathway(by=cast.lead_a, wall=wall, name=f"Way {number:02}.", about="Somewhere.")
        hidden = Pathway.objects.get(name="Way 00.")
        Pathway.objects.filter(pk=hidden.pk).update(offered=False)
        mine = Pathway.objects.get(name="Way 30.")
        step_on_pathway(by=cast.member, pathway=mine)
        Pathway.objects.filter(pk=mine.pk).update(offered=False)
    member, lead = browser_of(cast.member), browser_of(cast.lead_a)
    calls = f"/calls/{wall.pk}/"
    assert ("Question 00." in member.get(calls).text, "Question 00." in member.get(f"{calls}?page=2").text) == (
        False,
        True,
    )
    page = f"/pathways/{wall.pk}/"
    assert "Way 00." not in member.get(page).text
    assert "Way 30." in member.get(page).text, "no longer offered, and one is on it: thirty are one page"
    assert ("Way 00." in lead.get(page).text, "Way 30." in lead.get(f"{page}?page=2").text) == (True, True)


def test_a_level_takes_any_community_where_there_are_hundreds_found_by_a_word(cast: Cast) -> None:
    with walls(cast.every_wall):
        way = make_pathway(by=cast.lead_a, wall=cast.alder_wall, name="Talk", about="Talking.")
        level = add_level(by=cast.lead_a, pathway=way, level=Level("Stations"))
        Community.objects.bulk_create(
            Community(wall=cast.alder_wall, name=f"Room {n:03}", charter="Why.", joining="open", started=now().date())
            for n in range(120)
        )
        last = open_community(by=cast.lead_a, wall=cast.alder_wall, name="Zoology", charter="Why.")
    page, lead = f"/pathways/{way.pk}/levels/{level.pk}/things/", browser_of(cast.lead_a)
    first = lead.get(page).text
    assert ("Zoology" in first, "hold a hundred of each" in first, first.count("<option")) == (False, True, 102)
    found = lead.get(f"{page}?word=zoo").text
    assert ("Zoology" in found, "Room 001" in found) == (True, False)
    both = {"community": str(last.pk), "lesson": "", "link": "https://example.org/", "title": "A page"}
    refused = lead.post(page, both)
    assert refused.status_code == 422
    assert f'<option value="{last.pk}" selected>' in refused.text, "what was chosen stays chosen"
    assert lead.post(page, {"community": str(last.pk), "lesson": "", "link": "", "title": ""}).status_code == 302
    assert lead.post(page, {"community": "not an id", "lesson": "", "link": "", "title": ""}).status_code == 422
    with walls(cast.every_wall):
        assert PathwayThing.objects.get().community == last
        assert not FocusArea.objects.exists()
