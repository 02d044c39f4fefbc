"""A measure by group: counts in, never students; told so that nobody is found; and only to those who may read the measure."""

import re
from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.asking import browser_of, queries
from tests.cast import Cast
from tests.inquiry.story import Story, planned
from tests.inquiry.story import on as moment

from pergola.commons.models import FigureRelease
from pergola.inquiry.actions import put_in_groups, say_ground, write_theory
from pergola.inquiry.by_group.reading import read_groups
from pergola.inquiry.models import Measure, Part
from pergola.kernel.clock import at
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.suppression.cells import EVERYBODY, REST, Cell
from pergola.people.models import walls_of
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

pytestmark = pytest.mark.django_db
DAY = "2026-09-24"
ROWS = """By\tGroup\tHow many\tOf how many
Race\tBlack\t41\t131
Race\tWhite\t97\t217
Race\tLatino\t48\t119
Race\tAsian\t3\t7
English learners\tYes\t9\t43
Everybody\t\t189\t474"""


def inside(cast: Cast) -> Story:
    with walls(walls_of(cast.member)):
        return planned(cast)


def where(story: Story, name: str = "put_in_by_group") -> str:
    return reverse(f"inquiry:{name}", args=[story.measure.pk])


def put(browser: Client, story: Story, rows: str = ROWS, **more: object) -> object:
    return browser.post(where(story), {"on": DAY, "pasted": rows, **more})


def cells(page: str) -> list[list[str]]:
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th>(.*?)</tr>", page)
    return [[name, *re.findall(r"<td[^>]*>(.*?)</td>", rest)] for name, rest in rows]


# ---- reading


def test_rows_are_read_whatever_is_between_them() -> None:
    for mark in ("\t", ";", ","):
        counts = read_groups(ROWS.replace("\t", mark)).counts
        assert counts is not None
        assert (counts.people[EVERYBODY], counts.hits[EVERYBODY]) == (474, 189)
        assert (counts.people[Cell.of({"Race": "Asian"})], counts.hits[Cell.of({"Race": "Asian"})]) == (7, 3)
        assert counts.people[Cell.of({"English learners": REST})] == 431


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("Student name\tGroup\tx\ty\nA\tB\t1\t2", "looks as if its rows were about single people"),
        ("Ana Ruiz\tGrade 7\t1\t1\nBen Cole\tGrade 7\t0\t1\nCy Dorn\tGrade 7\t1\t1", "looks as if its rows were about single people"),
        ("\n".join(f"Grade 7\t10234{n}\t1\t1" for n in range(6)), "look as if each were about one student"),
        ("Race\tBlack\t41\t131", "There is no row for everybody."),
        ("Everybody\t41\t131", "There is no group here."),
        ("Race\tBlack\t41\nEverybody\t41\t131", "Here are 3 columns, and we read four."),
        ("Race\tBlack\tmany\t131\nEverybody\t41\t131", "“many” is not a number of students."),
        ("Race\tBlack\t34 %\t131\nEverybody\t41\t131", "“34 %” is not a number of students."),
        ("Race\tBlack\t132\t131\nEverybody\t41\t131", "132 cannot be counted out of 131."),
        ("Race\tBlack\t4\t13\nRace\tblack\t4\t13\nEverybody\t41\t131", "“black” stands here twice."),
        ("Race\tBlack\t4\t13\nEverybody\t41\t131\nTotal\t41\t131", "Everybody stands here twice."),
        ("Race\tBlack\t40\t100\nRace\tWhite\t1\t60\nEverybody\t41\t131", "come to 41 of 160, and everybody to 41 of 131"),
        ("\t\n", "There is nothing to read."),
        ("PK\x03\x04", "the file of a spreadsheet program"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_gets_a_sentence(rows: str, sentence: str) -> None:
    found = read_groups(rows)
    assert found.counts is None
    assert [one.what for one in found.problems if sentence in one.what] != []
    assert all(one.how for one in found.problems)


def test_too_many_groups_are_refused() -> None:
    many = "\n".join(f"School\tS {n}\t12\t20" for n in range(61))
    assert "These are 61 groups" in read_groups(f"{many}\nEverybody\t800\t1400").problems[0].what
    assert "These are 200 rows" in read_groups("\n".join(f"School\tS {n}\t12\t20" for n in range(200))).problems[0].what


def test_a_childs_name_is_not_repeated() -> None:
    found = read_groups("Ana Ruiz\tGrade 7\t1\t1\nBen Cole\tGrade 7\t0\t1\nCy Dorn\tGrade 7\t1\t1")
    assert "Ana" not in "".join(one.what + one.how + one.read for one in found.problems)


# ---- the pages


def test_each_group_is_a_picture_of_its_own_with_its_own_words(cast: Cast) -> None:
    story, browser = inside(cast), browser_of(cast.member)
    put(browser, story, save="1")
    text = browser.get(where(story, "groups")).text
    words = re.findall(r'<svg class="chart-svg wide-only"[^>]* aria-label="([^"]*)"', text)
    assert words[:2] == ["Everybody. 24 Sep 2026: 39 to 40\u00a0%", "Black. 24 Sep 2026: 30 to 32\u00a0%"]
    assert [one for one in words if one.startswith("Asian")] == ["Asian. 24 Sep 2026: not shown"]
    assert ">50\u00a0%</text>" in text
    assert "g-med-x" in text, "a dashed line where nothing is told"


def test_it_is_looked_at_first_and_told_once(cast: Cast) -> None:
    story, browser = inside(cast), browser_of(cast.member)
    once = str(uuid4())
    looked = put(browser, story, once=once)
    assert f'name="once" value="{once}"' in looked.text  # type: ignore[attr-defined]
    assert (looked.status_code, "This is what will be told" in looked.text) == (200, True)  # type: ignore[attr-defined]
    with walls(walls_of(cast.member)):
        assert not FigureRelease.objects.unrestricted(Reason.COUNTING).exists()
    for _twice in range(2):
        assert put(browser, story, save="1", once=once)["Location"] == where(story, "groups")  # type: ignore[index]
    with walls(walls_of(cast.member)):
        assert FigureRelease.objects.unrestricted(Reason.COUNTING).count() == 1


def test_the_page_shows_what_was_told_and_why_the_rest_is_not(cast: Cast) -> None:
    story, browser = inside(cast), browser_of(cast.member)
    put(browser, story, save="1")
    page = browser.get(where(story, "groups")).text.replace("\u00a0", " ")
    told = {row[0]: row[1:] for row in cells(page)}
    assert told["Asian"] == ["not shown", "not shown"]
    assert told["Everybody"][0] == "474"
    assert told["Yes"] == ["43", "20 to 25 %"]
    assert "a group of fewer than ten is not told of" in page
    assert "No group that is shown lies below everybody by more than chance" in page
    assert "only where it is more than chance would do for a group of this size" in page
    hidden = [name for name, row in told.items() if row[0] == "not shown"]
    assert len(hidden) == 2


def test_a_file_is_read_like_a_paste(cast: Cast) -> None:
    story, browser = inside(cast), browser_of(cast.member)
    file = BytesIO(ROWS.encode("utf-16"))
    file.name = "groups.csv"
    looked = browser.post(where(story), {"on": DAY, "file": file})
    assert (looked.status_code, "This is what will be told" in looked.text) == (200, True)


def test_what_was_wrong_stays_in_the_box(cast: Cast) -> None:
    story, browser = inside(cast), browser_of(cast.member)
    rows = ROWS.replace("131", "x")
    answer = put(browser, story, rows, save="1")
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert f"{rows}</textarea>" in answer.text.replace("\r\n", "\n")  # type: ignore[attr-defined]


def test_a_day_of_the_change_waits_for_its_prediction(cast: Cast) -> None:
    story = inside(cast)
    answer = browser_of(cast.member).post(where(story), {"on": "2026-09-30", "pasted": ROWS, "save": "1"})
    assert answer.status_code == 422
    assert "Lock your prediction first" in answer.text


def test_another_day_does_not_tell_what_the_first_hid(cast: Cast) -> None:
    """By then there are eleven of them: they are still not told, and the same others with them."""
    story = inside(cast)
    with walls(walls_of(cast.member)), at(moment("2026-09-24")):
        for day, rows in (
            (date(2026, 9, 1), ROWS),
            (date(2026, 9, 24), ROWS.replace("3\t7", "5\t11").replace("189\t474", "191\t478")),
        ):
            counts = read_groups(rows).counts
            assert counts is not None
            told = put_in_groups(by=cast.member, measure=story.measure, on=day, counts=counts)
    assert {one["cell"][0][1][0] for one in told.cells if one["people"] is None} >= {"Asian"}
    page = browser_of(cast.member).get(where(story, "groups")).text
    assert [row for row in cells(page) if row[0] == "Asian"] == [["Asian", "not shown", "not shown", "not shown"]]


def test_only_those_it_is_of_put_it_in_and_only_of_a_share(cast: Cast) -> None:
    story = inside(cast)
    counts = read_groups(ROWS).counts
    assert counts is not None
    with walls(cast.every_wall), at(moment("2026-09-24")):
        for person in (cast.team_lead_b, cast.hub_director, cast.lead_a):
            with pytest.raises(NotAllowed):
                put_in_groups(by=person, measure=story.measure, on=date(2026, 9, 24), counts=counts)
        with pytest.raises(Refusal, match="still to come"):
            put_in_groups(by=cast.member, measure=story.measure, on=date(2026, 9, 25), counts=counts)
        Measure.objects.unrestricted(Reason.CHAIN_OF_ACT).update(unit="minutes")
        story.measure.refresh_from_db()
        with pytest.raises(Refusal, match="per cent"):
            put_in_groups(by=cast.member, measure=story.measure, on=date(2026, 9, 24), counts=counts)
    assert browser_of(cast.member).get(where(story)).status_code == 404


def test_who_may_not_read_the_measure_does_not_read_its_groups(cast: Cast) -> None:
    story = inside(cast)
    put(browser_of(cast.member), story, save="1")
    for person in (cast.team_lead_b, cast.outsider, cast.neighbour, cast.hub_director):
        for name in ("groups", "put_in_by_group"):
            answer = browser_of(person).get(where(story, name))
            assert (answer.status_code, "Latino" in answer.text) == (404, False)


def test_the_same_queries_with_one_day_and_with_three(cast: Cast) -> None:
    story, browser = inside(cast), browser_of(cast.member)
    counts = read_groups(ROWS).counts
    assert counts is not None
    for days in ((1,), (8, 15)):
        with walls(walls_of(cast.member)), at(moment("2026-09-24")):
            for day in days:
                put_in_groups(by=cast.member, measure=story.measure, on=date(2026, 9, day), counts=counts)
        with queries() as asked:
            assert browser.get(where(story, "groups")).status_code == 200
        assert len(asked) == 3, asked


# ---- on a clause of a theory


EARLIER = """Race\tBlack\t40\t131
Race\tWhite\t97\t217
Race\tLatino\t48\t119
Race\tAsian\t3\t7
English learners\tYes\t9\t43
School\tNorth\t94\t237
School\tSouth\t94\t237
Everybody\t\t188\t474"""
LATER = """Race\tBlack\t80\t131
Race\tWhite\t50\t217
Race\tLatino\t44\t119
Race\tAsian\t3\t7
English learners\tYes\t30\t43
School\tNorth\t94\t237
School\tSouth\t83\t237
Everybody\t\t177\t474"""


def tied(cast: Cast, *days: tuple[str, str]) -> Story:
    """The measure, told by group of these days, speaks for what a theory says should be otherwise."""
    with walls(walls_of(cast.member)), at(moment("2026-09-24")):
        story = planned(cast)
        write_theory(
            by=cast.member, aim=story.aim, lines={one: [one] for one in ("if", "then", "so")}, why="", version=0
        )
        for clause in Part.objects.visible_to(cast.member).filter(artifact=story.aim.pk, of=Part.Of.THEORY):
            say_ground(by=cast.member, thing=story.aim, part=clause, source=story.measure, says="supports")
        for day, rows in days:
            counts = read_groups(rows).counts
            assert counts is not None
            put_in_groups(by=cast.member, measure=story.measure, on=date.fromisoformat(day), counts=counts)
    return story


def theory_of(cast: Cast, story: Story) -> str:
    return browser_of(cast.member).get(reverse("inquiry:theory", args=[story.aim.pk])).text


def test_a_clause_says_for_which_groups_its_measure_moved(cast: Cast) -> None:
    page = theory_of(cast, tied(cast, ("2026-09-17", EARLIER), ("2026-09-24", LATER)))
    assert "Something speaks for every clause, and for a group it moved the other way" in page
    assert "by group, 17 Sep 2026 to 24 Sep 2026" in page
    assert "It moved the other way for Race: White." in page
    rows = dict(re.findall(r"<dt[^>]*>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", page, re.DOTALL))
    assert "Race: Black (" in rows["Moved as you mean it"]
    assert "English learners (" in rows["Moved as you mean it"]
    assert "School: South (" in rows["No change that can be told"]
    assert "Race: White (" in rows["Moved the other way"]
    assert "Race: Asian" in rows["Not shown on both days"]
    assert "only where it is more than chance would do for a group of this size" in page
    main = re.sub(r"<[^>]*>", " ", page[page.index("<main") : page.index("</main")])
    beside = set(re.findall(r"\d+", re.sub(r"\d+ to \d+\W%|Grade 7", " ", main)))
    put_in = set(re.findall(r"\d+", EARLIER + LATER))
    assert (beside & put_in, len(put_in)) == (set(), 20), "no number of people"


def test_what_is_told_on_a_clause_is_what_the_page_by_group_tells(cast: Cast) -> None:
    story = tied(cast, ("2026-09-17", EARLIER), ("2026-09-24", LATER))
    shares = {one for row in cells(browser_of(cast.member).get(where(story, "groups")).text) for one in row[2:]}
    found = re.findall(r"\(([^()→]+) → ([^()]+)\)", theory_of(cast, story))
    assert len(found) >= 6
    assert {share for pair in found for share in pair} <= shares


def test_of_one_day_or_none_a_clause_says_what_is_missing(cast: Cast) -> None:
    one = theory_of(cast, tied(cast, ("2026-09-17", EARLIER)))
    assert "It is told of one day" in one
    assert "→" not in one
    none = tied(cast)
    assert theory_of(cast, none).count("It is not put in by group yet.") == 1, "on what is meant, not on each clause"


def test_where_less_is_better_a_fall_is_what_is_meant_and_above_is_worse(cast: Cast) -> None:
    story = tied(cast, ("2026-09-17", EARLIER), ("2026-09-24", LATER))
    with walls(walls_of(cast.member)):
        Measure.objects.filter(pk=story.measure.pk).update(more_is_better=False)
    page = theory_of(cast, story)
    assert "It moved the other way for Race: Black; English learners" in page
    assert "Above everybody (" in page


def test_whoever_does_not_see_the_measure_reads_nothing_of_its_groups(cast: Cast) -> None:
    story = tied(cast, ("2026-09-17", EARLIER), ("2026-09-24", LATER))
    with walls(walls_of(cast.member)):
        Measure.objects.filter(pk=story.measure.pk).update(removed=moment("2026-09-24"), removed_by=cast.member)
    assert "Race: Black" not in theory_of(cast, story)
