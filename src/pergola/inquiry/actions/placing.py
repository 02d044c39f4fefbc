"""An idea that addresses an aim stands on the aim's diagram: on the aim itself, until somebody hangs it on a driver."""

from pergola.inquiry.homes import home_of
from pergola.inquiry.making import fresh
from pergola.inquiry.models import Aim, ChangeIdea, Part
from pergola.kernel.clock import now
from pergola.people.models import Person
from pergola.walls.reasons import Reason


def place_idea(*, by: Person, aim: Aim, idea: ChangeIdea) -> None:
    """One of the aim's own home. That of another one is theirs: whoever keeps this diagram hangs it on if they want it."""
    if home_of(idea) != home_of(aim):
        return
    fresh(aim)  # two who propose at once come one after the other
    rows = Part.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(artifact=aim.pk, of=Part.Of.DRIVERS, removed=None)
    moment, place = now(), rows.filter(parent=None).count()
    Part.objects.create(
        artifact=aim,
        of=Part.Of.DRIVERS,
        idea=idea,
        position=place,
        made_by=by,
        changed_by=by,
        made=moment,
        changed=moment,
    )
