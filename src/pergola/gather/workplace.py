"""Where somebody works, as a key that is counted and never shown: as the roster says, or as they say themselves."""

from django.db.models import Q

from pergola.gather.models import Workplace
from pergola.people.models import Person
from pergola.systems.models import RosterOrg, RosterPerson, School, SchoolSystem
from pergola.walls.reasons import Reason

MOST_TO_CHOOSE = 500
"""A longer list nobody scrolls through; a system of that size has a roster."""


def key_of(school: School) -> str:
    return f"school:{school.pk}"


def school_key_of(person: Person, wall: int) -> str:
    """The school their line of the roster names, or the one they have said themselves: the same key whichever says it."""
    line = RosterPerson.objects.unrestricted(Reason.COUNTING).filter(wall=wall, person=person, gone=None).first()
    if line is None or not line.org:
        return _said(person, wall)
    org = (
        RosterOrg.objects.unrestricted(Reason.COUNTING)
        .filter(wall=wall, sourced_id=line.org, kind="school")
        .select_related("school")
        .first()
    )
    if org is None:
        return _said(person, wall)
    return key_of(org.school) if org.school is not None else f"roster:{org.sourced_id}"


def _said(person: Person, wall: int) -> str:
    said = Workplace.objects.editable_by(person).filter(wall=wall).select_related("school").first()
    return key_of(said.school) if said and said.school else ""


def schools_to_choose(wall: int) -> list[School]:
    """The schools of the system behind this wall, where one can find one's own in a list."""
    system = SchoolSystem.objects.unrestricted(Reason.COUNTING).filter(wall=wall).first()
    if system is None:
        return []
    found = list(system.schools().filter(~Q(open=False)).order_by("name")[: MOST_TO_CHOOSE + 1])
    return found if len(found) <= MOST_TO_CHOOSE else []
