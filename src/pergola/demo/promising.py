"""What the sample's hub promised its teams (kept, let go with a word, open, and one that is late), and when teams meet next."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pergola.demo.days import Days
from pergola.demo.story import Made, Story
from pergola.gather import actions as gather
from pergola.meetings import actions as meetings
from pergola.meetings.models import Gathering
from pergola.people.models import Person
from pergola.spaces.models import Team


def promises(story: Story, days: Days, people: Mapping[str, Person], told: dict[str, Any], key: str) -> None:
    """`promised`: who, the day they did, by when, in which words; and, where it ended, the day and how."""
    for number, one in enumerate(told.get("promised", [])):
        made = f"promise:{key}:{number}"
        story.tell(
            days.moment(one["on"]), gather.promise_help, by=people[one["by"]], team=Made(f"team:{key}"),
            words=one["words"], by_when=days.calendar_day(one["by_when"]), makes=made,
        )  # fmt: skip
        if "kept" in one:
            _ended(story, days, people[one["by"]], made, one["kept"])
        elif "let_go" in one:
            _ended(story, days, people[one["by"]], made, one["let_go"], why=one["why"])


def _ended(story: Story, days: Days, by: Person, made: str, on: date, why: str = "") -> None:
    if why:
        story.tell(days.moment(on), gather.let_promise_go, by=by, promise=Made(made), why=why)
    else:
        story.tell(days.moment(on), gather.keep_promise, by=by, promise=Made(made))


def team_meets(story: Story, days: Days, people: Mapping[str, Person], told: dict[str, Any], key: str) -> None:
    """`meets_next`: who set it, when, the clock, what it is."""
    if "meets_next" in told:
        one = told["meets_next"]
        story.tell(
            days.moment("ago 2"), _plan, by=people[one["by"]], team=Made(f"team:{key}"),
            begins=days.moment(one["when"]).replace(tzinfo=ZoneInfo(one["zone"])), zone=one["zone"], title=one["title"],
        )  # fmt: skip


def _plan(*, by: Person, team: Team, begins: datetime, zone: str, title: str) -> Gathering:
    return meetings.plan_gathering(by=by, space=team, when=meetings.When(begins, zone), title=title)
