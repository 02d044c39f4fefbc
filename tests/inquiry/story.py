"""One team's way from a problem to a cycle, told by the product's own acts, with the series of the mocked page."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from tests.cast import Cast

from pergola.inquiry.actions import (
    define_measure,
    finish_do,
    finish_study,
    lock_prediction,
    name_problem,
    plan_cycle,
    propose_idea,
    put_in_text,
    set_aim,
    write_prediction,
)
from pergola.inquiry.homes import Home
from pergola.inquiry.models import Aim, ChangeIdea, Cycle, Measure, Problem
from pergola.kernel.clock import at
from pergola.people.models import Person

BEGINS = date(2026, 9, 29)
BEFORE = """2026-08-25\t38\t118
2026-08-27\t44\t121
2026-09-01\t34\t117
2026-09-03\t41\t120
2026-09-08\t44\t116
2026-09-10\t37\t119
2026-09-15\t43\t122
2026-09-17\t39\t118
2026-09-22\t43\t120
2026-09-24\t40\t117"""
AFTER = """2026-09-29\t40\t121
2026-10-01\t46\t119
2026-10-06\t52\t118
2026-10-08\t56\t120
2026-10-13\t53\t115
2026-10-15\t61\t117
2026-10-20\t60\t119
2026-10-22\t65\t121
2026-10-27\t60\t116
2026-10-29\t63\t118
2026-11-03\t66\t120
2026-11-05\t63\t117
2026-11-10\t67\t119
2026-11-12\t63\t118"""
PREDICTION = (
    "By 9 November at least half of all slips will explain their evidence. Period 1 will gain as much as the others."
)


def on(day: str, hour: int = 18) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour:02d}:12").replace(tzinfo=UTC)


@dataclass
class Story:
    """What there is so far."""

    by: Person
    problem: Problem
    aim: Aim
    idea: ChangeIdea
    measure: Measure
    cycle: Cycle


def planned(cast: Cast, *, by: Person | None = None, home: Home | None = None) -> Story:
    """A problem, an aim, an idea, a measure with its first ten points, and a cycle at Plan."""
    by = by or cast.member
    with at(on("2026-09-24", 12)):
        problem = name_problem(
            by=by, home=home or cast.alder_team, title="Claims without reasons", evidence="One slip in three explains."
        )
        aim = set_aim(
            by=by, problem=problem, title="Grade 7 claims explain their evidence", goal="half of all slips",
            by_when=date(2027, 5, 28),
        )  # fmt: skip
        idea = propose_idea(
            by=by, aim=aim, title="Say it, then write it", tried_elsewhere="Yes, two published studies.",
            like_ours="Not that we know of.",
        )  # fmt: skip
        measure = define_measure(
            by=by, aim=aim, title="Slips that explain their evidence", every="lesson", out_of="all slips handed in"
        )
        put_in_text(by=by, measure=measure, source=BEFORE)
        cycle = plan_cycle(
            by=by, idea=idea, scope="five classes, two schools", change="Partner talk begins", begins=BEGINS,
            study_by=date(2026, 11, 15), measures=[measure],
        )  # fmt: skip
    return Story(by, problem, aim, idea, measure, cycle)


def locked(cast: Cast, **kwargs: object) -> Story:
    """... with its prediction locked."""
    story = planned(cast, **kwargs)  # type: ignore[arg-type]
    with at(on("2026-09-24", 22)):
        story.cycle = write_prediction(
            by=story.by, cycle=story.cycle, revision=story.cycle.revision, prediction=PREDICTION,
            predicted=Decimal(50), expectations=["Half of all slips", "Period 1 alike"],
        )  # fmt: skip
        story.cycle = lock_prediction(by=story.by, cycle=story.cycle)
    return story


def tried(cast: Cast, **kwargs: object) -> Story:
    """... with its data in, at Study."""
    story = locked(cast, **kwargs)
    with at(on("2026-11-12")):
        put_in_text(by=story.by, measure=story.measure, source=AFTER)
        story.cycle = finish_do(by=story.by, cycle=story.cycle, happened="Fourteen lessons, one lost to a fire drill.")
    return story


def studied(cast: Cast, **kwargs: object) -> Story:
    """... and studied, at Act: the network sees it."""
    story = tried(cast, **kwargs)
    with at(on("2026-11-13")):
        half, first = story.cycle.expectations.all()
        story.cycle = finish_study(
            by=story.by, cycle=story.cycle, learned="Period 1 moved a week late.",
            outcomes={half.pk: ("as", "53 % or more"), first.pk: ("not", "41 %, the others 54 %")},
        )  # fmt: skip
    return story
