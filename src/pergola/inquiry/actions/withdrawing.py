"""A shared definition is withdrawn by the hub, with a reason, and brought back within thirty days."""

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.commons.rules import until
from pergola.inquiry.counting_so import tell_later
from pergola.inquiry.defining import held_definition, must_define, withdrawn_in_words
from pergola.inquiry.models import Definition
from pergola.kernel.clock import now
from pergola.kernel.errors import Refusal
from pergola.people.models import Person
from pergola.talk.models import Notice


@transaction.atomic
def withdraw_definition(*, by: Person, definition: Definition, because: str) -> None:
    """Nobody begins to count by it any more. Teams that do keep their numbers, and the words these were counted by."""
    must_define(by, definition.wall_id)
    held = held_definition(definition)
    if held.withdrawn is not None:
        said = withdrawn_in_words(held)
        raise Refusal(_("%(said)s Nothing was changed. What you wrote is here to copy.") % {"said": said})
    if not because.strip():
        raise Refusal(_("Say in a sentence why: every team that counts so reads it."), field="because")
    held.withdrawn, held.withdrawn_by, held.because = now(), by, because.strip()
    held.save(update_fields=["withdrawn", "withdrawn_by", "because"])
    took_part(by, Participation.Verb.REMOVED, wall=held.wall_id)
    tell_later(by, held, Notice.What.WITHDRAWN, held.withdrawn)


@transaction.atomic
def bring_back_definition(*, by: Person, definition: Definition) -> None:
    """It stands again as it stood. By anybody of the hub who may define; for thirty days, as all that is taken away."""
    must_define(by, definition.wall_id)
    held = held_definition(definition)
    if held.withdrawn is None:
        return
    if until(held.withdrawn) <= now():
        raise Refusal(_("It was withdrawn more than thirty days ago, and stays so. Define it anew."))
    was = held.withdrawn
    held.withdrawn, held.withdrawn_by, held.because = None, None, ""
    held.save(update_fields=["withdrawn", "withdrawn_by", "because"])
    took_part(by, Participation.Verb.BROUGHT_BACK, wall=held.wall_id)
    tell_later(by, held, Notice.What.BACK, was)
