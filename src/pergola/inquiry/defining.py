"""A shared definition while something is done with it: who may, and how it stands now."""

from django.utils.translation import gettext as _

from pergola.inquiry.models import Definition
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.templatetags.pergola import dated
from pergola.people.hubs import leads
from pergola.people.models import Person
from pergola.walls.reasons import Reason


def must_define(by: Person, wall: int) -> None:
    if not leads(by, wall):
        raise NotAllowed(_("Only the hub defines measures for the whole network."))


def held_definition(definition: Definition) -> Definition:
    """As it stands now, held until the act is over: whoever withdraws it and whoever takes it up come one after the other."""
    rows = Definition.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update(no_key=True, of=("self",))
    return rows.select_related("withdrawn_by").get(pk=definition.pk)


def must_not_be_withdrawn(held: Definition) -> None:
    if held.withdrawn is not None:
        raise Refusal(
            _("%(said)s Nobody begins to count by it any more. Define a measure of your own, or take up another.")
            % {"said": withdrawn_in_words(held)}
        )


def withdrawn_in_words(definition: Definition) -> str:
    """Who withdrew it, when and why; nothing where it stands."""
    if definition.withdrawn is None:
        return ""
    told = {"who": definition.withdrawn_by, "day": dated(definition.withdrawn), "why": definition.because}
    return _("%(who)s withdrew this definition on %(day)s: “%(why)s”") % told
