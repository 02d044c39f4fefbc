"""Three teams try the same idea; two see it work, one does not; the first writes a lesson about it."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tests.cast import Cast, person, system

from pergola.gather.actions import add_member_system, add_to_team, form_team
from pergola.inquiry.actions import (
    decide,
    define_measure,
    finish_do,
    finish_study,
    lock_prediction,
    make_claim,
    name_problem,
    plan_cycle,
    propose_idea,
    put_in_text,
    set_aim,
    share_with_network,
    tie,
    write_prediction,
)
from pergola.inquiry.models import ChangeIdea, Claim, Cycle, Measure
from pergola.people.models import Person
from pergola.publishing.actions import answer_consent, ask_for_consent, cite_claim, publish_lesson, write_lesson
from pergola.publishing.models import Consent, Edition, Lesson
from pergola.spaces.models import Team, TeamMember
from pergola.walls.opening import walls

FIRST = date(2026, 8, 24)
RISES = ([33, 35, 31, 34, 36, 32, 34, 33, 35, 34], [33, 36, 41, 44, 43, 49, 47, 51, 49, 50, 52, 51, 53, 52])
WHY = "The helper ticked boxes it should not have."
RISES_TOO = ([35, 38, 33, 36, 37, 34, 39, 36, 35, 38], [37, 42, 45, 47, 48, 50, 46, 49, 51, 48])
STAYS = ([38, 36, 41, 37, 39, 38, 35, 40, 37, 39], [41, 38, 40, 42, 37, 40, 41, 39, 38, 40])


@dataclass
class Story:
    """The cast with a third team, whose cycle contradicts; and what the three made."""

    cast: Cast
    third: Team
    third_lead: Person
    idea: ChangeIdea
    claim: Claim
    supporting: Cycle
    replicating: Cycle
    contradicting: Cycle
    lesson: Lesson

    @property
    def writer(self) -> Person:
        return self.cast.team_lead


def tell(cast: Cast) -> Story:
    """Every wall must be open."""
    third_lead = person("Sam Ortega")
    quarry = system("quarry-ridge", "Quarry Ridge", "WV")
    add_member_system(by=cast.operator, network=cast.network, system=quarry, joined=date(2025, 9, 1))
    third = form_team(by=cast.operator, network=cast.network, system=quarry, name="Quarry Ridge")
    add_to_team(by=cast.operator, team=third, person=third_lead, role=TeamMember.Role.LEAD)
    lead = cast.team_lead
    problem = name_problem(
        by=lead, home=cast.alder_team, title="Evidence is copied, not explained", baseline="34 % of 118 slips"
    )
    aim = set_aim(
        by=lead,
        problem=problem,
        title="60 % of slips explain their evidence",
        goal="60 %",
        was="34 %",
        by_when=date(2027, 5, 31),
    )
    idea = propose_idea(by=lead, aim=aim, title="Say it, then write it")
    supporting = run_cycle(lead, cast.alder_team, idea, RISES, scope="five classes")
    claim = make_claim(
        by=lead,
        home=cast.alder_team,
        title="The share of explained evidence rises, and stays up",
        holds_for="eight classes",
    )
    share_with_network(by=lead, thing=claim)
    replicating = run_cycle(cast.team_lead_b, cast.brier_team, idea, RISES_TOO, scope="three classes")
    contradicting = run_cycle(third_lead, third, idea, STAYS, scope="four classes, double blocks")
    tie(by=lead, source=supporting, target=claim, kind="supports")
    tie(by=cast.team_lead_b, source=replicating, target=claim, kind="replicates")
    tie(by=third_lead, source=contradicting, target=claim, kind="contradicts", note="Our blocks are 88 minutes.")
    lesson = write_lesson(
        by=lead,
        home=cast.alder_team,
        title="Say it before you write it",
        dek="What four minutes of partner talk did for written reasoning in eight classes, and did not do in four.",
        body="Our students could always find the quotation.",
        tried="Before writing a claim, partners say it to each other.",
        saw="[claim 1]\n\n> I heard her say the whole thing.",
        cannot_say="Whether it was the talk or the four minutes.",
        if_you_try="1. Write your prediction first.\n2. Keep the starters to three.",
        challenge="Evidence copied, not explained",
        byline="Marisol Vega and Jerome Whitfield, Alder Valley",
    )
    cite_claim(by=lead, lesson=lesson, claim=claim)
    return Story(cast, third, third_lead, idea, claim, supporting, replicating, contradicting, lesson)


def run_cycle(
    by: Person,
    team: Team,
    idea: ChangeIdea,
    values: tuple[list[int], list[int]],
    *,
    scope: str,
    size: int = 118,
    studied: bool = True,
) -> Cycle:
    """Plan, predict, lock, do, study, decide; with a measure of its own and a slip count for every lesson."""
    before, after = values
    begins = FIRST + timedelta(days=3 * len(before))
    aim = idea.links_out.get(kind="addresses").target.aim
    measure = define_measure(
        by=by, aim=aim, title=f"Slips that explain, {team.name}", every="lesson", counts="slips where a reason links evidence and claim",
        out_of="all slips handed in that lesson", home=team,
    )  # fmt: skip
    cycle = plan_cycle(
        by=by, idea=idea, scope=scope, change="Partner talk begins", begins=begins, measures=[measure], home=team
    )
    put_in(by, measure, before, FIRST, size)
    write_prediction(
        by=by, cycle=cycle, revision=cycle.revision, prediction="At least half will explain.", predicted=Decimal(50)
    )
    cycle = lock_prediction(by=by, cycle=cycle)
    put_in(by, measure, after, begins, size)
    cycle = finish_do(by=by, cycle=cycle, happened="It went as planned.")
    if studied:
        cycle = finish_study(by=by, cycle=cycle, learned="Students already talk a lot.")
        decide(by=by, cycle=cycle, decision="adopt", because="It is worth four minutes.")
    return cycle


def put_in(by: Person, measure: Measure, values: list[int], first: date, size: int) -> None:
    lines = [f"{first + timedelta(days=3 * n)}\t{round(value * size / 100)}\t{size}" for n, value in enumerate(values)]
    put_in_text(by=by, measure=measure, source="date\tnumerator\tdenominator\n" + "\n".join(lines))


def agree(story: Story, *, withhold: frozenset[str] = frozenset()) -> list[Consent]:
    """Ask, and let each team's lead answer."""
    speaking = {
        story.cast.alder_team.pk: story.writer,
        story.cast.brier_team.pk: story.cast.team_lead_b,
        story.third.pk: story.third_lead,
    }
    asked = ask_for_consent(by=story.writer, lesson=story.lesson)
    return [
        answer_consent(
            by=speaking[one.team_id],
            consent=one,
            answer=Consent.Answer.WITHHELD if one.team.name in withhold else Consent.Answer.GIVEN,
        )
        for one in asked
    ]


def published(story: Story) -> Edition:
    agree(story)
    return publish_lesson(by=story.writer, lesson=story.lesson)


def told(cast: Cast) -> Story:
    """The story, told with every wall open and none left open."""
    with walls(cast.every_wall):
        return tell(cast)
