"""From a problem to a decision, and everything that must be refused on the way."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from tests.cast import Cast
from tests.inquiry.story import BEGINS, PREDICTION, locked, planned, studied, tried

from pergola.commons.models import Artifact, Link, Participation
from pergola.gather.actions import add_to_team
from pergola.inquiry.actions import (
    decide,
    define_measure,
    edit_cycle,
    edit_measure,
    edit_problem,
    finish_do,
    finish_study,
    lock_prediction,
    make_claim,
    name_problem,
    plan_cycle,
    propose_idea,
    say_lean,
    set_aim,
    share_with_network,
    tie,
    untie,
    watch,
    write_prediction,
)
from pergola.inquiry.models import Cycle, Expectation, Problem
from pergola.kernel.errors import Incomplete, Locked, NotAllowed, Refusal, Stale
from pergola.people.models import Person, walls_of
from pergola.spaces.models import Audience
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason


@pytest.fixture
def inside(cast: Cast) -> Iterator[Cast]:
    """The cast, with every wall open: what is refused here is refused by the rules."""
    with walls(cast.every_wall):
        yield cast


def test_a_team_goes_from_a_problem_to_a_decision(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        story = studied(cast)
        say_lean(by=cast.team_lead, cycle=story.cycle, towards="adapt", because="Period 1.")
        done = decide(by=cast.member, cycle=story.cycle, decision="adapt", because="The hour.")
        claim = make_claim(by=cast.member, home=cast.alder_team, title="Talk first makes reasons more frequent")
        tie(by=cast.member, source=done, target=claim, kind="supports")
        links = set(Link.objects.visible_to(cast.member).values_list("source__kind", "kind", "target__kind"))
        verbs = Participation.objects.visible_to(cast.member).values_list("verb", flat=True)

        assert (done.number, done.step, done.points_at_lock) == (1, Cycle.Step.DONE, 0)
        assert links == {
            ("aim", "addresses", "problem"),
            ("idea", "addresses", "aim"),
            ("cycle", "tests", "idea"),
            ("measure", "measures", "aim"),
            ("measure", "measures", "cycle"),
            ("cycle", "supports", "claim"),
        }
        assert {"made", "observed", "predicted", "decided", "linked"} <= set(verbs)


def test_a_community_inside_a_system_runs_a_cycle_and_keeps_it(cast: Cast) -> None:
    """No network is there to see it, and finishing Study shows it to nobody else."""
    with walls(walls_of(cast.member)):
        story = studied(cast, home=cast.talk)
        audience = Artifact.objects.visible_to(cast.member).get(pk=story.cycle.pk).audience
        assert (audience.kind, audience.community_id) == (Audience.Kind.COMMUNITY, cast.talk.pk)
    with walls(walls_of(cast.neighbour)):
        assert Cycle.objects.visible_to(cast.neighbour).count() == 0
    with walls(walls_of(cast.coach)):
        assert say_lean(by=cast.coach, cycle=story.cycle, towards="adopt").person == cast.coach


# who may


def test_only_the_people_of_a_team_add_to_its_inquiry(inside: Cast) -> None:
    for person in (inside.team_lead_b, inside.hub_director, inside.outsider, inside.facilitator, inside.operator):
        with pytest.raises(NotAllowed):
            name_problem(by=person, home=inside.alder_team, title="Theirs")
    assert Problem.objects.unrestricted(Reason.COUNTING).count() == 0


def test_those_who_see_a_shared_cycle_change_nothing_of_it(inside: Cast) -> None:
    story = studied(inside)
    other = inside.team_lead_b
    assert list(Cycle.objects.visible_to(other)) == [story.cycle]
    acts: list[Callable[[], object]] = [
        lambda: decide(by=other, cycle=story.cycle, decision="adopt", because="We say so."),
        lambda: say_lean(by=other, cycle=story.cycle, towards="adopt"),
        lambda: edit_cycle(by=other, cycle=story.cycle, revision=story.cycle.revision, title="Ours"),
        lambda: watch(by=other, cycle=story.cycle, measure=story.measure),
        lambda: share_with_network(by=other, thing=story.problem),
        lambda: set_aim(by=other, problem=story.problem, title="Ours", goal="all", by_when=date(2027, 1, 1)),
        lambda: edit_problem(by=other, problem=story.problem, revision=1, title="Ours"),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert Cycle.objects.visible_to(other).get().title == "Say it, then write it"


def test_what_one_cannot_see_is_refused_without_its_name(inside: Cast) -> None:
    story = planned(inside)
    with pytest.raises(NotAllowed) as refusal:
        propose_idea(by=inside.team_lead_b, aim=story.aim, title="Mine", home=inside.brier_team)
    assert str(refusal.value).startswith("There is nothing here that you can see.")


def test_another_team_takes_up_a_shared_idea_in_its_own_name(inside: Cast) -> None:
    story = studied(inside)
    theirs = plan_cycle(by=inside.team_lead_b, idea=story.idea, home=inside.brier_team)
    ours = plan_cycle(by=inside.member, idea=story.idea)
    assert (theirs.number, theirs.team, ours.number) == (1, inside.brier_team, 2)


# the prediction


def test_a_prediction_is_locked_only_when_it_says_something(inside: Cast) -> None:
    story = planned(inside)
    story.cycle = edit_cycle(by=inside.member, cycle=story.cycle, revision=1, begins=None)
    with pytest.raises(Incomplete) as refusal:
        lock_prediction(by=inside.member, cycle=story.cycle)
    assert len(refusal.value.missing) == 2


def test_a_locked_prediction_stays_whoever_asks(inside: Cast) -> None:
    story = locked(inside)
    with pytest.raises(Locked):
        lock_prediction(by=inside.member, cycle=story.cycle)
    with pytest.raises(Locked):
        _predict(story.cycle, inside.member)
    with pytest.raises(Locked):
        edit_cycle(by=inside.member, cycle=story.cycle, revision=story.cycle.revision, begins=date(2026, 10, 1))


@pytest.mark.parametrize("change", [
    {"prediction": "We knew it all along."}, {"predicted": Decimal(30)}, {"begins": date(2026, 11, 1)}, {"locked": None},
    {"points_at_lock": 3},
])  # fmt: skip
def test_postgresql_keeps_the_seal_too(inside: Cast, change: dict[str, object]) -> None:
    story = locked(inside)
    with pytest.raises(DatabaseError), transaction.atomic():
        Cycle.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=story.cycle.pk).update(**change)
    assert Cycle.objects.visible_to(inside.member).get().prediction == PREDICTION


def test_postgresql_keeps_the_parts_of_a_sealed_prediction(inside: Cast) -> None:
    cycle = locked(inside).cycle
    parts = Expectation.objects.unrestricted(Reason.CHAIN_OF_ACT)
    for act in (
        lambda: parts.update(text="All"),
        lambda: parts.delete(),
        lambda: parts.create(cycle=cycle, text="More"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert list(cycle.expectations.values_list("text", flat=True)) == ["Half of all slips", "Period 1 alike"]


def test_points_that_were_in_already_are_counted_when_it_is_locked(inside: Cast) -> None:
    """A measure may have run for long before it is watched: the seal says so and hides nothing."""
    story = planned(inside)
    cycle = plan_cycle(by=inside.member, idea=story.idea, begins=date(2026, 9, 17), measures=[story.measure])
    _predict(cycle, inside.member)
    assert lock_prediction(by=inside.member, cycle=cycle).points_at_lock == 3


def _predict(cycle: Cycle, by: Person) -> Cycle:
    return write_prediction(by=by, cycle=cycle, revision=cycle.revision, prediction="Half.")


# one step after the other


def test_steps_come_in_order(inside: Cast) -> None:
    story = planned(inside)
    for act in (
        lambda: finish_do(by=inside.member, cycle=story.cycle),
        lambda: finish_study(by=inside.member, cycle=story.cycle, learned="Much."),
        lambda: say_lean(by=inside.member, cycle=story.cycle, towards="adopt"),
        lambda: decide(by=inside.member, cycle=story.cycle, decision="adopt", because="So."),
    ):
        with pytest.raises(Refusal):
            act()
    assert Cycle.objects.visible_to(inside.member).get().step == Cycle.Step.PLAN


def test_nobody_decides_twice_or_leans_afterwards(inside: Cast) -> None:
    story = studied(inside)
    decide(by=inside.member, cycle=story.cycle, decision="abandon", because="No.")
    with pytest.raises(Refusal):
        decide(by=inside.team_lead, cycle=story.cycle, decision="adopt", because="Yes.")
    with pytest.raises(Refusal):
        say_lean(by=inside.team_lead, cycle=story.cycle, towards="adopt")
    assert Cycle.objects.visible_to(inside.member).get().decision == "abandon"


def test_days_come_in_order(inside: Cast) -> None:
    story = planned(inside)
    with pytest.raises(Refusal) as refusal:
        edit_cycle(by=inside.member, cycle=story.cycle, revision=1, study_by=date(2026, 9, 1))
    assert refusal.value.field == "study_by"


# who sees it


def test_finishing_study_shows_the_cycle_and_what_it_rests_on_and_nothing_else(inside: Cast) -> None:
    story = tried(inside)
    aside = define_measure(by=inside.member, aim=story.aim, title="Something of our own")
    assert Artifact.objects.visible_to(inside.team_lead_b).count() == 0
    finish_study(by=inside.member, cycle=story.cycle, learned="Period 1.")
    seen = set(Artifact.objects.visible_to(inside.team_lead_b).values_list("kind", "title"))
    assert seen == {
        ("problem", story.problem.title),
        ("aim", story.aim.title),
        ("idea", story.idea.title),
        ("measure", story.measure.title),
        ("cycle", story.cycle.title),
    }
    assert Artifact.objects.visible_to(inside.member).filter(pk=aside.pk).exists()


def test_sharing_twice_is_sharing_once_and_never_narrows(inside: Cast) -> None:
    story = planned(inside)
    assert {one.kind for one in share_with_network(by=inside.member, thing=story.idea)} == {"idea", "aim", "problem"}
    assert share_with_network(by=inside.member, thing=story.problem) == []
    assert Problem.objects.visible_to(inside.team_lead_b).count() == 1


# two people, one text


def test_two_people_who_edit_one_text_lose_nothing(inside: Cast) -> None:
    problem = planned(inside).problem
    edit_problem(by=inside.team_lead, problem=problem, revision=1, title="Theirs", scope="The hour")
    with pytest.raises(Stale) as refusal:
        edit_problem(by=inside.member, problem=problem, revision=1, title="Mine", scope="")
    assert (refusal.value.theirs, refusal.value.mine, refusal.value.field) == ("Theirs", "Mine", "title")
    assert Problem.objects.visible_to(inside.member).get().title == "Theirs"


def test_the_same_words_twice_are_no_quarrel(inside: Cast) -> None:
    problem = planned(inside).problem
    for _ in range(2):
        edited = edit_problem(by=inside.member, problem=problem, revision=1, title="Theirs")
    assert edited.revision == 2


def test_a_stale_prediction_is_refused_with_both_texts(inside: Cast) -> None:
    cycle = planned(inside).cycle
    write_prediction(by=inside.team_lead, cycle=cycle, revision=1, prediction="A third.", expectations=["A third"])
    with pytest.raises(Stale) as refusal:
        write_prediction(by=inside.member, cycle=cycle, revision=1, prediction="Half.", expectations=["Half"])
    assert (refusal.value.theirs, refusal.value.mine) == ("A third.", "Half.")


# claims


def test_evidence_is_tied_by_its_own_people_or_the_hub(inside: Cast) -> None:
    story = studied(inside)
    claim = make_claim(by=inside.hub_director, home=inside.network, title="Talk first helps")
    with pytest.raises(NotAllowed):
        tie(by=inside.team_lead_b, source=story.cycle, target=claim, kind="contradicts")
    assert tie(by=inside.hub_director, source=story.cycle, target=claim, kind="supports").made_by == inside.hub_director


def test_one_cycle_says_one_thing_of_a_claim(inside: Cast) -> None:
    story = studied(inside)
    claim = make_claim(by=inside.member, home=inside.alder_team, title="Talk first helps")
    tie(by=inside.member, source=story.cycle, target=claim, kind="supports")
    second = tie(by=inside.member, source=story.cycle, target=claim, kind="contradicts", note="Period 1.")
    evidence = Link.objects.visible_to(inside.member).filter(target=claim.pk)
    assert list(evidence.values_list("kind", "note")) == [("contradicts", "Period 1.")]
    untie(by=inside.member, link=second)
    assert evidence.count() == 0


def test_a_tie_that_says_nothing_is_refused(inside: Cast) -> None:
    story = studied(inside)
    claim = make_claim(by=inside.member, home=inside.alder_team, title="Talk first helps")
    nonsense = [
        (story.problem, claim, "supports"),
        (claim, story.cycle, "contradicts"),
        (story.cycle, story.problem, "adapts"),
        (story.cycle, claim, "likes"),
        (claim, claim, "supports"),
    ]
    for source, target, kind in nonsense:
        with pytest.raises(Refusal):
            tie(by=inside.member, source=source, target=target, kind=kind)
    assert Link.objects.visible_to(inside.member).filter(target=claim.pk).count() == 0


def test_a_cycle_shows_nothing_before_it_is_studied(inside: Cast) -> None:
    story = tried(inside)
    claim = make_claim(by=inside.member, home=inside.alder_team, title="Talk first helps")
    with pytest.raises(Refusal):
        tie(by=inside.member, source=story.cycle, target=claim, kind="supports")


def test_what_the_chain_is_made_of_is_not_untied(inside: Cast) -> None:
    story = planned(inside)
    link = Link.objects.visible_to(inside.member).get(source=story.aim.pk)
    with pytest.raises(Refusal):
        untie(by=inside.member, link=link)


def test_only_the_hub_speaks_for_the_network(inside: Cast) -> None:
    add_to_team(by=inside.operator, team=inside.alder_team, person=inside.coach)
    for person in (inside.member, inside.hub_evaluator, inside.coach):
        with pytest.raises(NotAllowed):
            make_claim(by=person, home=inside.network, title="So it is")


def test_a_measure_keeps_its_unit_once_there_are_numbers(inside: Cast) -> None:
    story = planned(inside)
    with pytest.raises(Refusal) as refusal:
        edit_measure(by=inside.member, measure=story.measure, revision=1, unit="minutes")
    assert (refusal.value.field, story.cycle.begins) == ("unit", BEGINS)
