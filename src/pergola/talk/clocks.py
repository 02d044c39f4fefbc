"""On whose clock somebody says when: their own, or else that of the school system they say it for."""

from django.conf import settings
from django.db.models import Case, IntegerField, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from pergola.people.models import Person, WallMember
from pergola.systems.models import SchoolSystem
from pergola.talk.models import QuietHours


def clock_for(person: Person, *, wall: int | None = None, system: int | None = None) -> str:
    """Their own, where they have chosen one; that of `system`, or of the one behind `wall`; of the one they are in; of this installation.

    One query.
    """
    behind = WallMember.objects.filter(person=person).values("wall")
    it, here = Q(pk=system or 0), Q(wall=wall or 0)
    near = Case(When(it, then=Value(0)), When(here, then=Value(1)), default=Value(2), output_field=IntegerField())
    theirs = SchoolSystem.objects.visible_to(person).filter(it | here | Q(wall__in=behind))
    first = theirs.exclude(zone="").order_by(near, "pk").values("zone")[:1]
    own = QuietHours.objects.visible_to(person).exclude(zone="").values("zone")[:1]
    told = Person.objects.visible_to(person).filter(pk=person.pk)
    found = told.values_list(Coalesce(Subquery(own), Subquery(first), Value("")), flat=True).first()
    return found or settings.TIME_ZONE
