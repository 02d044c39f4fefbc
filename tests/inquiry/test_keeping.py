"""Versions with what changed and why, the theory of action, and what is known of it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from tests.cast import Cast
from tests.inquiry.story import Story, planned, studied

from pergola.inquiry.actions import (
    add_part,
    edit_problem,
    hang_idea,
    keep_version,
    make_claim,
    reword_part,
    say_ground,
    take_ground_away,
    take_out_part,
    write_theory,
)
from pergola.inquiry.aims import sentence_of
from pergola.inquiry.baselines import baseline_of
from pergola.inquiry.models import Aim, Ground, Part, Problem, Version
from pergola.inquiry.parts import compared, nodes_kept
from pergola.kernel.clock import at, now
from pergola.kernel.errors import Locked, NotAllowed, Refusal, Stale
from pergola.people.models import Person
from pergola.walls.opening import walls

LINES = {"if": ["we talk first"], "then": ["they write reasons"], "so": ["all can argue"]}


@pytest.fixture
def inside(cast: Cast) -> Iterator[Cast]:
    with walls(cast.every_wall):
        yield cast


@pytest.fixture
def story(inside: Cast) -> Story:
    return planned(inside)


def versions(person: Person, thing: Problem | Aim) -> list[Version]:
    return list(Version.objects.visible_to(person).filter(artifact=thing.pk).order_by("number"))


def clauses(person: Person, aim: Aim) -> list[tuple[str, str]]:
    rows = Part.objects.visible_to(person).filter(artifact=aim.pk, of=Part.Of.THEORY)
    return sorted((one.clause, one.words) for one in rows)


def test_a_problem_keeps_how_it_was_named_and_each_change_with_its_reason(inside: Cast, story: Story) -> None:
    edit_problem(
        by=inside.team_lead, problem=story.problem, revision=1, scope="Grade 7", why="We cannot do all grades."
    )
    edit_problem(by=inside.team_lead, problem=story.problem, revision=1, scope="Grade 7", why="Again")
    first, second = versions(story.by, story.problem)
    assert (first.by, first.told["words"]["scope"], first.why) == (inside.member, "", "")
    assert first.at == story.problem.made
    assert (second.by, second.told["words"]["scope"], second.why) == (
        inside.team_lead,
        "Grade 7",
        "We cannot do all grades.",
    )


def test_a_diagram_is_kept_when_somebody_keeps_it_and_what_changed_is_told(story: Story) -> None:
    take_out_part(by=story.by, part=Part.objects.visible_to(story.by).get(idea=story.idea))
    with pytest.raises(Refusal, match="nothing to keep"):
        keep_version(by=story.by, thing=story.aim, of="drivers", why="")
    talk, time = (add_part(by=story.by, thing=story.aim, of="drivers", words=words) for words in ("Talk", "Time"))
    hang_idea(by=story.by, aim=story.aim, idea=story.idea, beneath=talk)
    keep_version(by=story.by, thing=story.aim, of="drivers", why="The first")
    with pytest.raises(Refusal, match="version 1"):
        keep_version(by=story.by, thing=story.aim, of="drivers", why="")
    reword_part(by=story.by, part=talk, words="Talk first", revision=1)
    take_out_part(by=story.by, part=time)
    add_part(by=story.by, thing=story.aim, of="drivers", words="Prompts")
    keep_version(by=story.by, thing=story.aim, of="drivers", why="Time is no driver")
    one, two = versions(story.by, story.aim)
    titles = {story.idea.pk: story.idea.title}
    said = compared(nodes_kept(one.told["parts"], titles), nodes_kept(two.told["parts"], titles))
    assert (said.came, said.went, said.said) == (("Prompts",), ("Time",), (("Talk", "Talk first"),))
    assert [node.words for node in nodes_kept(one.told["parts"], {})] == ["Talk", "Time"], (
        "an idea one does not see is not told"
    )


def test_a_version_stays_as_it_was_whoever_asks(story: Story) -> None:
    edit_problem(by=story.by, problem=story.problem, revision=1, scope="Grade 7")
    mine = Version.objects.visible_to(story.by).filter(artifact=story.problem.pk)
    assert mine.count() == 2
    for act in (lambda: mine.update(why="Otherwise"), lambda: mine.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert not Version.objects.editable_by(story.by).exists()


def test_those_who_only_see_it_keep_nothing(inside: Cast) -> None:
    story = studied(inside)
    add_part(by=story.by, thing=story.aim, of="drivers", words="Talk")
    for act in (
        lambda: keep_version(by=inside.team_lead_b, thing=story.aim, of="drivers", why="Ours"),
        lambda: write_theory(by=inside.team_lead_b, aim=story.aim, lines=LINES, why="", version=0),
        lambda: say_ground(by=inside.team_lead_b, thing=story.aim, source=story.measure, says="supports"),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert versions(story.by, story.aim) == []


# theory


def test_a_theory_has_all_three_clauses_and_each_writing_is_a_version(inside: Cast, story: Story) -> None:
    with pytest.raises(Refusal) as refused:
        write_theory(by=story.by, aim=story.aim, lines={"if": ["we talk"]}, why="", version=0)
    assert refused.value.field == "then"
    write_theory(by=story.by, aim=story.aim, lines=LINES, why="First", version=0)
    again = write_theory(by=story.by, aim=story.aim, lines=LINES, why="Nothing is otherwise", version=0)
    more = {**LINES, "if": ["we talk first", "we leave room"], "so": ["all can argue, also those who write least"]}
    write_theory(by=inside.team_lead, aim=story.aim, lines=more, why="For whom", version=1)
    assert again is not None
    assert [(one.number, one.why) for one in versions(story.by, story.aim)] == [(1, "First"), (2, "For whom")]
    assert clauses(story.by, story.aim) == [
        ("if", "we leave room"), ("if", "we talk first"), ("so", "all can argue, also those who write least"), ("then", "they write reasons"),
    ]  # fmt: skip


def test_of_two_who_write_it_at_once_nothing_is_lost(inside: Cast, story: Story) -> None:
    write_theory(by=inside.team_lead, aim=story.aim, lines=LINES, why="", version=0)
    mine = {**LINES, "if": ["we wait"]}
    with pytest.raises(Stale) as stale:
        write_theory(by=inside.member, aim=story.aim, lines=mine, why="", version=0)
    assert "we talk first" in stale.value.theirs
    assert "we wait" in stale.value.mine


def test_a_clause_said_otherwise_keeps_what_is_known_of_it(story: Story) -> None:
    write_theory(by=story.by, aim=story.aim, lines={**LINES, "if": ["we talk", "we wait"]}, why="", version=0)
    wait = Part.objects.visible_to(story.by).get(words="we wait")
    say_ground(by=story.by, thing=story.aim, part=wait, source=story.measure, says="open", note="Soon")
    write_theory(
        by=story.by, aim=story.aim, lines={**LINES, "if": ["we wait ten seconds", "we talk"]}, why="", version=1
    )
    known = Ground.objects.visible_to(story.by).get()
    assert known.part is not None
    assert (known.part.words, known.note) == ("we wait ten seconds", "Soon")


def test_what_is_known_is_something_both_sides_can_open(inside: Cast) -> None:
    story = studied(inside)
    hidden = make_claim(by=story.by, home=inside.alder_team, title="Not said outside")
    say_ground(by=story.by, thing=story.problem, source=hidden, says="supports")
    say_ground(by=story.by, thing=story.problem, source=story.measure, says="open")
    assert Ground.objects.visible_to(story.by).count() == 2
    assert [one.source_id for one in Ground.objects.visible_to(inside.team_lead_b)] == [story.measure.pk]
    with pytest.raises(Refusal):
        say_ground(by=story.by, thing=story.problem, source=story.problem, says="supports")
    with pytest.raises(Refusal):
        say_ground(by=story.by, thing=story.problem, source=hidden, says="proves")


def test_what_speaks_against_it_stays_after_the_day_of_second_thoughts(story: Story) -> None:
    against = say_ground(by=story.by, thing=story.problem, source=story.measure, says="contradicts")
    with at(now() + timedelta(days=2)):
        with pytest.raises(Locked):
            take_ground_away(by=story.by, ground=against)
        with pytest.raises(Locked):
            say_ground(by=story.by, thing=story.problem, source=story.measure, says="supports")
    take_ground_away(by=story.by, ground=against)
    assert not Ground.objects.visible_to(story.by).exists()


# aim, baseline


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"for_whom": "", "was": ""}, "Claims explain: half of all slips, by 28 May 2027."),
        ({"for_whom": "grade 7.", "was": ""}, "Claims explain: half of all slips, for grade 7, by 28 May 2027."),
        ({"for_whom": "", "was": "34 %"}, "Claims explain: from 34 % to half of all slips, by 28 May 2027."),
        (
            {"for_whom": "grade 7", "was": "34 %"},
            "Claims explain: from 34 % to half of all slips, for grade 7, by 28 May 2027.",
        ),
    ],
)
def test_an_aim_is_a_sentence_made_of_its_parts(story: Story, parts: dict[str, str], sentence: str) -> None:
    aim = Aim(title="Claims explain.", goal="half of all slips", by_when=story.aim.by_when, **parts)
    assert sentence_of(aim) == sentence


def test_where_a_problem_stands_is_read_from_its_measure_by_those_who_see_it(inside: Cast, story: Story) -> None:
    edit_problem(by=story.by, problem=story.problem, revision=1, read_from=story.measure)
    problem = Problem.objects.visible_to(story.by).get()
    read = baseline_of(story.by, problem)
    assert read is not None
    assert (
        read.words
        == "Slips that explain their evidence: 34\u00a0% in the middle of ten lessons from 25 August to 24 September 2026"
    )
    assert baseline_of(inside.team_lead_b, problem) is None
    assert baseline_of(story.by, Problem(title="Another")) is None
