"""Feeder patterns: read from a table whole or not at all, said by hand, walked, drawn; and the tags that schools carry."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from tests.asking import browser_of
from tests.cast import Cast

from pergola.kernel.charts.albers import Point
from pergola.kernel.charts.place import Box
from pergola.kernel.charts.ways import Dot, WaysPicture, _crosses, draw_ways
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.systems import feeding
from pergola.systems.actions import add_feeder, change_programme, drop_feeder, invent_school, set_feeders
from pergola.systems.feeding import Known, read_patterns
from pergola.systems.models import Feeder, Programme, School, SystemSchool
from pergola.systems.patterns import Patterns, Tie
from pergola.walls.reasons import Reason

KNOWN = [
    Known(1, "Ridgeline Elementary", "390000100001"), Known(2, "Orchard Elementary", "390000100002"),
    Known(3, "Harper Middle", "390000100003"), Known(4, "Founders High", "390000100004"),
    Known(5, "Lincoln", "390000100005"), Known(6, "Lincoln", "390000100006"),
]  # fmt: skip
GOOD = """elementary,middle,high
Ridgeline Elementary,Harper Middle,Founders High
390000100002,,Founders High
ridgeline  elementary,Harper Middle,Founders High
"""


def test_a_table_is_read_by_name_or_id_and_the_same_twice_is_once() -> None:
    read = read_patterns(GOOD, KNOWN)
    assert (read.steps, read.rows, read.refused) == ({(1, 3), (3, 4), (2, 4)}, 3, [])
    for apart in (";", "\t"):
        assert read_patterns("\ufeff" + GOOD.replace(",", apart), KNOWN).steps == read.steps


def test_a_long_table_of_wrong_names_is_told_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was meant is looked for once a name, and for no more names than are told."""
    looked: list[str] = []

    def look(name: str, *_: Any, **_how: Any) -> list[str]:
        looked.append(name)
        return []

    monkeypatch.setattr(feeding, "get_close_matches", look)
    rows = "".join(f"School {n % 700},Founders High\n" for n in range(2_000))
    assert len(read_patterns(f"elementary,high\n{rows}", KNOWN).refused) >= 50
    assert len(looked) == len(set(looked)) == feeding.MOST_TOLD


inside = st.floats(-50, 50, allow_nan=False)


@given(st.tuples(inside, inside), st.tuples(inside, inside))
def test_a_name_is_in_the_way_of_a_line_where_a_walk_along_it_comes_by(one: Point, other: Point) -> None:
    box = Box(-10.0, -5.0, 10.0, 5.0)
    steps = [(one[0] + (other[0] - one[0]) * n / 400, one[1] + (other[1] - one[1]) * n / 400) for n in range(401)]
    for wider, holds in ((2.0, True), (2.5, False)):
        comes_by = any(abs(x) < 10 + wider and abs(y) < 5 + wider for x, y in steps)
        if comes_by == holds:
            assert _crosses(box, one, other) == holds


@pytest.mark.parametrize(
    ("text", "where", "why"),
    [
        ("elementary,middle\nRidgeline Elementry,Harper Middle\n", (2, "elementary", "Ridgeline Elementry"), "Is it “Ridgeline Elementary”?"),
        ("elementary,high\n\nLincoln,Founders High\n", (3, "elementary", "Lincoln"), "390000100005, 390000100006"),
        ("elementary,high\n999,Founders High\n", (2, "elementary", "999"), "NCES id"),
        ("elementary,middle,high\n,,Founders High\n", (2, "", ""), "One school alone"),
        ("elementary,high\nHarper Middle,Harper Middle\n", (2, "high", "Harper Middle"), "twice"),
        ("elementary,high\nHarper Middle,Founders High\nFounders High,Harper Middle\n", (0, "", "Harper Middle"), "wrong way round"),
        ("name,place\nHarper Middle,Ohio\n", (1, "", "name, place"), "must name the columns"),
        ("elementary,elementary,high\nx,y,z\n", (1, "elementary", "elementary"), "twice"),
        ('elementary,high\n"Harper Middle,Founders High\n', (0, "", ""), "quotation mark"),
        ("elementary,high\n", (1, "", ""), "no row"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_row_column_and_reason(text: str, where: tuple[int, str, str], why: str) -> None:
    first = read_patterns(text, KNOWN).refused[0]
    assert (first.row, first.column, first.text) == where
    assert why in first.why


@given(
    st.text(max_size=400)
    | st.lists(st.sampled_from(["elementary", "high", "Lincoln", "Harper Middle", ",", "\n", '"', ";"])).map("".join)
)
def test_whatever_is_sent_is_read_or_refused_and_never_a_fault(text: str) -> None:
    read = read_patterns(text, KNOWN)
    assert bool(read.refused) != bool(read.steps)
    assert all(one.why for one in read.refused)


STEPS = st.sets(st.tuples(st.integers(1, 9), st.integers(1, 9)).filter(lambda step: step[0] < step[1]), min_size=1)


@given(STEPS)
def test_a_tie_holds_in_both_directions_and_into_is_the_other_side_of_from(steps: set[tuple[int, int]]) -> None:
    there, schools = Patterns(steps), {one for step in steps for one in step}
    assert there.loop() is None
    back = {Tie.INTO: Tie.FROM, Tie.FROM: Tie.INTO, Tie.SAME_END: Tie.SAME_END}
    for one in schools:
        for other, tied in there.tied_to(one).items():
            assert there.tied_to(other)[one].tie == back[tied.tie]
            assert tied.end in there.ends(one) & there.ends(other)
        assert one not in there.tied_to(one)
    assert Patterns(steps | {(9, 1), (1, 9)}).loop() is not None


@pytest.fixture
def schools(cast: Cast) -> dict[str, School]:
    places = {
        "Ridgeline Elementary": (39.9, -82.9),
        "Orchard Elementary": (39.95, -82.85),
        "Harper Middle": (39.92, -82.8),
    }
    named = [*places, "Founders High"]
    made = {}
    for name in named:
        north, west = places.get(name, (None, None))
        made[name] = invent_school(by=cast.operator, system=cast.alder, name=name, latitude=north, longitude=west)
    return made


def test_a_lead_looks_at_a_table_first_and_then_puts_it_in_whole(cast: Cast, schools: dict[str, School]) -> None:
    page, lead = reverse("systems:feeder_table", args=["alder-valley"]), browser_of(cast.lead_a)
    text = "elementary,middle,high\nRidgeline Elementary,Harper Middle,Founders High\n"
    looked = lead.post(page, {"file": SimpleUploadedFile("ways.csv", text.encode()), "look": "1"})
    assert (looked.status_code, Feeder.objects.count()) == (200, 0)
    assert "Ridgeline Elementary, on to Harper Middle" in looked.text
    assert text.splitlines()[1] in looked.text, "the file is in the box, so that it need not be sent again"
    for _twice in range(2):
        assert lead.post(page, {"pasted": text, "save": "1"}).status_code == 302
        assert Feeder.objects.count() == 2
    again = lead.post(page, {"pasted": "elementary,high\nOrchard Elementary,Founders High\n", "look": "1"}).text
    assert "Gone: the table does not name them" in again
    bad = {"pasted": "elementary,high\nOrchard Elementary,Founders High\nNowhere,Founders High\n", "save": "1"}
    refused = lead.post(page, bad)
    assert (refused.status_code, Feeder.objects.count()) == (422, 2), "all, or nothing"
    assert all(
        one in refused.text for one in ("Nowhere", "No school of this system is called so", "Nothing was put in")
    )


@pytest.mark.parametrize(
    "sent", [{"pasted": ""}, {"pasted": "PK\x03\x04"}, {"file": SimpleUploadedFile("x.csv", b"a" * 1_000_001)}]
)
def test_what_is_no_table_is_refused_in_words(cast: Cast, schools: dict[str, School], sent: dict[str, Any]) -> None:
    answer = browser_of(cast.lead_a).post(reverse("systems:feeder_table", args=["alder-valley"]), {**sent, "save": "1"})
    assert answer.status_code == 422
    assert "id_pasted" in answer.text
    assert not Feeder.objects.exists()


def test_only_leads_of_the_system_and_operators_say_it_and_everybody_reads_it(
    cast: Cast, schools: dict[str, School], client: Client
) -> None:
    one, into = schools["Ridgeline Elementary"], schools["Founders High"]
    for who in (cast.member, cast.lead_b, cast.hub_director):
        with pytest.raises(NotAllowed):
            add_feeder(by=who, system=cast.alder, school=one, into=into)
        assert not Feeder.objects.editable_by(who).exists()
        assert not Programme.objects.editable_by(who).exists()
    add_feeder(by=cast.lead_a, system=cast.alder, school=one, into=into)
    add_feeder(by=cast.operator, system=cast.alder, school=one, into=into)
    assert Feeder.objects.editable_by(cast.lead_a).count() == 1
    page = client.get(reverse("systems:feeders", args=["alder-valley"])).text
    assert "on to Founders High" in page
    assert "does not lead to" not in page
    assert (
        "Ridgeline Elementary does not lead to Founders High"
        in browser_of(cast.lead_a).get(reverse("systems:feeders", args=["alder-valley"])).text
    )
    assert "Founders High" in client.get(one.get_absolute_url()).text
    browser_of(cast.lead_a).post(
        reverse("systems:feeder_drop", args=["alder-valley"]), {"school": one.pk, "into": into.pk}
    )
    assert not Feeder.objects.exists()


def test_by_hand_no_way_leads_back_and_no_other_systems_school_is_named(cast: Cast, schools: dict[str, School]) -> None:
    one, into = schools["Ridgeline Elementary"], schools["Founders High"]
    page, lead = reverse("systems:feeder_by_hand", args=["alder-valley"]), browser_of(cast.lead_a)
    assert lead.post(page, {"school": one.pk, "into": into.pk}).status_code == 302
    back = lead.post(page, {"school": into.pk, "into": one.pk})
    assert (back.status_code, "would come back to it" in back.text) == (422, True)
    far = invent_school(by=cast.operator, system=cast.brier, name="Far High")
    assert lead.post(page, {"school": one.pk, "into": far.pk}).status_code == 422
    with pytest.raises(Refusal, match="Not a school of"):
        set_feeders(by=cast.lead_a, system=cast.alder, steps={(one.pk, far.pk)})
    assert set(Feeder.objects.values_list("school", "into")) == {(one.pk, into.pk)}
    drop_feeder(by=cast.lead_a, system=cast.alder, school=one.pk, into=far.pk)
    assert Feeder.objects.unrestricted(Reason.COUNTING).count() == 1


def test_a_school_that_left_the_system_stands_in_nobodys_way(cast: Cast, schools: dict[str, School]) -> None:
    one, left, into = (schools[name] for name in ("Ridgeline Elementary", "Harper Middle", "Founders High"))
    set_feeders(by=cast.lead_a, system=cast.alder, steps={(left.pk, into.pk)})
    SystemSchool.objects.filter(school=left).delete()
    lead, page = browser_of(cast.lead_a), reverse("systems:feeders", args=["alder-valley"])
    assert lead.post(f"{page}by-hand/", {"school": one.pk, "into": into.pk}).status_code == 302
    dropped = lead.post(f"{page}drop/", {"school": left.pk, "into": into.pk}, follow=True).text
    assert "no longer leads to" in dropped
    assert list(Feeder.objects.unrestricted(Reason.COUNTING).values_list("school", "into")) == [(one.pk, into.pk)]
    assert (
        "not in the list any more" in lead.post(f"{page}drop/", {"school": left.pk, "into": into.pk}, follow=True).text
    )


def test_a_map_is_drawn_from_our_own_places_and_the_list_holds_all(
    cast: Cast, schools: dict[str, School], client: Client
) -> None:
    steps = [
        ("Ridgeline Elementary", "Harper Middle"),
        ("Orchard Elementary", "Harper Middle"),
        ("Harper Middle", "Founders High"),
    ]
    set_feeders(by=cast.lead_a, system=cast.alder, steps={(schools[one].pk, schools[into].pk) for one, into in steps})
    page = client.get(reverse("systems:feeders", args=["alder-valley"])).text
    main = page.partition("<main")[2].partition("</main")[0]
    assert main.count("<circle") == 2 * 3, "Founders High has no published place; drawn wide and narrow"
    assert "1 school has no published place and is in the list only" in main
    assert "http" not in main.replace("http://www.w3.org", ""), "nothing of the outside world"
    assert all(name in main for name in schools)


def test_the_page_costs_the_same_with_one_step_and_with_three(
    cast: Cast, schools: dict[str, School], client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    named = list(schools.values())
    for steps in ({(named[0].pk, named[3].pk)}, {(one.pk, named[3].pk) for one in named[:3]}):
        set_feeders(by=cast.lead_a, system=cast.alder, steps=steps)
        with django_assert_num_queries(8):
            client.get(reverse("systems:feeders", args=["alder-valley"]))


def test_on_a_small_map_every_school_is_named_and_no_name_lies_on_another() -> None:
    names = [
        "Alder Valley High",
        "Harper Middle",
        "Linden Middle",
        "Mesa Middle",
        "Creekside Elementary",
        "Sawmill Road Elementary",
    ]
    at = [
        (-1.204, -44.612),
        (-1.241, -44.634),
        (-1.176, -44.589),
        (-1.268, -44.571),
        (-1.149, -44.577),
        (-1.212, -44.651),
    ]
    dots = {n: Dot(at[n], name, name, "/", is_end=not n) for n, name in enumerate(names)}
    drawing = draw_ways(WaysPicture(dots, ((4, 2), (5, 1), (2, 0), (1, 0), (3, 0)), "Map"))
    for svg in (drawing.wide, drawing.narrow):
        assert [name for name in names if f">{name}</text>" not in svg] == []


def test_places_on_one_spot_are_drawn_too() -> None:
    dots = {n: Dot((1.0, 1.0), f"School {n}", f"School {n}", "/x/", is_end=n == 2) for n in (1, 2)}
    drawn = draw_ways(WaysPicture(dots, ((1, 2),), "two"))
    assert "nan" not in drawn.wide
    assert drawn.wide.count("<circle") == 2


def test_a_lead_tags_own_schools_and_a_tag_on_none_is_gone(
    cast: Cast, schools: dict[str, School], client: Client
) -> None:
    page, lead = reverse("systems:programmes", args=["alder-valley"]), browser_of(cast.lead_a)
    one, two = schools["Ridgeline Elementary"], schools["Harper Middle"]
    assert lead.post(page, {"name": "Personalised learning school", "schools": [one.pk, two.pk]}).status_code == 302
    assert "Personalised learning school" in client.get(one.get_absolute_url()).text
    tag = Programme.objects.get()
    assert f'value="{one.pk}"' in lead.get(f"{page}?tag={tag.pk}").text
    change_programme(by=cast.lead_a, system=cast.alder, name="Hub of the pattern", schools=[two], programme=tag)
    assert "Hub of the pattern" not in client.get(one.get_absolute_url()).text
    far = invent_school(by=cast.operator, system=cast.brier, name="Far High")
    assert lead.post(page, {"tag": tag.pk, "name": "Hub of the pattern", "schools": [far.pk]}).status_code == 422
    for schools_of in ([], [one.pk]):
        refused = lead.post(page, {"name": "hub of the pattern", "schools": schools_of})
        assert refused.status_code == 422, "a new tag takes nothing from one of its name"
    assert list(tag.schools.values_list("pk", flat=True)) == [two.pk]
    assert lead.post(page, {"tag": tag.pk, "name": "Hub of the pattern"}).status_code == 302
    assert not Programme.objects.exists()
    assert browser_of(cast.member).get(page).status_code == 403
