"""An answer that takes long to make, and nothing of the database meanwhile."""

from collections.abc import Callable

from django.http import HttpResponse


class Afterwards[Made](HttpResponse):
    """What a view gives back instead of waiting inside the request's transaction, a connection in its hand.

    `work` is done when the transaction is over and the connection given back; `answer` makes of it what is sent, with the same
    walls open again. Whoever opened the transaction does both (`people/middleware.py`).
    """

    def __init__(self, work: Callable[[], Made], answer: Callable[[Made], HttpResponse]) -> None:
        super().__init__()
        self.work, self.answer = work, answer
