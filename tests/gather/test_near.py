"""Who is near, and why: by feeder pattern, distance, grade and role; only one’s own wall, only who may be found."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.asking import browser_of, queries
from tests.cast import Cast, person

from pergola.gather.actions import bring_behind, join_community, keep_community, open_community, say_where_i_work
from pergola.gather.actions.walking import Level, add_level, make_pathway, step_on_pathway
from pergola.gather.actions.working import Work
from pergola.gather.models import Pair, Workplace
from pergola.gather.near import near, workplace_of
from pergola.gather.reasons import in_miles, miles_between
from pergola.kernel.clock import now
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import Person
from pergola.spaces.models import Community, Membership
from pergola.systems.actions import change_programme, invent_school, set_feeders
from pergola.systems.models import RosterOrg, RosterPerson, School
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

TEACHER, LEADER = Workplace.Role.TEACHER, Workplace.Role.LEADER
PLACES = {"Ridgeline": (39.9, -82.9), "Orchard": (39.93, -82.9), "Founders": (39.92, -82.8), "Far Field": (41.4, -81.7)}


@pytest.fixture
def schools(cast: Cast) -> dict[str, School]:
    return {
        name: invent_school(by=cast.operator, system=cast.alder, name=name, latitude=north, longitude=west)
        for name, (north, west) in PLACES.items()
    }


def works(
    cast: Cast,
    who: Person,
    school: School | None,
    role: Workplace.Role = TEACHER,
    grade: int | None = 3,
    found: bool = True,
) -> None:
    with walls(cast.every_wall):
        say_where_i_work(by=who, wall=cast.alder_wall.pk, work=Work(role, school, grade, grade, found))


def seen(cast: Cast, who: Person | None = None) -> dict[str, str]:
    """By name, why."""
    me = who or cast.member
    with walls(cast.every_wall):
        mine = workplace_of(me, cast.alder_wall.pk)
        assert mine is not None
        return {one.person.name: one.why.said for one in near(me, mine).people}


def test_the_same_grade_first_and_in_it_ones_own_school_then_the_pattern_then_the_miles(
    cast: Cast, schools: dict[str, School]
) -> None:
    """Only what a heading says is left out beneath it; and nobody six miles away stands before a colleague next door."""
    ends = schools["Founders"].pk
    set_feeders(by=cast.lead_a, system=cast.alder, steps={(schools["Orchard"].pk, ends)})
    both = [schools["Orchard"], schools["Far Field"]]
    change_programme(by=cast.lead_a, system=cast.alder, name="Music", schools=both)
    works(cast, cast.member, schools["Orchard"])
    works(cast, cast.coach, schools["Orchard"], grade=None)
    works(cast, cast.neighbour, schools["Far Field"])
    works(cast, cast.facilitator, schools["Founders"])
    works(cast, cast.former, schools["Orchard"])
    works(cast, cast.team_lead, schools["Ridgeline"], grade=None)
    assert list(seen(cast)) == [
        "Fay Former", "Colleen Facilitator", "Nora Neighbour", "Cora Coach", "Tilda Teamlead",
    ]  # fmt: skip
    page = browser_of(cast.member).get("/near/").text
    assert page.index("Who work with your grades") < page.index("Who teach, as you do") < page.index("Cora Coach")
    assert "eaches, too" not in page, "the heading has said it of all of them"


def test_how_many_are_near_is_counted_and_not_how_many_are_shown(
    cast: Cast, schools: dict[str, School], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pergola.gather.near.SHOWN", 2)
    monkeypatch.setattr("pergola.gather.near.AT_ONCE", 1)
    for who in (cast.member, cast.coach, cast.neighbour, cast.former):
        works(cast, who, schools["Ridgeline"])
    page = browser_of(cast.member).get("/near/").text
    assert all(one in page for one in ("Three people near you", "And 1 more person", "The 2 nearest are shown."))
    assert page.count("to learn together") == 2
    monkeypatch.setattr("pergola.gather.near.LOOKED_AT", 3)
    assert "More than a hundred people near you" in browser_of(cast.member).get("/near/").text


def test_the_reason_is_said_in_words(cast: Cast, schools: dict[str, School]) -> None:
    ends = schools["Founders"].pk
    set_feeders(
        by=cast.lead_a, system=cast.alder, steps={(schools["Ridgeline"].pk, ends), (schools["Orchard"].pk, ends)}
    )
    works(cast, cast.member, schools["Ridgeline"])
    works(cast, cast.coach, schools["Orchard"])
    works(cast, cast.facilitator, schools["Founders"], grade=None)
    works(cast, cast.neighbour, schools["Ridgeline"], grade=5)
    works(cast, cast.former, schools["Far Field"])
    works(cast, cast.team_lead, schools["Orchard"], LEADER, None)
    assert seen(cast) == {
        "Cora Coach": "teaches grade 3 as you do, 2.1 miles away, feeds Founders as your school does",
        "Nora Neighbour": "teaches, too, at your school",
        "Colleen Facilitator": "teaches, too, 5.5 miles away, where your students go on to",
        "Fay Former": "teaches grade 3 as you do, 121 miles away",
    }
    assert next(iter(seen(cast))) == "Cora Coach", "most reasons first"
    assert seen(cast, cast.facilitator)["Cora Coach"] == "teaches, too, 5.3 miles away, whose students come to you"
    assert "Tilda Teamlead" not in seen(cast), "neither the role nor the grade"


def test_only_who_may_be_found_and_only_of_ones_own_wall(cast: Cast, schools: dict[str, School]) -> None:
    here = schools["Ridgeline"]
    works(cast, cast.member, here)
    works(cast, cast.coach, here, found=False)
    works(cast, cast.neighbour, here)
    with walls(cast.every_wall):
        say_where_i_work(by=cast.lead_b, wall=cast.brier_wall.pk, work=Work(TEACHER, here, 3, 3, True))
        with pytest.raises(NotAllowed):
            say_where_i_work(by=cast.lead_b, wall=cast.alder_wall.pk, work=Work(TEACHER))
        assert set(Workplace.objects.visible_to(cast.member).values_list("person__name", flat=True)) == {
            "Marisol Member", "Nora Neighbour",
        }  # fmt: skip
        assert not Workplace.objects.visible_to(cast.operator).exists()
    assert list(seen(cast)) == ["Nora Neighbour"]
    assert set(seen(cast, cast.coach)) == {"Marisol Member", "Nora Neighbour"}, "who is not found still sees"
    for who, status in ((cast.coach, 404), (cast.lead_b, 404), (cast.member, 404), (cast.neighbour, 200)):
        assert browser_of(cast.member).get(f"/near/{who.pk}/ask/").status_code == status
    with walls(cast.every_wall):
        Person.objects.filter(pk=cast.neighbour.pk).update(erased=now())
    assert seen(cast) == {}


def test_one_says_it_on_a_page_by_name_or_id_and_says_otherwise(cast: Cast, schools: dict[str, School]) -> None:
    School.objects.filter(pk=schools["Orchard"].pk).update(nces_id="390000100002")
    asked = browser_of(cast.member)
    assert "Say where I work" in asked.get("/near/").text
    form = {"role": "teacher", "school": "rigdeline", "low_grade": "3", "high_grade": "", "found": "on"}
    answer = asked.post("/near/where-i-work/", form)
    assert (answer.status_code, "Is it “Ridgeline”?" in answer.text, 'value="rigdeline"' in answer.text) == (
        422,
        True,
        True,
    )
    told = asked.post("/near/where-i-work/", form | {"school": "ridge"}, follow=True).text
    assert "It is said: Ridgeline." in told, "the beginning of a name will do, where one school alone can be meant"
    invent_school(by=cast.operator, system=cast.alder, name="Ridge Park")
    two = asked.post("/near/where-i-work/", form | {"school": "ridge"}).text
    assert all(one in two for one in ("Which of these is it", "“Ridge Park”, “Ridgeline”"))
    assert asked.post("/near/where-i-work/", form | {"school": "390000100002"}).status_code == 302
    with walls(cast.every_wall):
        mine = workplace_of(cast.member, cast.alder_wall.pk)
    assert mine is not None
    assert (mine.school, mine.grades, mine.found) == (schools["Orchard"], "grade 3", True)
    asked.post("/near/where-i-work/", form | {"school": "", "found": ""})
    page = asked.get("/near/").text
    assert "nobody is shown you" in page
    wrong = asked.post("/near/where-i-work/", form | {"school": "", "low_grade": "5", "high_grade": "3"})
    assert (wrong.status_code, "other way round" in wrong.text) == (422, True)


def test_what_the_roster_says_is_shown_to_oneself_alone_until_one_says_yes(
    cast: Cast, schools: dict[str, School]
) -> None:
    with walls(cast.every_wall):
        RosterOrg.objects.create(
            wall=cast.alder_wall, sourced_id="s1", name="Ridgeline ES", school=schools["Ridgeline"]
        )
        for who, sid in ((cast.member, "u1"), (cast.coach, "u2")):
            RosterPerson.objects.create(
                wall=cast.alder_wall, sourced_id=sid, person=who, name=who.name, role="teacher", org="s1", since=now()
            )
    page = browser_of(cast.member).get("/near/where-i-work/").text
    assert all(one in page for one in ('value="Ridgeline"', "roster says this of you", "Yes, that is so"))
    works(cast, cast.member, schools["Ridgeline"])
    assert seen(cast) == {}, "the coach has not said yes"
    assert "roster says" not in browser_of(cast.neighbour).get("/near/where-i-work/").text


def test_communities_are_near_by_who_is_in_them(cast: Cast, schools: dict[str, School]) -> None:
    ends = schools["Founders"].pk
    set_feeders(
        by=cast.lead_a, system=cast.alder, steps={(schools["Ridgeline"].pk, ends), (schools["Orchard"].pk, ends)}
    )
    works(cast, cast.member, schools["Ridgeline"])
    works(cast, cast.former, schools["Orchard"])
    works(cast, cast.neighbour, schools["Ridgeline"])
    works(cast, cast.coach, schools["Orchard"], found=False)
    with walls(cast.every_wall):
        reading = open_community(by=cast.lead_a, wall=cast.alder_wall, name="Slow reading", charter="We read.")
        closed = open_community(
            by=cast.lead_a,
            wall=cast.alder_wall,
            name="Behind a door",
            charter="We hide.",
            joining=Community.Joining.INVITED,
        )
        for who in (cast.former, cast.neighbour, cast.coach):
            join_community(by=who, community=reading)
        keep_community(by=cast.lead_a, community=closed, person=cast.neighbour, role=Membership.Role.MEMBER)
        mine = workplace_of(cast.member, cast.alder_wall.pk)
        assert mine is not None
        (one,) = near(cast.member, mine).communities
    assert (one.community, one.said) == (reading, "2 people near you are in it, 1 of your feeder pattern")
    page = browser_of(cast.member).get("/near/").text
    assert all(told in page for told in ("Slow reading", "2 people near you", "The feeder patterns, on a map"))
    assert "Behind a door" not in page


def test_schools_with_the_same_tag_are_told(cast: Cast, schools: dict[str, School]) -> None:
    both = [schools["Ridgeline"], schools["Orchard"]]
    change_programme(by=cast.lead_a, system=cast.alder, name="Personalised learning", schools=both)
    change_programme(by=cast.lead_a, system=cast.alder, name="Music", schools=[schools["Orchard"]])
    works(cast, cast.member, both[0])
    works(cast, cast.coach, both[1])
    assert seen(cast)["Cora Coach"] == "teaches grade 3 as you do, 2.1 miles away, “Personalised learning” like yours"


def test_without_a_place_the_work_alone_tells_who_is_near(cast: Cast, schools: dict[str, School]) -> None:
    works(cast, cast.member, None, Workplace.Role.OFFICE, None)
    works(cast, cast.coach, None, Workplace.Role.OFFICE, None)
    works(cast, cast.neighbour, schools["Ridgeline"])
    assert seen(cast) == {"Cora Coach": "in the central office as you are"}


def test_one_asks_somebody_near_and_once(cast: Cast, schools: dict[str, School]) -> None:
    works(cast, cast.member, schools["Ridgeline"])
    works(cast, cast.coach, schools["Orchard"])
    form = {"kind": "mentor", "words": "Would you?", "once": str(uuid4())}
    for _twice in range(2):
        assert browser_of(cast.member).post(f"/near/{cast.coach.pk}/ask/", form).status_code == 302
    with walls(cast.every_wall):
        pair = Pair.objects.unrestricted(Reason.COUNTING).get()
        assert (pair.kind, pair.asked_by, pair.asked_to) == ("mentor", cast.member, cast.coach)
    coach = {"kind": "coach", "once": str(uuid4())}
    assert browser_of(cast.member).post(f"/near/{cast.coach.pk}/ask/", coach).status_code == 422, "chosen elsewhere"
    with walls(cast.every_wall), pytest.raises(Refusal):
        say_where_i_work(by=cast.member, wall=cast.alder_wall.pk, work=Work(TEACHER, None, 5, 3, True))


def test_a_pathway_is_a_reason_where_both_let_others_find_them(cast: Cast, schools: dict[str, School]) -> None:
    works(cast, cast.member, schools["Ridgeline"])
    works(cast, cast.coach, schools["Ridgeline"])
    with walls(cast.every_wall):
        made = make_pathway(by=cast.lead_a, wall=cast.alder_wall, name="Blended learning", about="For all.")
        level = add_level(by=cast.lead_a, pathway=made, level=Level("Second", "2.0", "We try.", []))
    both, page = (cast.member, cast.coach), f"/pathways/{made.pk}/"
    assert (
        "You are not on this pathway."
        in browser_of(cast.member).post(f"{page}found/", {"found": "yes"}, follow=True).text
    )
    with walls(cast.every_wall):
        for who in both:
            step_on_pathway(by=who, pathway=made, level=level)
    told = "teaches grade 3 as you do, on the pathway “Blended learning” as you are, at your school"
    for let, says in (((), False), ((cast.coach,), False), (both, True), ((cast.member,), False)):
        for who in both:
            browser_of(who).post(f"{page}found/", {"found": "yes" if who in let else "no"})
        assert (seen(cast)["Cora Coach"] == told) == says, let
        assert ("pathway" in seen(cast)["Cora Coach"]) == says


def test_the_page_costs_the_same_with_one_person_and_with_three(cast: Cast, schools: dict[str, School]) -> None:
    steps = {(schools["Ridgeline"].pk, schools["Founders"].pk)}
    set_feeders(by=cast.lead_a, system=cast.alder, steps=steps)
    works(cast, cast.member, schools["Ridgeline"])
    asked = browser_of(cast.member)
    for n, who in enumerate((cast.coach, cast.neighbour, cast.former)):
        works(cast, who, schools["Orchard"])
        if n in (0, 2):
            with queries() as told:
                assert asked.get("/near/").status_code == 200
            assert len(told) == 6


def test_nobody_behind_two_walls_is_shown_where_they_are_not_at_home(cast: Cast, schools: dict[str, School]) -> None:
    """The director of a network has no school system: what is near is asked behind the network’s wall."""
    newt = person("Newt Elsewhere")
    with walls(cast.every_wall):
        bring_behind(by=cast.operator, wall=cast.network.wall, person=newt)
        say_where_i_work(by=newt, wall=cast.network.wall_id, work=Work(TEACHER, schools["Ridgeline"], 3, 3, True))
    works(cast, cast.member, schools["Ridgeline"])
    works(cast, cast.coach, schools["Ridgeline"])
    assert list(seen(cast)) == ["Cora Coach"]
    assert "Cora" not in browser_of(newt).get("/near/").text


POINT = st.tuples(st.floats(-89, 89), st.floats(-179, 179))


@given(POINT, POINT)
def test_a_way_is_as_long_there_as_back(one: tuple[float, float], other: tuple[float, float]) -> None:
    there = miles_between(one, other)
    assert 0 <= there <= 12_440
    assert miles_between(other, one) == pytest.approx(there)
    assert miles_between(one, one) == 0


def test_a_known_way() -> None:
    """Columbus to Cleveland, Ohio, by the great circle: 126 miles."""
    assert miles_between((39.9612, -82.9988), (41.4993, -81.6944)) == pytest.approx(126, abs=1)
    assert [in_miles(one) for one in (0.2, 1.0, 2.1, 31.4)] == [
        "less than half a mile away", "1.0 mile away", "2.1 miles away", "31 miles away",
    ]  # fmt: skip


def test_whoever_is_behind_a_system_and_a_network_sees_who_is_near_behind_each(
    cast: Cast, schools: dict[str, School]
) -> None:
    """Said behind each by itself, and never without a yes of one's own: what is said at home is not said in the network."""
    newt, network = person("Newt Elsewhere"), cast.network.wall_id
    works(cast, cast.team_lead, schools["Ridgeline"])
    works(cast, cast.coach, schools["Orchard"])
    with walls(cast.every_wall):
        bring_behind(by=cast.operator, wall=cast.network.wall, person=newt)
        say_where_i_work(by=newt, wall=network, work=Work(TEACHER, schools["Orchard"], 3, 3, found=True))
    lead, other = browser_of(cast.team_lead), f"/near/?behind={network}"
    home = lead.get("/near/").text
    assert ("Cora Coach" in home, "Newt Elsewhere" in home, f'href="{other}"' in home) == (True, False, True)
    assert "Say where I work" in lead.get(other).text
    form = lead.get(f"/near/where-i-work/?behind={network}").text
    assert 'value="Ridgeline"' in form, "it begins with what was said at home"
    assert "checked" not in form.partition('name="found"')[2].partition(">")[0]
    sent = {"role": "teacher", "school": "Ridgeline", "low_grade": "3", "high_grade": "3"}
    assert lead.post(f"/near/where-i-work/?behind={network}", sent)["Location"] == other
    there = lead.get(other).text
    assert ("Newt Elsewhere" in there, "Cora Coach" in there) == (True, False)
    assert "Terry" not in browser_of(newt).get("/near/").text
    assert cast.team_lead.name not in browser_of(newt).get("/near/").text, "not to be found there, though at home"
    asked = {"kind": "peer", "words": "", "once": str(uuid4())}
    assert lead.post(f"/near/{newt.pk}/ask/", asked).status_code == 404, "at home Newt is nobody"
    assert lead.post(f"/near/{newt.pk}/ask/?behind={network}", asked).status_code == 302
    with walls(cast.every_wall):
        assert Pair.objects.unrestricted(Reason.COUNTING).get().wall_id == network
    for nowhere in (cast.brier_wall.pk, 1, "x", ""):
        assert lead.get(f"/near/?behind={nowhere}").status_code == 404


@pytest.mark.parametrize("joining", [Community.Joining.REQUEST, Community.Joining.INVITED])
def test_communities_one_cannot_simply_join_are_not_shown_as_near(
    cast: Cast, schools: dict[str, School], joining: Community.Joining
) -> None:
    """A single person near would otherwise tell who is in them."""
    for who in (cast.member, cast.neighbour):
        works(cast, who, schools["Ridgeline"])
    with walls(cast.every_wall):
        rooms = [
            open_community(by=cast.lead_a, wall=cast.alder_wall, name=name, charter="Why.", joining=how)
            for name, how in (("Behind a door", joining), ("In the open", Community.Joining.OPEN))
        ]
        for one in rooms:
            keep_community(by=cast.lead_a, community=one, person=cast.neighbour, role=Membership.Role.MEMBER)
    page = browser_of(cast.member).get("/near/").text
    assert ("Behind a door" in page, "In the open" in page) == (False, True)
