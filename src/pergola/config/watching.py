"""While we run, the embedded database runs: where it died, it is started again."""

import contextlib
import logging
from collections.abc import Iterator
from threading import Event, Thread

from pergola.config.embedded import Server, ServerProblem

LOOK_EVERY = 2.0  # seconds
log = logging.getLogger(__name__)


@contextlib.contextmanager
def watched(server: Server) -> Iterator[None]:
    """The server for as long as this lasts, though somebody kill it, or a machine short of memory.

    We hold a lease on it, so nobody of ours stops it meanwhile: where it is gone, it died. Several who watch start it
    once; what was acknowledged is there again, for PostgreSQL recovers it from its log.
    """
    with server.running():
        over = Event()
        watch = Thread(target=_watch, args=(server, over), name="watch of the embedded database", daemon=True)
        watch.start()
        try:
            yield
        finally:
            over.set()
            watch.join()


def _watch(server: Server, over: Event) -> None:
    while not over.wait(LOOK_EVERY):
        if server.is_alive():
            continue
        try:
            if server.start():
                log.warning("The embedded database had died and was started again.")
        except (ServerProblem, OSError) as problem:
            log.error("The embedded database died and does not start again yet: %s", problem)
