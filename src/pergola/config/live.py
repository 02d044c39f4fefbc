"""Serving the live process: one, asynchronous, for every open page."""

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

BACKLOG = 4096


def serve_live(host: str, port: int) -> None:
    """Serve until SIGINT or SIGTERM. Open pages come back by themselves."""
    Granian(
        "pergola.config.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        workers=1,
        backlog=BACKLOG,
        backpressure=BACKLOG,
        respawn_failed_workers=True,
        workers_kill_timeout=2,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()
