"""A routine, and the door of what hangs on one."""

from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from pergola.commons.kinds import declare
from pergola.commons.models import Artifact, Readable
from pergola.commons.models.artifact import reached, seen
from pergola.kernel.errors import Sentence
from pergola.people.models import Asker
from pergola.walls.models import OwnWall
from pergola.walls.reasons import Reason


def _stays(routine: UUID) -> Sentence | None:
    """While a community is asked about it, or has agreed on it, it is not taken from under them."""
    held = Routine.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=routine, agreed__isnull=False)
    if held.filter(agreed__ended=None).exists():
        return _(
            "A proposal or an agreement stands about this routine. Take it back or end it first; then it can be removed."
        )
    return None


class RoutineQuerySet(Readable["Routine"]):
    pass


class Routine(Artifact, OwnWall):
    """A way of teaching that students come to know: what it helps them do (its text), and its steps. A community's own.

    One that was made from another says what is different and why; `family` is the first of its line.
    """

    KIND = declare("routine", word=_("routine"), url="routines:routine", stays=_stays)

    steps = models.TextField(_("steps"), help_text="A step a line.")
    discipline = models.CharField(_("discipline"), max_length=80, blank=True)
    grades = models.CharField(_("grades"), max_length=40, blank=True)
    differs = models.TextField(_("what is different, and why"), max_length=1000, blank=True)
    family = models.UUIDField(editable=False, db_index=True)

    objects = RoutineQuerySet.as_manager()  # type: ignore[misc, assignment]  # a child has its own doors

    def searchable(self) -> list[str]:
        return [self.steps, self.discipline, self.grades, self.differs]

    @property
    def by_step(self) -> list[str]:
        return [line.strip() for line in self.steps.splitlines() if line.strip()]

    @property
    def for_whom(self) -> str:
        """“Science · grades 6–8”, as far as it is said."""
        grades = self.grades
        if grades[:1].isdigit():
            word = _("grade %(grades)s") if grades.isdigit() else _("grades %(grades)s")
            grades = word % {"grades": grades}
        return " · ".join(filter(None, (self.discipline, grades)))


class OfRoutine[M: models.Model](models.QuerySet[M]):
    """What people did with a routine: read by whoever sees the routine now and was meant when it was written.

    Letting more people see the routine does not let them read what was written to fewer.
    """

    at: ClassVar[str] = "routine__"
    """The way to the routine."""
    said_to: ClassVar[str] = ""
    """The way to what holds the audience it was written to."""

    def visible_to(self, person: Asker) -> Self:
        return self.filter(seen(person, self.at), reached(person, self.said_to))

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()
