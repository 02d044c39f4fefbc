"""Who is asked to lead a school system: by its lead in Alder Valley; by an operator in Elsewhere, which nobody leads."""

from typing import Any

from tests.cast import Cast

from pergola.commons.by_link import hashed, token
from pergola.gather.actions.leading import name_lead
from pergola.gather.models import Invitation
from pergola.people.models import Identity
from pergola.systems.models import SchoolSystem

SECRET = "a-secret-of-a-lead"


def lay_leads(things: dict[str, dict[str, Any]], cast: Cast, former: Identity) -> None:
    """Every wall is open while this is done."""
    asked = {
        "alder": (cast.lead_a, cast.alder, former.email),
        "elsewhere": (cast.operator, cast.elsewhere, "lead@elsewhere.example"),
    }
    for name, (by, system, address) in asked.items():
        name_lead(by=by, system=system, address=address, site="http://testserver/", words="Do lead it.")
        one = _asked(system)
        things[f"lead asked for {name}"] = {"slug": system.slug, "pk": one.pk}
        one.secret = hashed(SECRET)
        one.save()
        things[f"link to lead {name}"] = {"token": token(one.wall_id, SECRET)}
    things["lead asked for elsewhere, as alder’s"] = {
        "slug": cast.alder.slug,
        "pk": things["lead asked for elsewhere"]["pk"],
    }


def _asked(system: SchoolSystem) -> Invitation:
    return Invitation.objects.get(system=system, network=None)
