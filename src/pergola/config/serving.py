"""The web server, with the settings that were measured: it loses no request at a stop, and a dead worker comes back."""

import errno
import socket

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

WORKERS, THREADS, BACKPRESSURE = 2, 4, 8


class PortTaken(Exception):  # noqa: N818 - a sentence for whoever started it
    """Somebody else listens where we were told to."""


def check_port(host: str, port: int) -> None:
    """Before any long work: is the port free? Raises PortTaken with the way out."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                reason = f"Port {port} is taken; choose another with --port {port + 1}."
            else:
                reason = (
                    f"{host} port {port} cannot be listened on ({problem.strerror}); choose another with --port 8000."
                )
            raise PortTaken(reason) from None


def serve(host: str, port: int, *, workers: int = WORKERS) -> None:
    """Serve until SIGINT or SIGTERM."""
    Granian(
        "pergola.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backpressure=BACKPRESSURE,
        respawn_failed_workers=True,
        workers_kill_timeout=20,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()
