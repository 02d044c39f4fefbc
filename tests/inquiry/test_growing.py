"""A driver diagram and root causes, grown part by part; two people at once; what was taken out comes back."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib import import_module
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from tests.cast import Cast
from tests.inquiry.story import Story, planned, studied

from pergola.commons.models import Artifact, Link
from pergola.inquiry.actions import (
    add_part,
    bring_back_part,
    edit_idea,
    hang_idea,
    make_claim,
    move_part,
    name_problem,
    propose_idea,
    reword_part,
    take_out_part,
    tie,
)
from pergola.inquiry.diagram import Shown
from pergola.inquiry.findings import Found, _found, findings
from pergola.inquiry.models import Aim, ChangeIdea, Part
from pergola.inquiry.parts import Node, all_of, ideas_of, nodes_of
from pergola.kernel.errors import Locked, NotAllowed, Refusal, Stale
from pergola.people.models import Asker
from pergola.walls.opening import walls

Of = Part.Of


@pytest.fixture
def inside(cast: Cast) -> Iterator[Cast]:
    with walls(cast.every_wall):
        yield cast


@pytest.fixture
def story(inside: Cast) -> Story:
    return planned(inside)


def drivers(person: Asker, aim: Aim) -> list[Node]:
    rows = Part.objects.visible_to(person).filter(artifact=aim.pk, of=Of.DRIVERS).select_related("idea")
    return nodes_of(rows)


def outline(person: Asker, aim: Aim) -> list[str]:
    """Each driver with what hangs on it, a dash for every level above it."""
    return [f"{'-' * (one.level - 1)}{one.words}" for one in all_of(drivers(person, aim)) if not one.idea or one.parent]


def on_the_aim(person: Asker, aim: Aim) -> list[str]:
    """Ideas that hang on no driver yet."""
    return [one.words for one in drivers(person, aim) if one.idea]


def driver(story: Story, words: str, beneath: Part | None = None, after: Part | None = None) -> Part:
    return add_part(by=story.by, thing=story.aim, of=Of.DRIVERS, words=words, beneath=beneath, after=after)


def idea(story: Story, words: str, beneath: Part) -> Part:
    return hang_idea(by=story.by, aim=story.aim, words=words, beneath=beneath)


def found(person: Asker, aim: Aim) -> Shown:
    nodes = drivers(person, aim)
    return Shown(aim, aim.title, nodes, findings(person, ideas_of(nodes)))


# growing


def test_a_diagram_grows_beneath_beside_and_with_ideas(story: Story) -> None:
    talk = driver(story, "Talk comes first")
    time = driver(story, "  Time \n is kept ")
    pairs = driver(story, "In pairs", beneath=talk)
    driver(story, "Prompts ask why", after=talk)
    idea(story, "Partners change", beneath=pairs)
    hang_idea(by=story.by, aim=story.aim, idea=story.idea, beneath=time)
    assert outline(story.by, story.aim) == [
        "Talk comes first", "-In pairs", "--Partners change", "Prompts ask why", "Time is kept", "-Say it, then write it",
    ]  # fmt: skip
    made = ChangeIdea.objects.visible_to(story.by).get(title="Partners change")
    assert Link.objects.visible_to(story.by).filter(source=made.pk, target=story.aim.pk, kind="addresses").exists()


def test_an_idea_that_addresses_the_aim_is_on_its_diagram_and_goes_to_a_driver_from_there(story: Story) -> None:
    assert on_the_aim(story.by, story.aim) == ["Say it, then write it"]
    shown = found(story.by, story.aim)
    assert shown.headline == "The test of the one idea is under way; no driver is named yet"
    (line,) = shown.outline()
    assert (line.kind, line.found.words) == ("Change idea, on no driver yet", "1 cycle under way")
    drawn = " ".join(getattr(mark, "text", "") for mark in shown.picture(slim=True).marks())
    assert "Say it, then write it" in drawn
    assert "1 cycle under way" in drawn
    assert "Secondary drivers" not in drawn, "a column in which nothing stands takes no room"
    propose_idea(by=story.by, aim=story.aim, title="A timer on the board")
    hang_idea(by=story.by, aim=story.aim, words="Two lines")
    talk = driver(story, "Talk")
    assert drivers(story.by, story.aim)[0].words == "Talk", "drivers come first"
    assert (
        found(story.by, story.aim).headline
        == "None of three ideas is tested yet; one is under way; three hang on no driver yet"
    )
    hung = hang_idea(by=story.by, aim=story.aim, idea=story.idea, beneath=talk)
    assert outline(story.by, story.aim) == ["Talk", "-Say it, then write it"]
    assert on_the_aim(story.by, story.aim) == ["A timer on the board", "Two lines"]
    move_part(by=story.by, part=hung, way="beneath", beneath=None)
    assert on_the_aim(story.by, story.aim) == ["A timer on the board", "Two lines", "Say it, then write it"]
    move_part(by=story.by, part=hung, way="beneath", beneath=talk)
    take_out_part(by=story.by, part=talk)
    assert "Say it, then write it" in on_the_aim(story.by, story.aim), "whose driver is gone hangs on none"
    bring_back_part(by=story.by, part=talk)
    assert outline(story.by, story.aim) == ["Talk", "-Say it, then write it"]
    take_out_part(by=story.by, part=talk)
    again = driver(story, "Talk first")
    hang_idea(by=story.by, aim=story.aim, idea=story.idea, beneath=again)
    assert outline(story.by, story.aim) == ["Talk first", "-Say it, then write it"], "its driver was taken out"


def test_an_idea_of_another_team_is_not_put_on_this_teams_diagram(inside: Cast) -> None:
    story = studied(inside)  # the network sees its aim
    propose_idea(by=inside.team_lead_b, aim=story.aim, title="Ours, for your aim", home=inside.brier_team)
    assert on_the_aim(story.by, story.aim) == ["Say it, then write it"]


def test_ideas_from_before_are_hung_on_their_aim_and_what_was_taken_out_stays_out(story: Story) -> None:
    hang = import_module("pergola.inquiry.migrations.0013_ideas_on_their_aim").HANG
    timer = propose_idea(by=story.by, aim=story.aim, title="A timer on the board")
    take_out_part(by=story.by, part=Part.objects.visible_to(story.by).get(idea=timer))
    Part.objects.visible_to(story.by).filter(idea=story.idea).delete()
    for _twice in range(2):
        with connection.cursor() as cursor:
            cursor.execute(hang)
        assert on_the_aim(story.by, story.aim) == ["Say it, then write it"]


def test_an_aim_is_found_by_its_drivers_and_a_problem_by_its_causes(story: Story) -> None:
    driver(story, "Rehearsal aloud")
    add_part(by=story.by, thing=story.problem, of=Of.CAUSES, words="Haste at the bell")
    words = dict(Artifact.objects.visible_to(story.by).values_list("title", "words"))
    assert "Rehearsal aloud" in words[story.aim.title]
    assert "Haste at the bell" in words[story.problem.title]


def test_what_a_picture_has_no_room_for_is_refused_in_a_sentence(story: Story) -> None:
    second = driver(story, "In pairs", beneath=driver(story, "Talk"))
    hung = idea(story, "Partners change", beneath=second)
    tries: list[Callable[[], object]] = [
        lambda: driver(story, "Third", beneath=second),
        lambda: driver(story, "On an idea", beneath=hung),
        lambda: driver(story, "   "),
        lambda: driver(story, "x" * 301),
        lambda: hang_idea(by=story.by, aim=story.aim, idea=hung.idea, beneath=second),
        lambda: hang_idea(by=story.by, aim=story.aim, idea=story.idea),
    ]
    before = outline(story.by, story.aim)
    for one in tries:
        with pytest.raises(Refusal) as refused:
            one()
        assert str(refused.value).endswith((".", "?")), refused.value
    assert outline(story.by, story.aim) == before


def test_causes_go_a_category_a_cause_and_five_whys_deep(story: Story) -> None:
    part = None
    for level in range(7):
        part = add_part(by=story.by, thing=story.problem, of=Of.CAUSES, words=f"Level {level}", beneath=part)
    with pytest.raises(Refusal, match="five times why"):
        add_part(by=story.by, thing=story.problem, of=Of.CAUSES, words="Deeper", beneath=part)


def test_a_problem_is_named_with_its_first_causes(inside: Cast) -> None:
    problem = name_problem(
        by=inside.member, home=inside.alder_team, title="Late bells", causes="The clock\n\n  Two buildings "
    )
    causes = Part.objects.visible_to(inside.member).filter(artifact=problem.pk)
    assert [(one.words, one.position) for one in causes] == [("The clock", 0), ("Two buildings", 1)]


# moving


def test_moving_up_down_and_beneath_takes_along_what_hangs_on_it(story: Story) -> None:
    one, two, three = (driver(story, name) for name in ("One", "Two", "Three"))
    idea(story, "Try it", beneath=two)
    move_part(by=story.by, part=two, way="up")
    assert outline(story.by, story.aim) == ["Two", "-Try it", "One", "Three"]
    move_part(by=story.by, part=two, way="up")
    move_part(by=story.by, part=three, way="down")
    assert outline(story.by, story.aim) == ["Two", "-Try it", "One", "Three"], "there is no further up, nor down"
    move_part(by=story.by, part=two, way="beneath", beneath=three)
    assert outline(story.by, story.aim) == ["One", "Three", "-Two", "--Try it"]
    move_part(by=story.by, part=two, way="beneath")
    assert outline(story.by, story.aim) == ["One", "Three", "Two", "-Try it"]
    with pytest.raises(Refusal):
        move_part(by=story.by, part=one, way="sideways")


def test_drivers_stand_before_the_ideas_that_hang_on_none_whatever_moves(story: Story) -> None:
    def roots() -> list[str]:
        return [one.words for one in drivers(story.by, story.aim)]

    def moved(part: Part, way: str) -> list[str]:
        move_part(by=story.by, part=part, way=way)
        return roots()

    one, two = driver(story, "One"), driver(story, "Two")
    propose_idea(by=story.by, aim=story.aim, title="A timer")
    first, timer = "Say it, then write it", "A timer"
    loose = Part.objects.visible_to(story.by).get(artifact=story.aim.pk, idea__title=timer)
    move_part(by=story.by, part=two, way="beneath", beneath=one)
    assert moved(two, "beneath") == ["One", "Two", first, timer]
    assert moved(two, "down") == ["One", "Two", first, timer], "no further down"
    assert moved(two, "up") == ["Two", "One", first, timer]
    assert moved(loose, "up") == ["Two", "One", timer, first]
    assert moved(loose, "up") == ["Two", "One", timer, first], "no further up"
    assert moved(loose, "down") == ["Two", "One", first, timer]
    add_part(by=story.by, thing=story.aim, of=Of.DRIVERS, words="Three", after=loose)
    assert roots() == ["Two", "One", "Three", first, timer]


def test_ideas_that_hang_on_no_driver_take_nobodys_place(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pergola.inquiry.actions.growing.MOST", 2)
    talk, inner = driver(story, "Talk"), driver(story, "In pairs")
    propose_idea(by=story.by, aim=story.aim, title="A timer")
    assert on_the_aim(story.by, story.aim) == ["Say it, then write it", "A timer"], (
        "none is missing, however many there are"
    )
    loose = Part.objects.visible_to(story.by).get(artifact=story.aim.pk, idea__title="A timer")
    acts: list[Callable[[], object]] = [
        lambda: driver(story, "One more"),
        lambda: idea(story, "Another", beneath=talk),
        lambda: hang_idea(by=story.by, aim=story.aim, idea=story.idea, beneath=talk),
        lambda: move_part(by=story.by, part=loose, way="beneath", beneath=talk),
    ]
    for act in acts:
        with pytest.raises(Refusal, match="200 parts"), transaction.atomic():
            act()
    hang_idea(by=story.by, aim=story.aim, words="On the aim itself")
    move_part(by=story.by, part=inner, way="beneath", beneath=talk)
    assert outline(story.by, story.aim) == ["Talk", "-In pairs"], "what is there already moves"


def test_what_hangs_on_what_was_taken_out_is_not_moved(story: Story) -> None:
    talk = driver(story, "Talk")
    inner = driver(story, "In pairs", beneath=talk)
    take_out_part(by=story.by, part=talk)
    for way in ("up", "beneath"):
        with pytest.raises(Locked, match="taken out"):
            move_part(by=story.by, part=inner, way=way)


def test_nothing_goes_beneath_itself_too_deep_or_into_another_picture(story: Story) -> None:
    one, two = driver(story, "One"), driver(story, "Two")
    child = driver(story, "Child", beneath=one)
    hung = idea(story, "Try it", beneath=child)
    cause = add_part(by=story.by, thing=story.problem, of=Of.CAUSES, words="Haste")
    for part, to in ((one, one), (one, child), (one, two), (two, hung), (two, cause)):
        with pytest.raises(Refusal):
            move_part(by=story.by, part=part, way="beneath", beneath=to)
    assert outline(story.by, story.aim) == ["One", "-Child", "--Try it", "Two"]
    move_part(by=story.by, part=hung, way="beneath")
    assert outline(story.by, story.aim) == ["One", "-Child", "Two"]
    assert "Try it" in on_the_aim(story.by, story.aim)


def test_postgresql_keeps_a_part_in_its_picture(story: Story) -> None:
    """Past every rule of ours: the key says it too."""
    cause = add_part(by=story.by, thing=story.problem, of=Of.CAUSES, words="Haste")
    one = driver(story, "One")
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        Part.objects.visible_to(story.by).filter(pk=one.pk).update(parent=cause)


# words, and two people


def test_words_are_said_otherwise_and_an_idea_has_one_name(story: Story) -> None:
    talk = driver(story, "Talk")
    hung = hang_idea(by=story.by, aim=story.aim, idea=story.idea, beneath=talk)
    assert reword_part(by=story.by, part=talk, words="Talk first", revision=1).revision == 2
    reword_part(by=story.by, part=hung, words="Say it aloud", revision=story.idea.revision)
    assert ChangeIdea.objects.visible_to(story.by).get(pk=story.idea.pk).title == "Say it aloud"
    edit_idea(by=story.by, idea=story.idea, revision=2, title="Say it, then write")
    assert outline(story.by, story.aim) == ["Talk first", "-Say it, then write"]


def test_of_two_who_reword_at_once_nobodys_words_are_lost(inside: Cast, story: Story) -> None:
    talk = driver(story, "Talk")
    reword_part(by=inside.team_lead, part=talk, words="Theirs", revision=1)
    with pytest.raises(Stale) as stale:
        reword_part(by=inside.member, part=talk, words="Mine", revision=1)
    assert (stale.value.theirs, stale.value.mine) == ("Theirs", "Mine")
    assert reword_part(by=inside.member, part=talk, words="Theirs", revision=1).revision == 2, "the same is no quarrel"
    hung = hang_idea(by=story.by, aim=story.aim, idea=story.idea, beneath=talk)
    edit_idea(by=inside.team_lead, idea=story.idea, revision=1, title="Otherwise")
    with pytest.raises(Stale):
        reword_part(by=inside.member, part=hung, words="Mine", revision=1)


def test_what_was_taken_out_meanwhile_is_said(story: Story) -> None:
    talk = driver(story, "Talk")
    take_out_part(by=story.by, part=talk)
    acts: list[Callable[[], object]] = [
        lambda: reword_part(by=story.by, part=talk, words="Mine", revision=1),
        lambda: move_part(by=story.by, part=talk, way="up"),
        lambda: driver(story, "Child", beneath=talk),
        lambda: driver(story, "Beside", after=talk),
    ]
    for act in acts:
        with pytest.raises(Locked, match="taken out a moment ago"):
            act()


def test_what_is_taken_out_comes_back_where_it_was(story: Story) -> None:
    one, two = driver(story, "One"), driver(story, "Two")
    child = driver(story, "Child", beneath=one)
    hung = hang_idea(by=story.by, aim=story.aim, idea=story.idea, beneath=child)
    take_out_part(by=story.by, part=hung)
    take_out_part(by=story.by, part=one)
    assert outline(story.by, story.aim) == ["Two"]
    assert ChangeIdea.objects.visible_to(story.by).filter(pk=story.idea.pk).exists(), "an idea stays an idea"
    with pytest.raises(Refusal, match="Bring that back first"):
        bring_back_part(by=story.by, part=hung)
    bring_back_part(by=story.by, part=one)
    bring_back_part(by=story.by, part=hung)
    assert outline(story.by, story.aim) == ["One", "-Child", "--Say it, then write it", "Two"]
    take_out_part(by=story.by, part=hung)
    hang_idea(by=story.by, aim=story.aim, idea=story.idea, beneath=two)
    with pytest.raises(Refusal, match="already"):
        bring_back_part(by=story.by, part=hung)


def test_only_the_people_of_the_team_grow_it(inside: Cast) -> None:
    story = studied(inside)  # the network sees its aim
    talk = driver(story, "Talk")
    other = inside.team_lead_b
    assert outline(other, story.aim) == ["Talk"]
    acts: list[Callable[[], object]] = [
        lambda: add_part(by=other, thing=story.aim, of=Of.DRIVERS, words="Ours"),
        lambda: reword_part(by=other, part=talk, words="Ours", revision=1),
        lambda: move_part(by=other, part=talk, way="up"),
        lambda: take_out_part(by=other, part=talk),
        lambda: hang_idea(by=other, aim=story.aim, words="Ours", beneath=talk),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()


def test_an_idea_somebody_does_not_see_is_not_told_on_the_diagram(inside: Cast) -> None:
    story = studied(inside)
    secret = propose_idea(by=story.by, aim=story.aim, title="Not said outside")
    talk = driver(story, "Talk")
    hang_idea(by=story.by, aim=story.aim, idea=secret, beneath=talk)
    hang_idea(by=story.by, aim=story.aim, idea=story.idea, beneath=talk)
    assert outline(inside.team_lead_b, story.aim) == ["Talk", "-Say it, then write it"]
    assert "Not said outside" in " ".join(outline(inside.member, story.aim))


# what tests found


@pytest.mark.parametrize(
    ("kinds", "sign", "words"),
    [
        ((), "nothing", "nothing found in 1 cycle"),
        (("supports",), "supports", "supported in 1 cycle"),
        (("contradicts",), "contradicts", "contradicted in 1 cycle"),
        (("supports", "contradicts"), "both", "supported in 1, contradicted in 1"),
    ],
)
def test_what_the_tests_of_a_branch_found_stands_on_it(
    inside: Cast, kinds: tuple[str, ...], sign: str, words: str
) -> None:
    story = studied(inside)
    talk = driver(story, "Talk")
    hang_idea(by=story.by, aim=story.aim, idea=story.idea, beneath=talk)
    for n, kind in enumerate(kinds):
        claim = make_claim(by=story.by, home=inside.alder_team, title=f"It helps {n}")
        tie(by=story.by, source=story.cycle, target=claim, kind=kind)
    shown = found(story.by, story.aim)
    branch, leaf = all_of(shown.nodes)
    assert (shown.of(leaf).sign, shown.of(leaf).words) == (sign, words)
    assert shown.of(branch) == shown.of(leaf), "and on what it hangs on"
    drawn = "".join(getattr(mark, "text", "") for mark in shown.picture().marks())
    assert words.split(",", maxsplit=1)[0] in drawn


def test_a_cycle_under_way_and_an_idea_without_one_are_told_apart(story: Story) -> None:
    talk = driver(story, "Talk")
    hang_idea(by=story.by, aim=story.aim, idea=story.idea, beneath=talk)
    idea(story, "Untested", beneath=talk)
    shown = found(story.by, story.aim)
    _branch, tested, untested = all_of(shown.nodes)
    assert (shown.of(tested).words, shown.of(tested).sign) == ("1 cycle under way", "running")
    assert (shown.of(untested).words, shown.of(untested).sign) == ("", "")
    assert shown.headline == "None of two ideas is tested yet; one is under way"
    of = {story.idea.pk: _found([story.cycle.pk], {story.cycle.pk: "act"}, defaultdict(set))}
    assert Shown(story.aim, "", shown.nodes, of).headline == "One of two ideas is tested"
    both = dict.fromkeys(ideas_of(shown.nodes), Found(cycles=1, contradicts=1, studied=1))
    assert Shown(story.aim, "", shown.nodes, both).headline == "Both ideas are tested; two are contradicted"


def test_of_one_idea_the_headline_counts_nothing(story: Story) -> None:
    hang_idea(by=story.by, aim=story.aim, idea=story.idea, beneath=driver(story, "Talk"))
    nodes = found(story.by, story.aim).nodes
    for one, said in (
        (Found(), "The one idea is not tested yet"),
        (Found(cycles=1), "The test of the one idea is under way"),
        (Found(cycles=2, supports=1, studied=1), "The one idea is tested"),
        (Found(cycles=1, contradicts=1, studied=1), "The one idea is tested, and contradicted"),
    ):
        assert Shown(story.aim, "", nodes, {story.idea.pk: one}).headline == said


def test_a_driver_changes_places_with_drivers_only(story: Story) -> None:
    talk, waiting = driver(story, "Talk"), on_the_aim(story.by, story.aim)
    move_part(by=story.by, part=talk, way="down")
    assert [one.words for one in drivers(story.by, story.aim)] == ["Talk", *waiting]
    time = driver(story, "Time")
    move_part(by=story.by, part=time, way="up")
    assert [one.words for one in drivers(story.by, story.aim)][:2] == ["Time", "Talk"]


def test_findings_ask_two_queries_however_many_ideas(story: Story, django_assert_num_queries: object) -> None:
    ideas: list[UUID] = [propose_idea(by=story.by, aim=story.aim, title=f"Idea {n}").pk for n in range(5)]
    with django_assert_num_queries(2):  # type: ignore[operator]
        findings(story.by, [*ideas, story.idea.pk])
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert findings(story.by, []) == {}
