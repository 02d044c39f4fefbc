"""What awaits somebody who is invited into a community: its next date, and the question it begins with.

Read for whoever holds the link, before they are behind the wall: a day and an hour, and nothing of where. The question is told to the
person it was sent to alone, once they are signed in.
"""

from dataclasses import dataclass

from pergola.gather.models import Invitation
from pergola.meetings.models import Gathering
from pergola.meetings.words import clock_of, day_of
from pergola.talk.models import Conversation
from pergola.walls.opening import open_walls, walls
from pergola.walls.reasons import Reason


@dataclass(frozen=True)
class Awaits:
    date: Gathering | None = None
    question: str = ""

    @property
    def day(self) -> str:
        return day_of(self.date) if self.date else ""

    @property
    def clock(self) -> str:
        return clock_of(self.date) if self.date else ""


def what_awaits(invitation: Invitation, *, addressed: bool) -> Awaits:
    """Two queries at most, and none for a team or a hub."""
    place = invitation.community
    if place is None:
        return Awaits()
    with walls([*open_walls(), invitation.wall_id]):
        dates = Gathering.objects.unrestricted(Reason.SIGN_IN).filter(community=place, removed=None, of_two=False)
        first = dates.to_come().order_by("begins").first()
        asked = Conversation.objects.unrestricted(Reason.SIGN_IN).filter(community=place, removed=None)
        opened = asked.order_by("made").first() if addressed else None
    return Awaits(first, opened.title if opened else "")
