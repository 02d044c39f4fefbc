"""For the journeys about questions: a link whose secret is known, and somebody whom a mail reaches at any hour."""

from datetime import time

from pergola.commons.by_link import hashed
from pergola.gather.actions import bring_behind, keep_community
from pergola.inquiry.actions import ask_number
from pergola.inquiry.models import AskedNumber, Measure
from pergola.instruments.models import Ticket
from pergola.kernel.clock import today
from pergola.people.models import Person, walls_of
from pergola.spaces.models import Community, Membership
from pergola.talk.models import QuietHours
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason


def let_be_asked() -> None:
    """In the transaction in which the product is settled."""
    _know_the_link("Gabriela Pinto")
    _ask_for_a_number("Marisol Vega")
    _come_to("Val Koto", "Blended learning, first steps", keeper=Person.objects.get(name="Isaac Boateng"))


def _know_the_link(name: str) -> None:
    """Of somebody whom no other journey is."""
    person = Person.objects.get(name=name)
    with walls(walls_of(person)):
        mine = Ticket.objects.unrestricted(Reason.DEMO).filter(person=person, answered=False, asking__closed=None)
        mine = mine.filter(asking__community__isnull=False)
        assert mine.update(secret=hashed("journeys")) == 1


def _ask_for_a_number(name: str) -> None:
    """Somebody outside is asked for one number of the measure that the journeys know."""
    person = Person.objects.get(name=name)
    with walls(walls_of(person)):
        measure = Measure.objects.editable_by(person).filter(observations__isnull=False).order_by("made").first()
        assert measure is not None
        asked = ask_number(by=person, measure=measure, of_whom="Lena Ortiz, data clerk", on=today(), days=14)
        AskedNumber.objects.filter(pk=asked.pk).update(secret=hashed("journeys"))


def _come_to(name: str, community: str, *, keeper: Person) -> None:
    person = Person.objects.get(name=name)
    QuietHours.objects.create(person=person, starts=time(3), ends=time(3))
    with walls(walls_of(keeper)):
        place = Community.objects.unrestricted(Reason.DEMO).select_related("wall").get(name=community)
        bring_behind(by=Person.objects.get(is_operator=True), wall=place.wall, person=person)
        keep_community(by=keeper, community=place, person=person, role=Membership.Role.MEMBER)
