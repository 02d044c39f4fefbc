"""From a problem to a decision, and everything that must be refused on the way."""

from tests.cast import Cast
from tests.inquiry.story import studied

from pergola.commons.models import Link
from pergola.inquiry.actions import decide, make_claim, say_lean, tie
from pergola.inquiry.models import Cycle
from pergola.people.models import walls_of
from pergola.walls.opening import walls


def test_a_team_goes_from_a_problem_to_a_decision(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        story = studied(cast)
        say_lean(by=cast.team_lead, cycle=story.cycle, towards="adapt", because="Period 1.")
        done = decide(by=cast.member, cycle=story.cycle, decision="adapt", because="The hour.")
        claim = make_claim(by=cast.member, home=cast.alder_team, title="Talk first makes reasons more frequent")
        tie(by=cast.member, source=done, target=claim, kind="supports")
        links = set(Link.objects.visible_to(cast.member).values_list("source__kind", "kind", "target__kind"))

    assert (done.number, done.step, done.points_at_lock) == (1, Cycle.Step.DONE, 0)
    assert links == {
        ("aim", "addresses", "problem"),
        ("idea", "addresses", "aim"),
        ("cycle", "tests", "idea"),
        ("measure", "measures", "aim"),
        ("measure", "measures", "cycle"),
        ("cycle", "supports", "claim"),
    }
