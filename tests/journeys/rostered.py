"""Somebody of Alder Valley’s roster with a mail whose link is known, so that its page can be looked at."""

from datetime import timedelta

from pergola.commons.by_link import hashed
from pergola.kernel.clock import now
from pergola.people.models import Person, WallMember
from pergola.systems.models import RosterInvitation, RosterPerson, SchoolSystem
from pergola.walls.opening import walls


def expect_by_roster() -> None:
    lead, wall = Person.objects.get(name="Denise Holloway"), SchoolSystem.objects.get(slug="alder-valley").wall
    assert wall is not None
    who = Person.objects.create(name="Io Kyrie", contact="io@journeys.example")
    WallMember.objects.create(wall=wall, person=who)
    with walls([wall.pk]):
        RosterPerson.objects.create(
            wall=wall, sourced_id="u-io", person=who, name=who.name, email=who.contact, role="teacher", since=now()
        )
        RosterInvitation.objects.create(
            wall=wall, sourced_id="u-io", email=who.contact, secret=hashed("journeys"), invited_by=lead, sent=now(),
            expires=now() + timedelta(days=30),
        )  # fmt: skip
