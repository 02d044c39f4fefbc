"""What the worker does after a package was withdrawn, or came back: one wall at a time, as the app role."""

from uuid import UUID

from procrastinate.contrib.django import app

from pergola.commons.urgency import Urgency
from pergola.publishing.gone import TELL, tell_who_began
from pergola.walls.models import Wall
from pergola.walls.turns import in_turn


@app.task(name=TELL, retry=5, priority=Urgency.NEWS)
def tell_of_withdrawal(*, package: str) -> None:
    """Teams of other networks began with it; their walls are not open to whoever withdraws it."""
    networks = Wall.objects.filter(kind=Wall.Kind.NETWORK).values_list("pk", flat=True)
    in_turn(networks, lambda wall: tell_who_began(wall, UUID(package)))
