"""May this person publish a network's numbers?"""

from pergola.people.hubs import leads
from pergola.people.models import Asker
from pergola.spaces.models import Network


def may_release(person: Asker, network: Network) -> bool:
    """The hub's leads; and nobody where the network is confidential."""
    return not network.confidential and leads(person, network.wall_id)
