"""What a roster says of where somebody works: shown to themselves alone, to be confirmed. A roster is its leads’ to read (decision 15)."""

from typing import Any

from pergola.gather.models import Workplace
from pergola.people.models import Person
from pergola.systems.models import RosterOrg, RosterPerson
from pergola.walls.reasons import Reason

ROLES = {
    "teacher": Workplace.Role.TEACHER,
    "principal": Workplace.Role.LEADER,
    "siteadministrator": Workplace.Role.LEADER,
    "districtadministrator": Workplace.Role.OFFICE,
    "systemadministrator": Workplace.Role.OFFICE,
    "counselor": Workplace.Role.SPECIALIST,
}


def rostered_at(person: Person, wall: int) -> dict[str, Any]:
    """To begin a form with: of the line that is oneself, its role and its school. Two queries at most; empty where there is no line."""
    lines = RosterPerson.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(wall=wall, person=person, gone=None)
    line = lines.only("role", "org").first()
    if line is None:
        return {}
    orgs = RosterOrg.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(wall=wall, sourced_id=line.org, gone=None)
    org = orgs.select_related("school").first()
    school = org.school if org else None
    return {
        "role": ROLES.get(line.role.replace(" ", "").casefold(), Workplace.Role.SPECIALIST),
        "school": (school.nces_id or school.name) if school else "",
    }
