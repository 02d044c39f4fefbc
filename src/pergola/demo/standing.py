"""The sample's boards of tensions: put on by a facilitator, marked in the months before this one. Who marked what is not in it:
places are handed to whoever is there, in turn."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any
from uuid import UUID

from pergola.demo.days import DAY, Days
from pergola.demo.story import Made, Story
from pergola.people.models import Person
from pergola.routines.actions.board import Worded, put_on_board
from pergola.routines.actions.marking import place_marks
from pergola.routines.board_clock import month_behind
from pergola.routines.models import Tension
from pergola.spaces.models import Community, Membership

type Content = dict[str, Any]
ON_THE_5TH, ON_THE_12TH = 4 * DAY, 11 * DAY


def tension(story: Story, days: Days, people: dict[str, Person], told: Content) -> None:
    """`months`: the places of each month, the last of them the month before this one."""
    key = f"tension:{told['in']}:{told['poles'][0]}"
    one_pole, other_pole = told["poles"]
    words = Worded(one_pole, other_pole, told["why"], told["question"])
    begins = _months_ago(days, len(told["months"]))
    first = days.at(begins + ON_THE_5TH, time(16, 5))
    community = Made(told["in"])
    named: Content = {"by": people[told["by"]], "words": words, "sample": True}
    story.tell(first, put_on_board, community=community, makes=key, **named)
    for back, places in zip(range(len(told["months"]), 0, -1), told["months"], strict=True):
        when = days.at(_months_ago(days, back) + ON_THE_12TH, time(16, 30))
        story.tell(when, _members_mark, tension=Made(key), community=community, places=places)


def _months_ago(days: Days, many: int) -> date:
    """The first of the month so many months before this one."""
    month = days.today.year * 12 + days.today.month - 1 - many
    return date(month // 12, month % 12 + 1, 1)


def _members_mark(*, tension: Tension, community: Community, places: Sequence[int]) -> None:
    here = [one.person for one in Membership.objects.filter(community=community).order_by("joined", "person__name")]
    month = month_behind(community.wall_id)
    for person, place in zip(here, places, strict=False):
        mine: dict[UUID, int] = {tension.pk: place}
        place_marks(by=person, community=community, month=month, places=mine)
