"""A routine as it stands now, held while an act is done; and moved up in the feeds by what happens to it."""

from django.utils.translation import gettext as _

from pergola.commons.models import Artifact
from pergola.kernel.clock import now
from pergola.kernel.errors import Refusal
from pergola.routines.models import Routine
from pergola.walls.reasons import Reason


def held(routine: Routine) -> Routine:
    """The row as it stands now, held until the act is over. Raises Refusal where it was removed meanwhile.

    Both its tables are held: what it has as an artifact (its name, what it helps with, its revision) is read anew, too, by
    whoever waited for another.
    """
    rows = Routine.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update(no_key=True)
    current = rows.get(pk=routine.pk)
    if current.removed is not None:
        raise Refusal(_("This routine was removed meanwhile. If it comes back, send this again; copy what you wrote."))
    return current


def stir(routine: Routine) -> None:
    """Something happened to it: it moves up in the feeds. Its words are as they were, so its revision stays."""
    Artifact.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=routine.pk).update(changed=now())
