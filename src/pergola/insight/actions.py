import json
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.gather.rules import must_lead
from pergola.insight.models import NumbersRelease
from pergola.insight.numbers import figures_of
from pergola.insight.together import beside_the_others, remember
from pergola.kernel.clock import now, today
from pergola.kernel.errors import Refusal
from pergola.people.models import Person
from pergola.spaces.models import Network
from pergola.walls.models import PUBLIC_WALL
from pergola.walls.opening import open_walls, walls
from pergola.walls.reasons import Reason


@transaction.atomic
def release_numbers(*, by: Person, network: Network) -> NumbersRelease:
    """Copy the network's numbers of today, with their rows, to where everyone can read them. The copy never changes.

    Twice on a day with nothing changed is once: two of the hub who press at one moment come one after the other.
    """
    must_lead(by, network.wall_id)
    if network.confidential:
        raise Refusal(_("This network is confidential: nothing of it is published, not even its numbers."))
    Network.objects.unrestricted(Reason.COUNTING).select_for_update().get(pk=network.pk)
    counted = figures_of(network, public=True)
    told = [beside_the_others(network, figure) for figure in counted]
    figures = json.loads(json.dumps([figure.as_json() for figure in told]))  # as it will be read back
    with walls({*open_walls(), PUBLIC_WALL}):
        newest = NumbersRelease.objects.unrestricted(Reason.COUNTING).filter(network_ref=network.pk)
        same = newest.order_by("-as_of").first()
        if same is not None and localdate(same.as_of) == today() and _says(same) == (figures, network.purpose):
            return same
        remember(by=by, network=network, figures=counted)
        took_part(by, Participation.Verb.PUBLISHED, wall=network.wall_id)
        return NumbersRelease.objects.create(
            wall_id=PUBLIC_WALL,
            network_ref=network.pk,
            network_name=network.name,
            purpose=network.purpose,
            figures=figures,
            as_of=now(),
            sample=network.sample,
        )


def _says(release: NumbersRelease) -> tuple[Any, str]:
    return release.figures, release.purpose
