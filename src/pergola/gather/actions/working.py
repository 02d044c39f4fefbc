"""Where somebody works, as they say it themselves, and whether others may find them by it."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.gather.models import Workplace
from pergola.kernel.clock import now
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import Person, WallMember
from pergola.systems.models import School


@dataclass(frozen=True)
class Work:
    """What is said of it. Grades as `systems/grades.py` counts them; both, or neither."""

    role: Workplace.Role
    school: School | None = None
    low_grade: int | None = None
    high_grade: int | None = None
    found: bool = False
    """Nobody is shown to others before they say so."""


@transaction.atomic
def say_where_i_work(*, by: Person, wall: int, work: Work) -> Workplace:
    """What others behind this wall are shown, and why they are shown it. Said again, the newer stands."""
    if not WallMember.objects.filter(wall=wall, person=by).exists():
        raise NotAllowed(_("One says this where one is at home."))
    low, high = work.low_grade, work.high_grade
    low, high = (high if low is None else low), (low if high is None else high)
    if low is not None and high is not None and low > high:
        raise Refusal(_("The first grade comes after the last. Write them the other way round."), field="high_grade")
    said = {
        "role": work.role, "school": work.school, "low_grade": low, "high_grade": high, "found": work.found, "said": now(),
    }  # fmt: skip
    made, _new = Workplace.objects.update_or_create(wall_id=wall, person=by, defaults=said)
    took_part(by, Participation.Verb.CHANGED, wall=wall)
    return made
