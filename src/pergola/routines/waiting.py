"""Boards that wait for somebody’s mark, for pages that gather what waits."""

from django.db.models import Exists, OuterRef

from pergola.kernel.clock import today
from pergola.people.models import Person
from pergola.routines.models import Mark, Tension
from pergola.spaces.models import Community
from pergola.spaces.models.community import CommunityQuerySet


def boards_waiting(person: Person) -> CommunityQuerySet:
    """Communities with a tension of which this person has said nothing this month; left out is said.

    By the clock of the installation: a few hours beside that of the community, for a mention that presses nobody.
    """
    this_month = Mark.objects.visible_to(person).filter(tension=OuterRef("pk"), month__gte=today().replace(day=1))
    open_ones = Tension.objects.visible_to(person).filter(community=OuterRef("pk"), retired=None)
    return Community.objects.visible_to(person).going_on().filter(Exists(open_ones.exclude(Exists(this_month))))
