from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.gather.rules import must_lead
from pergola.insight.models import NumbersRelease
from pergola.insight.numbers import figures_of
from pergola.kernel.clock import now
from pergola.kernel.errors import Refusal
from pergola.people.models import Person
from pergola.spaces.models import Network
from pergola.walls.models import PUBLIC_WALL
from pergola.walls.opening import open_walls, walls


@transaction.atomic
def release_numbers(*, by: Person, network: Network) -> NumbersRelease:
    """Copy the network's numbers of today, with their rows, to where everyone can read them. The copy never changes."""
    must_lead(by, network.wall_id)
    if network.confidential:
        raise Refusal(_("This network is confidential: nothing of it is published, not even its numbers."))
    figures = [figure.as_json() for figure in figures_of(network)]
    took_part(by, Participation.Verb.PUBLISHED, wall=network.wall_id)
    with walls({*open_walls(), PUBLIC_WALL}):
        return NumbersRelease.objects.create(
            wall_id=PUBLIC_WALL,
            network_ref=network.pk,
            network_name=network.name,
            purpose=network.purpose,
            figures=figures,
            as_of=now(),
            sample=network.sample,
        )
