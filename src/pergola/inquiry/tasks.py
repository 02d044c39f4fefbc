"""What the worker does after a shared definition was written anew, withdrawn or brought back."""

from uuid import UUID

from procrastinate.contrib.django import app

from pergola.commons.urgency import Urgency
from pergola.inquiry.counting_so import TELL, tell_who_counts_so
from pergola.talk.models import Notice


@app.task(name=TELL, retry=5, priority=Urgency.NEWS)
def tell_of_definition(*, wall: int, definition: str, what: str, mark: str, by: str) -> None:
    """Behind the one wall of its network."""
    tell_who_counts_so(wall=wall, definition=UUID(definition), what=Notice.What(what), mark=mark, by=UUID(by))
