"""How many of a community have gone quiet: a number for those who keep it going, never a name.

What somebody did is seen by themselves alone. A facilitator is told how many said and did nothing for a month, and that
only where neither they nor the others are few enough to be guessed.
"""

from datetime import timedelta

from pergola.commons.models import Participation
from pergola.kernel.clock import now
from pergola.kernel.suppression import is_small
from pergola.spaces.models import Community, Membership
from pergola.walls.reasons import Reason

A_MONTH = timedelta(days=30)
FEWEST_QUIET = 3


def quiet_in(community: Community, people: int) -> int | None:
    """How many of those here said and did nothing in thirty days; None where the number would point at somebody. One query."""
    if is_small(people):
        return None
    lately = Participation.objects.unrestricted(Reason.COUNTING).filter(community=community, at__gt=now() - A_MONTH)
    here = Membership.objects.filter(community=community).values("person")
    quiet = people - lately.filter(person__in=here).values("person").distinct().count()
    return quiet if quiet >= FEWEST_QUIET and people - quiet >= FEWEST_QUIET else None
