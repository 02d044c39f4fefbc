"""Alder Valley’s people say where they work, what they mean to do each month and with whom they learn; its lead says which school leads
to which. Where a school of an invented district lies is invented as well.
"""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from pergola.demo.days import Days
from pergola.demo.gathering import address_of
from pergola.demo.settling import settle_news
from pergola.gather.actions import (
    Work,
    add_elsewhere,
    answer_pair,
    ask_for_pair,
    commit_to,
    invite,
    rest_a_month,
    say_where_i_work,
)
from pergola.gather.actions.meeting import meet_in_pair
from pergola.gather.models import Invitation, Pair, Workplace
from pergola.gather.models.commitment import Kind
from pergola.kernel.clock import at, now, today
from pergola.meetings.actions import When
from pergola.people.models import Identity, Person, WallMember
from pergola.spaces.models import Community
from pergola.systems.actions import change_programme, set_feeders
from pergola.systems.models import School, SchoolSystem
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

SYSTEM, LEAD, MEMBER, COACH = "alder-valley", "Denise Holloway", "Marisol Vega", "Colleen Brady"
PLACES = {
    "Alder Valley High": (44.612, -121.204), "Harper Middle": (44.634, -121.241), "Linden Middle": (44.589, -121.176),
    "Mesa Middle": (44.571, -121.268), "Creekside Elementary": (44.577, -121.149), "Sawmill Road Elementary": (44.651, -121.212),
}  # fmt: skip
LEADS_TO = [
    ("Creekside Elementary", "Linden Middle"), ("Sawmill Road Elementary", "Harper Middle"), ("Linden Middle", "Alder Valley High"),
    ("Harper Middle", "Alder Valley High"), ("Mesa Middle", "Alder Valley High"),
]  # fmt: skip
TAGS = {
    "Personalised learning school": ("Harper Middle", "Creekside Elementary"),
    "Hub of the pattern": ("Linden Middle",),
}
ROLES = (("coach", Workplace.Role.COACH), ("rincipal", Workplace.Role.LEADER), ("irector", Workplace.Role.OFFICE))
GRADE = re.compile(r"[Gg]rade (\d+)")


def is_loaded() -> bool:
    system = _system()
    assert system.wall_id is not None
    with walls([system.wall_id]):
        return Workplace.objects.unrestricted(Reason.DEMO).filter(wall=system.wall_id).exists()


def load() -> None:
    """After the sample itself: its people are there, and have met."""
    system = _system()
    wall = system.wall_id
    assert wall is not None
    with walls([wall]):
        schools = _schools(system)
        for one in WallMember.objects.filter(wall=wall).select_related("person").order_by("person__name"):
            _works(one.person, wall, schools)
        _months(wall)
        _pairs(wall, system.zone)
        _invited(wall)
        settle_news()


def _system() -> SchoolSystem:
    return SchoolSystem.objects.unrestricted(Reason.DEMO).get(slug=SYSTEM)


def _person(name: str) -> Person:
    return Identity.objects.select_related("person").get(email=address_of(name)).person


def _schools(system: SchoolSystem) -> dict[str, School]:
    found = {one.name: one for one in system.schools()}
    for name, (north, east) in PLACES.items():
        found[name].latitude, found[name].longitude = north, east
        found[name].save(update_fields=["latitude", "longitude"])
    lead = _person(LEAD)
    set_feeders(by=lead, system=system, steps={(found[one].pk, found[into].pk) for one, into in LEADS_TO})
    for tag, names in TAGS.items():
        change_programme(by=lead, system=system, name=tag, schools=[found[name] for name in names])
    return found


def _works(person: Person, wall: int, schools: dict[str, School]) -> None:
    """As their own words have it: “Grade 7 English, Harper Middle”. Where no school is named, they have not said."""
    school = next((one for name, one in schools.items() if name in person.work), None)
    if school is None:
        return
    role = next((role for word, role in ROLES if word in person.work), Workplace.Role.TEACHER)
    grade = GRADE.search(person.work)
    low = int(grade[1]) if grade else None
    say_where_i_work(by=person, wall=wall, work=Work(role, school, low, low, found=True))


def _months(wall: int) -> None:
    """Three a month since two months ago; a visit, a conference, and a month left out."""
    marisol = _person(MEMBER)
    begun = _months_ago(2)
    with at(begun):
        commit_to(by=marisol, wall=wall, times=3)
        add_elsewhere(
            by=marisol, wall=wall, kind=Kind.CONFERENCE, words="The state’s English teachers, session on talk"
        )
    with at(_months_ago(3)):
        rest_a_month(by=marisol, wall=wall, rests=True)
    visited = max(now() - timedelta(days=4), _months_ago(0))
    add_elsewhere(
        by=marisol,
        wall=wall,
        kind=Kind.VISIT,
        day=visited.date(),
        words="Anh’s period 2: they do talk before they write",
    )


def _months_ago(months: int) -> datetime:
    """The second day of that month, at noon: it is over, unless the present month began today."""
    there = now().replace(day=1, hour=12, minute=0)
    for _month in range(months):
        there = (there - timedelta(days=1)).replace(day=1)
    return min(there + timedelta(days=1), now())


def _pairs(wall: int, zone: str) -> None:
    """A coach who has said yes, two who learn together, and somebody who waits for Marisol’s answer."""
    ago = now() - timedelta(days=40)
    with at(ago):
        coach = ask_for_pair(by=_person(MEMBER), wall=wall, person=_person(COACH), kind=Pair.Kind.COACH)
        answer_pair(by=_person(COACH), pair=coach, accepted=True)
        both = ask_for_pair(
            by=_person("Ansel Whitaker"), wall=wall, person=_person("Gabriela Pinto"), kind=Pair.Kind.PEER
        )
        answer_pair(by=_person("Gabriela Pinto"), pair=both, accepted=True)
    with at(now() - timedelta(days=3)):
        begins = Days(today()).moment("next 3 15:10").replace(tzinfo=ZoneInfo(zone))
        meet_in_pair(
            by=_person("Ansel Whitaker"), pair=both, when=When(begins, zone, 30), title="Two of my groups, on paper",
            place="Sawmill Road Elementary, room 5",
        )  # fmt: skip
    with at(now() - timedelta(days=2)):
        ask_for_pair(
            by=_person("Joy Adebayo"), wall=wall, person=_person(MEMBER), kind=Pair.Kind.MENTOR,
            words="I am new to grade 7 and would love to watch how you start a class.",
        )  # fmt: skip


def _invited(wall: int) -> None:
    """Somebody who left a community in spring is asked into another."""
    keeper = _person("Renata Okafor")
    place = Community.objects.visible_to(keeper).get(wall=wall, name="Ten months of looking closely")
    with at(now() - timedelta(days=1)):
        [made] = invite(
            by=keeper, place=place, addresses=[address_of("Fay Lindqvist")], site=settings.SITE, role="member",
            words="You asked in spring what others see in a piece of work. We look at one each month, and you need not bring any.",
        )  # fmt: skip
        Invitation.objects.editable_by(keeper).filter(pk=made.pk).update(mailed=now())  # its address exists nowhere
