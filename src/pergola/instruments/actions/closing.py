from django.db import transaction

from pergola.instruments.choices import tell_choices
from pergola.instruments.heard import keep_heard, read_heard, unseal_heard
from pergola.instruments.models import Asking, Result, Tally, Ticket
from pergola.instruments.release import release
from pergola.kernel.clock import now
from pergola.people.models import Person
from pergola.talk.actions import forget_event
from pergola.talk.models import Notice
from pergola.walls.reasons import Reason


@transaction.atomic
def close(*, by: Person | None, asking: Asking) -> None:
    """It is over. What may still be shown is shown; who was asked and who answered is forgotten, and so is the rest.

    By nobody: the house closes what is due.
    """
    held = Tally.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update().filter(asking=asking).first()
    asking.refresh_from_db()
    if asking.closed is not None:
        return
    if held is not None:
        shown = Result.objects.unrestricted(Reason.CHAIN_OF_ACT).get(asking=asking)
        heard = release(read_heard(shown.heard), unseal_heard(held.sealed), closing=True)
        if asking.kind == Asking.Kind.POLL:
            heard = tell_choices(by=by, asking=asking, heard=heard)
        shown.heard = keep_heard(heard)
        shown.save(update_fields=["heard"])
        held.delete()
    Ticket.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(asking=asking).delete()
    asking.closed = now()
    asking.save(update_fields=["closed"])
    told = Notice.Kind.POLL if asking.kind == Asking.Kind.POLL else Notice.Kind.PULSE
    forget_event(by=by, kind=told, event=asking.pk)
