"""The pages of a driver diagram, of root causes, of a theory: by forms alone, as a browser without a script asks."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.asking import browser_of, queries
from tests.cast import Cast
from tests.inquiry.story import Story, planned

from pergola.inquiry.actions import (
    add_part,
    hang_idea,
    keep_version,
    reword_part,
    say_ground,
    share_with_network,
    write_theory,
)
from pergola.inquiry.models import Part
from pergola.people.models import walls_of
from pergola.walls.opening import walls


def told(cast: Cast) -> Story:
    with walls(walls_of(cast.member)):
        return planned(cast)


def address(name: str, *args: object) -> str:
    return reverse(f"inquiry:{name}", args=args)


def outline(page: str) -> list[str]:
    lines = re.findall(r'<li id="part-\d+" class="in-(\d)"[^>]*>.*?<a class="tap"[^>]*>(.*?)</a>', page, re.DOTALL)
    return [f"{'-' * (int(level) - 1)}{words}" for level, words in lines if words != "Say it, then write it"]


def grow(
    browser: Client, story: Story, words: str, what: str = "driver", part: str = "", place: str = "beneath"
) -> str:
    """The number of the new part, from where the form leads."""
    body = {"words": words, "what": what, "place": place, "part": part}
    answer = browser.post(address("grow_drivers", story.aim.pk), body)
    assert answer.status_code == 302, answer.text
    return answer["Location"].partition("part=")[2].partition("#")[0]


def test_a_diagram_is_grown_changed_and_kept_by_forms_alone(cast: Cast) -> None:
    story, browser = told(cast), browser_of(cast.member)
    talk = grow(browser, story, "Talk comes first")
    pairs = grow(browser, story, "In pairs", part=talk)
    change = grow(browser, story, "Partners change", "idea", pairs)
    grow(browser, story, "Time is kept", part=talk, place="beside")
    page = address("drivers", story.aim.pk)
    assert outline(browser.get(page).text) == ["Talk comes first", "-In pairs", "--Partners change", "Time is kept"]
    assert browser.post(address("move_part", talk), {"way": "down"}).status_code == 302
    browser.post(address("reword_part", pairs), {"words": "Two by two", "revision": "1"})
    browser.post(address("take_out_part", change))
    assert outline(browser.get(page).text) == ["Time is kept", "Talk comes first", "-Two by two"]
    browser.post(address("bring_back_part", change))
    assert browser.post(address("keep_drivers", story.aim.pk), {"why": "We agree"})["Location"] == f"{page}#versions"
    shown = browser.get(page).text
    assert "--Partners change" in outline(shown)
    assert "We agree" in shown
    assert "Two by two" in browser.get(address("drivers_version", story.aim.pk, 1)).text


def test_an_aim_with_an_idea_and_no_driver_shows_the_idea_everywhere_and_asks_for_a_driver(cast: Cast) -> None:
    story, browser = told(cast), browser_of(cast.member)
    page = browser.get(address("drivers", story.aim.pk)).text
    for said in (
        "The test of the one idea is under way; no driver is named yet",
        "on no driver yet",
        "Next: what would have to move?",
    ):
        assert said in page
    assert "Say it, then write it" in browser.get(address("drivers_paper", story.aim.pk)).text
    assert "Say it, then write it" in browser.get(address("drivers_svg", story.aim.pk)).content.decode()
    body = {
        "words": "",
        "idea": str(story.idea.pk),
        "what": "idea",
        "place": "beneath",
        "part": grow(browser, story, "Talk"),
    }
    assert browser.post(address("grow_drivers", story.aim.pk), body).status_code == 302
    assert "no driver is named yet" not in browser.get(address("drivers", story.aim.pk)).text
    with walls(walls_of(cast.member)):
        part = Part.objects.visible_to(cast.member).get(idea=story.idea)
        assert str(part.parent) == "Talk"
    assert browser.post(address("move_part", part.pk), {"way": "beneath", "beneath": "0"}).status_code == 302
    with walls(walls_of(cast.member)):
        assert Part.objects.visible_to(cast.member).get(idea=story.idea).parent is None


def test_what_is_chosen_asks_for_what_it_needs_and_says_where_it_lands(cast: Cast) -> None:
    story, browser = told(cast), browser_of(cast.member)
    talk = grow(browser, story, "Talk")
    page = browser.get(f"{address('drivers', story.aim.pk)}?part={talk}").text
    assert "(optional)" not in page
    assert "Move it down" not in page, "beneath it stands an idea only"
    assert ("Choose an idea" in page, "Select an option" in page) == (True, False)
    empty = browser.post(address("grow_drivers", story.aim.pk), {"idea": "", "part": talk, "place": "beneath"})
    assert (empty.status_code, "Choose the idea that is to hang here." in empty.text) == (422, True)
    for part, where in (("", "on no driver yet."), (talk, "on “Talk”.")):
        new = grow(browser, story, f"Pairs {part}", "idea", part)
        shown = browser.get(f"{address('drivers', story.aim.pk)}?part={new}").text
        assert f"Another idea beside this one, {where}" in shown


def test_one_s_own_ideas_stand_first_and_apart(cast: Cast) -> None:
    story, browser = told(cast), browser_of(cast.member)
    talk = grow(browser, story, "Talk")
    with walls(walls_of(cast.team_lead_b)):
        theirs = planned(cast, by=cast.team_lead_b, home=cast.brier_team)
        for thing in (theirs.idea, theirs.cycle):
            share_with_network(by=cast.team_lead_b, thing=thing)
    page = browser.get(f"{address('drivers', story.aim.pk)}?part={talk}").text
    own, others = page.index('<optgroup label="Your own">'), page.index('<optgroup label="Of others">')
    assert own < page.index(f"{story.idea.title} · {cast.alder_team}", own) < others
    assert f"{theirs.idea.title} · {cast.brier_team}" in page[others:]


def test_who_cannot_keep_a_version_is_not_told_to(cast: Cast) -> None:
    story = told(cast)
    with walls(walls_of(cast.member)):
        add_part(by=cast.member, thing=story.aim, of=Part.Of.DRIVERS, words="Talk")
        share_with_network(by=cast.member, thing=story.aim)
    for name in ("drivers", "theory"):
        read = browser_of(cast.hub_director).get(address(name, story.aim.pk)).text
        assert ("No version is kept yet." in read, "Keep one when" in read) == (True, False)
    assert "Keep one when" in browser_of(cast.member).get(address("drivers", story.aim.pk)).text


def test_what_is_refused_keeps_its_words_and_says_why(cast: Cast) -> None:
    story, browser = told(cast), browser_of(cast.member)
    pairs = grow(browser, story, "In pairs", part=grow(browser, story, "Talk"))
    body = {"words": "One level too many", "what": "driver", "place": "beneath", "part": pairs}
    answer = browser.post(address("grow_drivers", story.aim.pk), body)
    assert answer.status_code == 422
    assert 'value="One level too many"' in answer.text
    assert "primary and secondary drivers" in answer.text
    with walls(walls_of(cast.team_lead)):
        reword_part(
            by=cast.team_lead, part=Part.objects.visible_to(cast.team_lead).get(pk=pairs), words="Theirs", revision=1
        )
    stale = browser.post(address("reword_part", pairs), {"words": "Mine", "revision": "1"})
    assert stale.status_code == 422
    for said in ('value="Mine"', "Somebody changed this while you were writing", "Theirs"):
        assert said in stale.text
    again = re.search(r'data-act="reword".*?name="revision" value="(\d+)"', stale.text, re.DOTALL)
    assert again is not None
    assert browser.post(address("reword_part", pairs), {"words": "Mine", "revision": again[1]}).status_code == 302


def test_it_is_said_that_somebody_else_changed_the_picture_meanwhile(cast: Cast) -> None:
    story, browser = told(cast), browser_of(cast.member)
    since = re.search(r'data-since="(\d+)"', browser.get(address("drivers", story.aim.pk)).text)
    assert since is not None
    with walls(walls_of(cast.team_lead)):
        add_part(by=cast.team_lead, thing=story.aim, of=Part.Of.DRIVERS, words="Theirs")
    body = {"words": "Mine", "what": "driver", "place": "beneath", "since": since[1]}
    page = browser.post(address("grow_drivers", story.aim.pk), body, follow=True).text
    assert f"{cast.team_lead} changed this picture meanwhile" in page
    assert outline(page) == ["Theirs", "Mine"]


def test_causes_are_an_outline_a_fishbone_and_a_ladder(cast: Cast) -> None:
    story, browser = told(cast), browser_of(cast.member)
    part = ""
    for words in ("How we ask", "Haste", "The bell", "Labs run over"):
        answer = browser.post(
            address("grow_causes", story.problem.pk),
            {"words": words, "what": "cause", "place": "beneath", "part": part},
        )
        part = answer["Location"].partition("part=")[2].partition("#")[0]
    page = browser.get(address("causes", story.problem.pk)).text
    assert outline(page) == ["How we ask", "-Haste", "--The bell", "---Labs run over"]
    assert "We asked why two times" in page
    assert page.count("<svg") == 2
    assert "Labs run over" in browser.get(address("problem", story.problem.pk)).text


def test_a_theory_and_what_is_known_of_it_by_forms(cast: Cast) -> None:
    story, browser = told(cast), browser_of(cast.member)
    write = address("write_theory", story.aim.pk)
    half = browser.post(write, {"version": "0", "if": "we talk", "then": "", "so": ""})
    assert half.status_code == 422
    assert "we talk" in half.text
    done = browser.post(
        write, {"version": "0", "if": "we talk", "then": "they write", "so": "all argue", "why": "First"}
    )
    assert done["Location"] == address("theory", story.aim.pk)
    late = browser.post(write, {"version": "0", "if": "we wait", "then": "they write", "so": "all argue"})
    assert late.status_code == 422
    assert "Somebody wrote another version meanwhile" in late.text
    with walls(walls_of(cast.member)):
        clause = Part.objects.visible_to(cast.member).get(words="they write").pk
    form = {"page": story.measure.get_absolute_url(), "says": "contradicts", "note": "Not yet"}
    assert browser.post(address("ground_clause", clause), form).status_code == 302
    page = browser.get(address("theory", story.aim.pk)).text
    assert "Something speaks against our theory" in page
    assert story.measure.title in page
    nowhere = browser.post(address("ground_clause", clause), {**form, "page": "/inquiry/measures/nothing/"})
    assert nowhere.status_code == 422


def large(cast: Cast, times: int) -> Story:
    """A diagram with `times` of everything on it, up to sixty parts."""
    with walls(walls_of(cast.member)):
        story, by = planned(cast), cast.member
        for one in range(times):
            primary = add_part(by=by, thing=story.aim, of=Part.Of.DRIVERS, words=f"Primary {one}")
            for two in range(min(times, 3)):
                second = add_part(
                    by=by, thing=story.aim, of=Part.Of.DRIVERS, words=f"Second {one}{two}", beneath=primary
                )
                for three in range(min(times, 3)):
                    hang_idea(by=by, aim=story.aim, words=f"Idea {one}{two}{three}", beneath=second)
            cause = add_part(by=by, thing=story.problem, of=Part.Of.CAUSES, words=f"Cause {one}")
            add_part(by=by, thing=story.problem, of=Part.Of.CAUSES, words=f"Why {one}", beneath=cause)
            keep_version(by=by, thing=story.aim, of="drivers", why=f"Version {one}")
        write_theory(
            by=by,
            aim=story.aim,
            lines={name: [f"{name} {n}" for n in range(times)] for name in ("if", "then", "so")},
            why="",
            version=0,
        )
        for clause in Part.objects.visible_to(by).filter(of=Part.Of.THEORY)[:times]:
            say_ground(by=by, thing=story.aim, part=clause, source=story.measure, says="supports")
    return story


@pytest.mark.parametrize("times", [1, 3])
def test_a_picture_asks_as_much_of_many_parts_as_of_one(cast: Cast, times: int) -> None:
    story, browser = large(cast, times), browser_of(cast.member)
    with walls(walls_of(cast.member)):
        first = Part.objects.visible_to(cast.member).filter(of=Part.Of.DRIVERS).earliest("pk").pk
    pages = {
        "drivers": address("drivers", story.aim.pk),
        "chosen": f"{address('drivers', story.aim.pk)}?part={first}",
        "paper": address("drivers_paper", story.aim.pk),
        "version": address("drivers_version", story.aim.pk, times),
        "causes": address("causes", story.problem.pk),
        "theory": address("theory", story.aim.pk),
        "problem": address("problem", story.problem.pk),
    }
    asked = {}
    for name, where in pages.items():
        browser.get(where)
        with queries() as told_ones:
            assert browser.get(where).status_code == 200
        asked[name] = len(told_ones)
    version = asked.pop("version")
    assert version == 4 + (times > 1), "the one before, where there is one"
    assert asked == {"drivers": 7, "chosen": 8, "paper": 4, "causes": 5, "theory": 7, "problem": 12}
