"""A routine as it stands now, held while an act is done; and moved up in the feeds by what happens to it."""

from pergola.commons.models import Artifact
from pergola.kernel.clock import now
from pergola.routines.models import Routine
from pergola.walls.reasons import Reason


def held(routine: Routine) -> Routine:
    """The row as it stands now, held until the act is over."""
    rows = Routine.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update(of=("self",))
    return rows.select_related("community", "audience").get(pk=routine.pk)


def stir(routine: Routine) -> None:
    """Something happened to it: it moves up in the feeds. Its words are as they were, so its revision stays."""
    Artifact.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=routine.pk).update(changed=now())
