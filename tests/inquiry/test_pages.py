"""The pages of inquiry, asked for by the cast as a browser asks."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from tests.asking import browser_of, queries
from tests.cast import Cast
from tests.inquiry.story import AFTER, PREDICTION, Story, locked, planned, studied, tried

from pergola.commons.models import Draft, Link
from pergola.inquiry.actions import (
    edit_problem,
    make_claim,
    name_problem,
    plan_cycle,
    propose_idea,
    put_in_text,
    say_lean,
    set_aim,
    tie,
)
from pergola.inquiry.models import Aim, ChangeIdea, Claim, Cycle, Lean, Measure, Problem
from pergola.people.models import walls_of
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason


def told(cast: Cast, story: Callable[[Cast], Story]) -> Story:
    with walls(walls_of(cast.member)):
        return story(cast)


def address(name: str, *args: object) -> str:
    return reverse(f"inquiry:{name}", args=args)


def mistakes(page: str) -> list[str]:
    """The sentences beside the fields and on top of the form."""
    found = re.findall(r'<(?:p|li|a)[^>]*class="problem"[^>]*>(.*?)</', page, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", one).strip() for one in found]


# from nothing to a decision, by forms only


def test_a_member_walks_the_whole_way_by_forms(cast: Cast) -> None:
    """No script, no address typed by hand: each page leads to the next."""
    browser = browser_of(cast.member)
    problem = browser.post(address("name_for_team", cast.alder_team.pk), {"title": "Claims without reasons"})[
        "Location"
    ]
    aim = browser.post(
        f"{problem}aim/", {"title": "Claims explain", "for_whom": "grade 7", "goal": "half", "by_when": "2027-05-28"}
    )["Location"]
    measure = browser.post(
        f"{aim}measure/",
        {"title": "Slips", "role": "outcome", "unit": "share", "out_of": "all slips", "every": "lesson"},
    )["Location"]
    idea = browser.post(f"{aim}idea/", {"title": "Say it, then write it"})["Location"]
    number = Measure.objects.unrestricted(Reason.COUNTING)
    with walls(walls_of(cast.member)):
        pk = number.get().pk
    cycle = browser.post(f"{idea}cycle/", {"begins": "2026-09-29", "change": "Talk begins", "measures": [str(pk)]})[
        "Location"
    ]
    plan = {"prediction": PREDICTION, "predicted": "50", "begins": "2026-09-29", "expectations": "Half\nPeriod 1"}
    assert browser.post(f"{cycle}plan/", {**plan, "revision": "1", "lock": "1"})["Location"] == cycle
    assert browser.post(f"{measure}data/", {"pasted": AFTER, "save": "1"})["Location"] == measure
    assert browser.post(f"{cycle}do/", {"happened": "Fourteen lessons."})["Location"] == cycle
    with walls(walls_of(cast.member)):
        parts = list(Cycle.objects.visible_to(cast.member).get().expectations.all())
    seen = {f"outcome_{part.pk}": "as" for part in parts}
    assert browser.post(f"{cycle}study/", {"learned": "Much.", **seen})["Location"] == cycle
    assert browser.post(f"{cycle}lean/", {"lean-towards": "adapt"})["Location"] == f"{cycle}#leans"
    assert browser.post(f"{cycle}decide/", {"decision": "adapt", "because": "The hour."})["Location"] == cycle
    claim = browser.post(f"{cycle}claim/", {"title": "Talk first helps", "kind": "supports"})["Location"]

    with walls(walls_of(cast.member)):
        done = Cycle.objects.visible_to(cast.member).get()
        assert (done.step, done.decision, done.points_at_lock) == ("done", "adapt", 0)
        assert claim == Claim.objects.visible_to(cast.member).get().get_absolute_url()
        assert Link.objects.visible_to(cast.member).filter(kind="supports").count() == 1


# who gets what

PAGES: dict[str, Callable[[Story], str]] = {
    "problem": lambda story: address("problem", story.problem.pk),
    "aim": lambda story: address("aim", story.aim.pk),
    "idea": lambda story: address("idea", story.idea.pk),
    "cycle": lambda story: address("cycle", story.cycle.pk),
    "measure": lambda story: address("measure", story.measure.pk),
}
FORMS: dict[str, Callable[[Story], str]] = {
    "edit problem": lambda story: address("edit_problem", story.problem.pk),
    "set aim": lambda story: address("set_aim", story.problem.pk),
    "edit aim": lambda story: address("edit_aim", story.aim.pk),
    "propose idea": lambda story: address("propose_idea", story.aim.pk),
    "define measure": lambda story: address("define_measure", story.aim.pk),
    "edit idea": lambda story: address("edit_idea", story.idea.pk),
    "plan cycle": lambda story: address("plan_cycle", story.idea.pk),
    "edit measure": lambda story: address("edit_measure", story.measure.pk),
    "put in": lambda story: address("put_in", story.measure.pk),
    "correct": lambda story: address("correct", story.measure.pk, story.measure.observations.all()[0].pk),
    "edit cycle": lambda story: address("edit_cycle", story.cycle.pk),
    "make claim": lambda story: address("make_claim", story.cycle.pk),
    "share": lambda story: address("share", story.cycle.pk),
}


def test_a_teams_inquiry_is_not_there_for_anybody_else(cast: Cast) -> None:
    """The hub, another team, another system: the same 404 as for what never was, byte for byte."""
    with walls(walls_of(cast.member)):
        story = planned(cast)
        pages = {name: of(story) for name, of in (PAGES | FORMS).items()}
    for person in (cast.hub_director, cast.team_lead_b, cast.outsider, cast.neighbour, cast.lead_a, cast.operator):
        browser = browser_of(person)
        nothing = browser.get(address("cycle", uuid4())).content
        answers = {name: browser.get(where) for name, where in pages.items()}
        assert [name for name, one in answers.items() if (one.status_code, one.content) != (404, nothing)] == []
    assert {name: browser_of(cast.visitor).get(where).status_code for name, where in pages.items()} == dict.fromkeys(
        pages, 302
    )
    ours = browser_of(cast.team_lead)
    assert {name: ours.get(where).status_code for name, where in pages.items()} == dict.fromkeys(pages, 200)


def test_a_studied_cycle_and_what_it_rests_on_are_there_for_the_network(cast: Cast) -> None:
    story = told(cast, studied)
    for person in (cast.hub_director, cast.hub_evaluator, cast.team_lead_b):
        browser = browser_of(person)
        answers = {name: browser.get(of(story)) for name, of in PAGES.items()}
        assert {(one.status_code, "btn-primary" in one.text) for one in answers.values()} == {(200, False)}
    outside = browser_of(cast.outsider)
    assert {outside.get(of(story)).status_code for of in PAGES.values()} == {404}


def test_who_sees_and_may_not_change_is_told_so(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        story = studied(cast)
        forms = {name: of(story) for name, of in FORMS.items()}
    browser = browser_of(cast.team_lead_b)
    assert {name: browser.get(where).status_code for name, where in forms.items()} == dict.fromkeys(forms, 403)


def test_the_acts_of_a_cycle_are_its_teams(cast: Cast) -> None:
    story = told(cast, studied)
    steps = {"plan": 403, "do": 403, "study": 403, "lean": 403, "decide": 403}
    for person, expected in ((cast.outsider, dict.fromkeys(steps, 404)), (cast.team_lead_b, steps)):
        browser, where = browser_of(person), address("cycle", story.cycle.pk)
        said = {"lean-towards": "adopt", "decision": "adopt", "because": "We say so."}
        assert {step: browser.post(f"{where}{step}/", said).status_code for step in steps} == expected
    with walls(walls_of(cast.member)):
        assert Lean.objects.visible_to(cast.member).count() == 0


def test_a_day_of_another_measure_is_not_reached_through_ones_own(cast: Cast) -> None:
    """Mixed parent and child: my measure, their observation."""
    with walls(cast.every_wall):
        ours = planned(cast)
        theirs = planned(cast, by=cast.team_lead_b, home=cast.brier_team)
        day = theirs.measure.observations.all()[0].pk
    for name in ("correct", "take_out"):
        where = address(name, ours.measure.pk, day)
        assert browser_of(cast.member).post(where, {"day": "2026-08-25", "value": "1", "whole": "2"}).status_code == 404


def test_an_unknown_id_is_not_there(cast: Cast) -> None:
    browser = browser_of(cast.member)
    names = ["problem", "aim", "idea", "cycle", "measure", "put_in", "edit_cycle", "share", "name_for_team"]
    assert {browser.get(address(name, UUID(int=7))).status_code for name in names} == {404}


def test_addresses_that_change_do_not_answer_a_get(cast: Cast) -> None:
    story = told(cast, planned)
    for name in ("plan", "do", "study", "lean", "decide"):
        assert browser_of(cast.member).get(address(name, story.cycle.pk)).status_code == 405


# what goes wrong


def test_a_second_submit_does_nothing_twice(cast: Cast) -> None:
    browser, key = browser_of(cast.member), str(uuid4())
    where = address("name_for_team", cast.alder_team.pk)
    first = browser.post(where, {"title": "Claims without reasons", "once": key})
    second = browser.post(where, {"title": "Claims without reasons", "once": key})
    assert (first.status_code, second["Location"]) == (302, first["Location"])
    with walls(walls_of(cast.member)):
        assert Problem.objects.visible_to(cast.member).count() == 1


def test_locking_twice_locks_once_and_leads_to_the_cycle(cast: Cast) -> None:
    story, key = told(cast, planned), str(uuid4())
    plan = {"prediction": PREDICTION, "begins": "2026-09-29", "revision": "1", "lock": "1", "once": key}
    answers = [browser_of(cast.member).post(address("plan", story.cycle.pk), plan) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302]


def test_two_people_who_edit_one_text_see_both(cast: Cast) -> None:
    story = told(cast, planned)
    with walls(walls_of(cast.team_lead)):
        edit_problem(by=cast.team_lead, problem=story.problem, revision=1, title="As Tilda put it")
    where = address("edit_problem", story.problem.pk)
    answer = browser_of(cast.member).post(where, {"title": "As I put it", "revision": "1"})
    assert answer.status_code == 422
    assert [label for label, text in answer.context["form"].theirs if text == "As Tilda put it"] != []
    assert 'value="As I put it"' in answer.text

    again = browser_of(cast.member).post(where, {"title": "As I put it", "revision": "2"})
    assert again.status_code == 302


def test_a_prediction_changed_after_its_data_is_refused_in_a_sentence(cast: Cast) -> None:
    story = told(cast, tried)
    plan = {"prediction": "A third.", "begins": "2026-09-29", "revision": "2", "keep": "1"}
    answer = browser_of(cast.member).post(address("plan", story.cycle.pk), plan)
    assert answer.status_code == 422
    with walls(walls_of(cast.member)):
        assert Cycle.objects.visible_to(cast.member).get().prediction == PREDICTION


def test_a_prediction_without_words_keeps_what_was_written(cast: Cast) -> None:
    story = told(cast, planned)
    plan = {"prediction": "", "begins": "", "expectations": "Half of all slips", "revision": "1", "lock": "1"}
    answer = browser_of(cast.member).post(address("plan", story.cycle.pk), plan)
    assert (answer.status_code, len(mistakes(answer.text))) == (422, 2)
    assert "Half of all slips</textarea>" in answer.text


@pytest.mark.parametrize(
    ("paste", "sentence"),
    [
        ("2026-09-24\tmany\t117", "Row 1, column 2: “many” is not a number we can read."),
        ("3 Setember 2026\t40\t117", "Row 1, column 1: “3 Setember 2026” is not a date we can read."),
        ("2026-09-25\t40\t117\n2026-09-25\t41\t117", "Row 2, column 1: Rows 1 and 2 have the same date, 2026-09-25."),
    ],
)
def test_rows_that_cannot_be_read_are_told_and_kept(cast: Cast, paste: str, sentence: str) -> None:
    story = told(cast, locked)
    answer = browser_of(cast.member).post(address("put_in", story.measure.pk), {"pasted": paste, "save": "1"})
    told_ones = re.findall(r"<li>(.*?)</li>", answer.text)
    assert answer.status_code == 422
    assert [one for one in told_ones if one.startswith(sentence)] != []
    assert f"{paste}</textarea>" in answer.text.replace("\r\n", "\n")


def test_data_before_the_prediction_are_refused_and_kept(cast: Cast) -> None:
    story = told(cast, planned)
    answer = browser_of(cast.member).post(address("put_in", story.measure.pk), {"pasted": AFTER, "save": "1"})
    assert answer.status_code == 422
    assert "Lock your prediction first: 14 of these days" in answer.text
    assert "2026-11-12\t63\t118</textarea>" in answer.text.replace("\r\n", "\n")


def test_nothing_is_put_in_before_it_was_looked_at(cast: Cast) -> None:
    story = told(cast, locked)
    browser, where = browser_of(cast.member), address("put_in", story.measure.pk)
    looked = browser.post(where, {"pasted": AFTER, "look": "1"})
    with walls(walls_of(cast.member)):
        assert story.measure.observations.count() == 10
    assert (looked.status_code, "Put these 14 days in" in looked.text) == (200, True)


def test_a_conflict_needs_a_word(cast: Cast) -> None:
    story = told(cast, locked)
    browser, where = browser_of(cast.member), address("put_in", story.measure.pk)
    paste = {"pasted": "2026-09-24\t44\t117", "save": "1"}
    refused = browser.post(where, paste)
    assert refused.status_code == 422
    assert "24 September is in already with 34 % (40 of 117); you paste 38 % (44 of 117)." in refused.text.replace(
        "\u00a0", " "
    )
    assert browser.post(where, {**paste, "replace": "on"}).status_code == 302


def test_typed_rows_and_a_file_are_read_like_a_paste(cast: Cast) -> None:
    story = told(cast, locked)
    browser, where = browser_of(cast.member), address("put_in", story.measure.pk)
    typed = {
        "day": ["2026-09-29", "", "2026-10-01"],
        "value": ["40", "", "46"],
        "whole": ["121", "", "119"],
        "save": "1",
    }
    assert browser.post(where, typed).status_code == 302
    file = BytesIO("date;n;of\n2026-10-06;52;118\n".encode("utf-16"))
    file.name = "slips.csv"
    assert browser.post(where, {"file": file, "save": "1"}).status_code == 302
    with walls(walls_of(cast.member)):
        assert story.measure.observations.count() == 13


def test_a_file_of_a_million_rows_is_refused_in_a_sentence(cast: Cast) -> None:
    story = told(cast, locked)
    file = BytesIO(b"2026-10-06;52;118\n" * 1_000_000)
    file.name = "slips.csv"
    answer = browser_of(cast.member).post(address("put_in", story.measure.pk), {"file": file, "save": "1"})
    assert answer.status_code == 422
    assert mistakes(answer.text)[-1].startswith("This file is larger than one megabyte")


@pytest.mark.parametrize("name", ["put_in", "edit_measure"])
def test_ten_megabytes_are_refused_and_change_nothing(cast: Cast, name: str) -> None:
    story = told(cast, locked)
    body = {"pasted": "2026-10-06;52;118\n" * 600_000, "title": "x" * 10_000_000}
    answer = browser_of(cast.member).post(address(name, story.measure.pk), body)
    assert answer.status_code == 413
    with walls(walls_of(cast.member)):
        assert story.measure.observations.count() == 10


def test_one_day_is_corrected_taken_out_and_put_back(cast: Cast) -> None:
    story = told(cast, planned)
    browser = browser_of(cast.member)
    with walls(walls_of(cast.member)):
        day = story.measure.observations.all()[0].pk
    where = address("correct", story.measure.pk, day)
    assert browser.post(where, {"day": "2026-08-25", "value": "many", "whole": "118"}).status_code == 422
    assert browser.post(where, {"day": "2026-08-25", "value": "39", "whole": "118"}).status_code == 302
    with walls(walls_of(cast.member)):
        day = story.measure.observations.all()[0].pk
    browser.post(address("take_out", story.measure.pk, day))
    with walls(walls_of(cast.member)):
        last = story.measure.earlier_values.first()
        assert (last is not None, story.measure.observations.count()) == (True, 9)
        assert last is not None
    browser.post(address("bring_back", story.measure.pk, last.pk))
    with walls(walls_of(cast.member)):
        assert story.measure.observations.get(on=date(2026, 8, 25)).numerator == 39


def test_half_a_per_cent_stays_half_a_per_cent_when_it_is_corrected(cast: Cast) -> None:
    """One value says nothing of how it was meant: only a whole series between 0 and 1 is read as parts of one."""
    story = told(cast, planned)
    with walls(walls_of(cast.member)):
        put_in_text(by=cast.member, measure=story.measure, source="2026-09-25\t0.5\n2026-09-26\t1.4")
        day = story.measure.observations.get(on=date(2026, 9, 25)).pk
    where = address("correct", story.measure.pk, day)
    for value in ("0.5", "0.7"):
        sent = browser_of(cast.member).post(where, {"day": "2026-09-25", "value": value, "whole": ""})
        assert sent.status_code == 302
        with walls(walls_of(cast.member)):
            one = story.measure.observations.get(on=date(2026, 9, 25))
            assert one.value == Decimal(value)
            where = address("correct", story.measure.pk, one.pk)


def test_words_kept_as_one_types_come_back_and_go_when_they_are_used(cast: Cast) -> None:
    story, browser = told(cast, tried), browser_of(cast.member)
    place = f"cycle-study:{story.cycle.pk}:learned"
    assert browser.post(reverse("commons:draft", args=[place]), {"learned": "Period 1 moved late."}).status_code == 204
    page = browser.get(address("cycle", story.cycle.pk))
    assert "\nPeriod 1 moved late.</textarea>" in page.text
    assert "Period 1 moved late." not in browser_of(cast.team_lead).get(address("cycle", story.cycle.pk)).text
    with walls(walls_of(cast.member)):
        parts = {f"outcome_{part.pk}": "as" for part in story.cycle.expectations.all()}
    browser.post(address("study", story.cycle.pk), {"learned": "Period 1 moved late.", **parts})
    with walls(walls_of(cast.member)):
        assert Draft.objects.visible_to(cast.member).count() == 0


def test_every_form_says_how_many_people_see_it(cast: Cast) -> None:
    story, browser = told(cast, planned), browser_of(cast.member)
    for name, pk in [("set_aim", story.problem.pk), ("put_in", story.measure.pk), ("cycle", story.cycle.pk)]:
        assert "Seen by the 2 people of this team." in browser.get(address(name, pk)).text
    assert "Seen by the 2 people of this team." in browser.get(address("name_for_team", cast.alder_team.pk)).text


def test_there_is_one_next_act_a_page(cast: Cast) -> None:
    browser = browser_of(cast.member)
    for story_of in (planned, locked, tried, studied):
        story = told(cast, story_of)
        for page in PAGES.values():
            assert browser.get(page(story)).text.count("btn-primary") <= 1
    assert browser.get(address("home")).text.count("btn-primary") == 1


# how much a page asks of the database


def more(cast: Cast, times: int) -> Story:
    """A team with `times` of everything: problems, aims, measures, ideas, cycles, leans, ties."""
    with walls(walls_of(cast.member)):
        story = studied(cast)
        for n in range(times - 1):
            problem = name_problem(by=cast.member, home=cast.alder_team, title=f"Another problem {n}")
            aim = set_aim(by=cast.member, problem=problem, title="Aim", goal="half", by_when=date(2027, 1, 1))
            idea = propose_idea(by=cast.member, aim=aim, title="Idea")
            plan_cycle(by=cast.member, idea=idea)
            set_aim(by=cast.member, problem=story.problem, title="Aim", goal="half", by_when=date(2027, 1, 1))
            propose_idea(by=cast.member, aim=story.aim, title="Idea")
            plan_cycle(by=cast.member, idea=story.idea, measures=[story.measure])
        for n in range(times):
            claim = make_claim(by=cast.member, home=cast.alder_team, title=f"Claim {n}")
            tie(by=cast.member, source=story.cycle, target=claim, kind="supports")
        for person in (cast.member, cast.team_lead)[: times - 1]:
            say_lean(by=person, cycle=story.cycle, towards="adapt")
        rows = "\n".join(f"2026-11-{day:02d}\t60\t118" for day in range(13, 13 + times))
        put_in_text(by=cast.member, measure=story.measure, source=rows)
    return story


@pytest.mark.parametrize("times", [1, 3])
def test_a_page_asks_as_much_of_three_rows_as_of_one(cast: Cast, times: int) -> None:
    story, browser = more(cast, times), browser_of(cast.member)
    pages = {"home": address("home")} | {name: of(story) for name, of in PAGES.items()}
    asked = {}
    for name, where in pages.items():
        browser.get(where)
        with queries() as told_ones:
            assert browser.get(where).status_code == 200
        asked[name] = len(told_ones)
    assert asked == {"home": 10, "problem": 12, "aim": 11, "idea": 11, "measure": 13, "cycle": 20}


def test_what_is_removed_is_in_no_list(cast: Cast) -> None:
    story, browser = told(cast, planned), browser_of(cast.member)
    assert browser.post(reverse("commons:remove", args=[story.idea.pk])).status_code == 302
    for page in (address("home"), address("aim", story.aim.pk)):
        assert story.idea.get_absolute_url() not in browser.get(page).text
    assert browser.get(story.idea.get_absolute_url()).status_code == 404
    with walls(walls_of(cast.member)):
        assert (Aim.objects.visible_to(cast.member).count(), ChangeIdea.objects.visible_to(cast.member).count()) == (
            1,
            0,
        )
