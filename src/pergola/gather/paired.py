"""Who is a pair with whom already, or has asked: so that nobody is offered what is so, or asked twice."""

from uuid import UUID

from pergola.gather.models import Pair
from pergola.meetings.models import Gathering
from pergola.meetings.reading import Next, listed
from pergola.people.models import Person
from pergola.spaces.models import AudiencePerson

FEW = 5


def between(person: Person, wall: int, other: Person) -> Pair | None:
    """What stands or waits between these two, a coach left aside; what the other asked comes first. One query."""
    there = Pair.objects.editable_by(person).filter(wall=wall).exclude(kind=Pair.Kind.COACH)
    both = [one for one in there if other.pk in (one.asked_by_id, one.asked_to_id)]
    return min(both, key=lambda one: one.asked_by_id != other.pk, default=None)


def dates_of(person: Person, pair: Pair) -> dict[str, list[Next]]:
    """When the two of a pair that stands meet, and when they met before. Two queries; none for another pair."""
    if not pair.stands:
        return {}
    other = pair.asked_to_id if pair.asked_by_id == person.pk else pair.asked_by_id
    with_them = AudiencePerson.objects.visible_to(person).filter(person=other).values("audience")
    alone = Gathering.objects.visible_to(person).filter(wall=pair.wall_id, of_two=True, audience__in=with_them)
    return {"meets": listed(person, alone.to_come()), "held": listed(person, alone.held())[:FEW]}


def pairs_by_other(person: Person, wall: int) -> dict[UUID, Pair]:
    """The same with everybody, by the other of the two. One query."""
    there = Pair.objects.editable_by(person).filter(wall=wall).exclude(kind=Pair.Kind.COACH).order_by("asked")
    found = {one.asked_to_id: one for one in there if one.asked_by_id == person.pk}
    return found | {one.asked_by_id: one for one in there if one.asked_to_id == person.pk}
