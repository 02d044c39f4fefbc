"""How a community goes: what its people say beside what happened, and a conversation where the two disagree."""

from datetime import datetime, timedelta

import pytest
from tests.asking import browser_of
from tests.cast import Cast
from tests.instruments.stories import asked, more_people, say

from pergola.commons.models import Participation
from pergola.desk.happened import READINGS, Level, Traces, happened_in
from pergola.desk.talk_about import DONE_MORE, SAID_MORE
from pergola.inquiry.models import Cycle, Lean, Problem
from pergola.kernel.clock import at, now
from pergola.publishing.models import Lesson
from pergola.spaces.audiences import for_community
from pergola.spaces.models import Community
from pergola.talk.actions import start_conversation
from pergola.walls.opening import walls

LOW, BETWEEN, HIGH = Level
NOW = now()
LONG_AGO, LATELY = NOW - timedelta(weeks=20), NOW - timedelta(weeks=2)


def cycle(*, locked: bool = True, decision: str = "", leant: int = 0, when: datetime = LATELY) -> Cycle:
    one = Cycle(made=when, locked=when if locked else None, decision=decision, decided=when if decision else None)
    one.leant = leant  # type: ignore[attr-defined]  # as the query adds it
    return one


def traces(**told: object) -> Traces:
    nothing = {"work": [], "weeks_tried": 0, "cycles": [], "begun": 0, "begun_by_others": 0, "lessons": 0}
    return Traces(community=Community(), since=NOW - timedelta(weeks=12), **nothing | told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("key", "told", "level", "words"),
    [
        ("problem", {}, LOW, "No problem of practice is named here."),
        ("problem", {"work": [("problem", LONG_AGO)]}, BETWEEN, "1 problem of practice is named here; nothing was written or changed about it."),
        ("problem", {"work": [("problem", LONG_AGO), ("cycle", LATELY)]}, HIGH, "1 problem of practice is named here; 1 thing was written or changed about it."),
        ("active", {"weeks_tried": 1}, LOW, "In 1 week of 12 something was tried."),
        ("active", {"weeks_tried": 3}, BETWEEN, "In 3 weeks of 12 something was tried."),
        ("active", {"weeks_tried": 4}, HIGH, "In 4 weeks of 12 something was tried."),
        ("decisions", {"cycles": [cycle(), cycle(decision="adopt", leant=5, when=LONG_AGO)]}, LOW, "No cycle was decided."),
        ("decisions", {"cycles": [cycle(decision="adopt", leant=1)]}, LOW, "1 cycle was decided; before 0 of them two people or more said which way they lean."),
        ("decisions", {"cycles": [cycle(decision="adopt", leant=2), *[cycle(decision="adapt")] * 2]}, BETWEEN, "3 cycles were decided; before 1 of them two people or more said which way they lean."),
        ("decisions", {"cycles": [cycle(decision="adopt", leant=2), cycle(decision="adapt")]}, HIGH, "2 cycles were decided; before 1 of them two people or more said which way they lean."),
        ("inquiry", {"cycles": [cycle(when=LONG_AGO)]}, LOW, "No cycle was under way."),
        ("inquiry", {"cycles": [cycle(locked=False)]}, LOW, "1 cycle was under way; 0 have their prediction locked."),
        ("inquiry", {"cycles": [cycle(), cycle(locked=False)]}, BETWEEN, "2 cycles were under way; 1 has its prediction locked."),
        ("inquiry", {"cycles": [cycle(), cycle(), cycle(locked=False)]}, HIGH, "3 cycles were under way; 2 have their prediction locked."),
        ("ownership", {"begun": 4}, LOW, "4 conversations were begun; 0 of them not by those who keep the community going."),
        ("ownership", {"begun": 1, "begun_by_others": 1}, BETWEEN, "1 conversation was begun; 1 of them not by those who keep the community going."),
        ("ownership", {"begun": 4, "begun_by_others": 2}, HIGH, "4 conversations were begun; 2 of them not by those who keep the community going."),
        ("value", {"cycles": [cycle(decision="abandon")]}, LOW, "Nothing that was tried is kept, and no lesson was begun."),
        ("value", {"people": 6, "there": [3, 5, 1]}, BETWEEN, "Nothing that was tried is kept, and no lesson was begun. It was noted for 3 gatherings who was there; to 2 of them half of you or more came."),
        ("value", {"people": 6, "there": [3, 2]}, LOW, "Nothing that was tried is kept, and no lesson was begun. It was noted for 2 gatherings who was there; to 1 of them half of you or more came."),
        ("value", {"people": 6, "there": [6]}, LOW, "Nothing that was tried is kept, and no lesson was begun. It was noted for 1 gathering who was there; to 1 of them half of you or more came."),
        ("value", {"people": 4, "there": [4, 4]}, LOW, "Nothing that was tried is kept, and no lesson was begun."),
        ("value", {"lessons": 1}, BETWEEN, "0 things that were tried are kept; 1 lesson was begun."),
        ("value", {"cycles": [cycle(decision="adopt"), cycle(decision="scale")]}, HIGH, "2 things that were tried are kept; 0 lessons were begun."),
    ],
)  # fmt: skip
def test_what_happened_is_read_as_its_definition_says(
    key: str, told: dict[str, object], level: Level, words: str
) -> None:
    found = READINGS[key](traces(**told))
    assert (found.level, found.words) == (level, words)
    assert "High:" in found.definition
    assert "Low:" in found.definition


def work(cast: Cast) -> None:
    """A problem, a cycle that was decided after two leant, a conversation of the member's, a lesson; and all of it elsewhere, too."""
    for community, by in ((cast.talk, cast.member), (cast.seats, cast.neighbour)):
        common = {"wall": cast.alder_wall, "community": community, "audience": for_community(community), "made_by": by}
        Problem.objects.create(title="Evidence is copied", **common)
        done = Cycle.objects.create(
            title="Say it", locked=LATELY, locked_by=by, step="done", decision="adopt", because="It helps.", decided=LATELY, decided_by=by, **common
        )  # fmt: skip
        for person in (cast.coach, cast.facilitator):
            Lean.objects.create(cycle=done, person=person, towards="adopt", said=LATELY)
        Lesson.objects.create(title="We said it", **common)
        Participation.objects.create(
            wall=cast.alder_wall, person=by, verb=Participation.Verb.PREDICTED, community=community, at=LATELY
        )
        start_conversation(by=by, space=community, title="Who keeps the time?", body="")


def test_it_is_counted_where_it_happened_and_not_what_was_removed(cast: Cast) -> None:
    with walls(cast.every_wall):
        work(cast)
        levels = {key: one.level for key, one in happened_in(cast.talk).items()}
        assert levels == {
            "problem": HIGH, "active": LOW, "decisions": HIGH, "inquiry": HIGH, "ownership": BETWEEN, "value": HIGH,
        }  # fmt: skip
        Problem.objects.filter(community=cast.talk).update(removed=now(), removed_by=cast.member)
        assert happened_in(cast.talk)["problem"].level is LOW
        with at(now() + timedelta(weeks=30)):
            assert happened_in(cast.talk)["value"].level is LOW


def test_where_the_two_disagree_both_stand_and_a_conversation_is_suggested(cast: Cast) -> None:
    people = more_people(cast, 5)
    with walls(cast.every_wall):
        work(cast)
    asking = asked(cast)
    for one in people:
        say(cast, asking, one, {"problem": 3, "active": 3, "decisions": 0, "inquiry": 2, "ownership": 0, "value": 1})
    page = browser_of(people[0]).get(f"/communities/{cast.talk.pk}/health/").content.decode()
    assert "Three things are worth talking about" in page
    assert page.count("they disagree") == 3
    for question in (SAID_MORE["active"], DONE_MORE["decisions"], DONE_MORE["value"]):
        assert str(question) in page
    assert "In 1 week of 12 something was tried." in page
    assert "In the middle: “Fully”." in page
    assert f'href="/communities/{cast.talk.pk}/conversations/">Begin a conversation' in page
    assert set(SAID_MORE) == set(DONE_MORE) == set(READINGS)


def test_nobodys_name_stands_on_it(cast: Cast) -> None:
    people = more_people(cast, 5)
    with walls(cast.every_wall):
        work(cast)
    asking = asked(cast)
    for one in people:
        say(cast, asking, one, 2)
    page = browser_of(people[0]).get(f"/communities/{cast.talk.pk}/health/").content.decode()
    main = page.partition("<main")[2]
    for one in (*people[1:], cast.member, cast.facilitator, cast.coach):
        assert one.name not in main
