"""Each rule that sorts a team gives its own reason, and the most pressing one is said."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pergola.desk.need import At, Facts, Need, stands

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
QUIET = Facts(
    since=NOW - timedelta(days=400),
    has_problem=True,
    step="do",
    number=2,
    step_since=NOW - timedelta(days=9),
    measures=1,
)


def ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


@pytest.mark.parametrize(
    ("known", "need", "reason"),
    [
        ({}, Need.ALONG, "Prediction locked 11 November."),
        ({"last_data": ago(2)}, Need.ALONG, "Data put in 18 November."),
        ({"step": "act", "decide_by": date(2026, 11, 24)}, Need.ALONG, "Decides by 24 November."),
        ({"step": "plan"}, Need.ALONG, "Planning."),
        ({"asked": ago(1), "help_wanted": "a data partner"}, Need.HELP, "The team asked for help: “a data partner”"),
        ({"asked": ago(1)}, Need.HELP, "The team asked for help."),
        (
            {"asked": ago(9), "answered": True, "promised": "Ana counts", "promise_due": date(2026, 12, 4)},
            Need.LOOK,
            "Asked for help; we promised by 4 December: “Ana counts”",
        ),
        (
            {"asked": ago(1), "promised": "Ana counts", "promise_due": date(2026, 12, 4)},
            Need.HELP,
            "The team asked for help.",
        ),
        (
            {"promised": "Ana counts", "promise_due": date(2026, 11, 19)},
            Need.HELP,
            "Promised by 19 November, and neither kept nor let go: “Ana counts”",
        ),
        ({"promised": "Ana counts", "promise_due": date(2026, 11, 20)}, Need.ALONG, "Prediction locked 11 November."),
        (
            {"resting_until": date(2027, 1, 11), "promised": "Ana counts", "promise_due": date(2026, 11, 1)},
            Need.HELP,
            "Promised by 1 November, and neither kept nor let go: “Ana counts”",
        ),
        (
            {"contradiction": ago(9), "contradicts_published": True},
            Need.HELP,
            "Their finding contradicts a claim now published; nobody has answered for 9 days.",
        ),
        (
            {"contradiction": ago(9)},
            Need.HELP,
            "Their finding contradicts another team’s; nobody has answered for 9 days.",
        ),
        ({"contradiction": ago(6)}, Need.ALONG, "Prediction locked 11 November."),
        ({"step_since": ago(36)}, Need.HELP, "Prediction locked, and no data for 5 weeks."),
        ({"step_since": ago(36), "last_data": ago(3)}, Need.ALONG, "Data put in 17 November."),
        ({"step": "study", "step_since": ago(24)}, Need.LOOK, "Study open for 24 days."),
        ({"step": "study", "step_since": ago(20)}, Need.ALONG, "Work in hand."),
        ({"step": "plan", "step_since": ago(50)}, Need.LOOK, "Plan open for 50 days."),
        ({"measures": 0}, Need.LOOK, "The cycle has no measure yet."),
        ({"step": "act", "decide_by": date(2026, 11, 10)}, Need.LOOK, "Was to decide by 10 November."),
        ({"aim_ends": date(2026, 12, 15)}, Need.LOOK, "Its aim ends 15 December."),
        ({"has_problem": False}, Need.LOOK, "No problem of practice named yet."),
        ({"resting_until": date(2027, 1, 11)}, Need.BETWEEN, "Resting until 11 January, by its own choice."),
        ({"resting_until": date(2027, 1, 11), "asked": ago(1)}, Need.HELP, "The team asked for help."),
        ({"step": "done"}, Need.BETWEEN, "Cycle decided; choosing what next."),
        ({"step": ""}, Need.BETWEEN, "No cycle begun."),
        ({"step": "done", "lesson_published": ago(4)}, Need.BETWEEN, "Lesson published; choosing what next."),
    ],
)
def test_where_a_team_stands_and_why(known: dict[str, object], need: Need, reason: str) -> None:
    standing = stands(replace(QUIET, **known), NOW)  # type: ignore[arg-type]
    assert (standing.need, standing.reason) == (need, reason)
    assert bool(standing.offer) == (need in {Need.HELP, Need.LOOK}), "whoever stands high is offered something"
    assert (standing.at is At.CHAIN) == reason.startswith("Their finding")
