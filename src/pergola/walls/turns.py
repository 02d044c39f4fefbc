"""A job that comes to many in turn: what goes wrong with one is said, and stops none of those after it."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

log = logging.getLogger(__name__)


def in_turn[T](these: Iterable[T], act: Callable[[T], Any]) -> None:
    """Each in turn, in a transaction of its own if `act` opens one. Whatever was raised is raised at the end, all at once."""
    wrong: list[Exception] = []
    for one in these:
        try:
            act(one)
        except Exception as problem:
            log.exception("%s went wrong with %s; the others come to their turn.", act.__qualname__, one)
            wrong.append(problem)
    if wrong:
        raise ExceptionGroup("not all of them came right", wrong)
