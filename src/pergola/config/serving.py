"""The web server and the live one, with the settings that were measured: no request is lost at a stop, and a dead
worker comes back.
"""

import errno
import socket

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

WORKERS, THREADS = 2, 96
"""A thread waits for whoever sends or fetches slowly; how many are worked on at once, config/patient.py says."""
READING = 64
"""Of these threads, so many may wait for what is sent: the others read pages, and say that we live, whatever comes in."""
CONNECTIONS = 1024
"""Open connections that one worker takes, idle ones too (what granian calls backpressure): a browser keeps several for a
while, and whoever is the first beyond this number is heard only when another's has lapsed, up to half a minute later."""
LISTENERS = 4096
"""Open pages that one live process takes."""
WILDCARDS = {"", "0.0.0.0", "::", "[::]"}  # noqa: S104 - recognised, not listened on


class PortTaken(Exception):  # noqa: N818 - a sentence for whoever started it
    """Somebody else listens where we were told to."""


def check_port(host: str, port: int, *, option: str = "--port") -> None:
    """Before any long work: is the port free? Raises PortTaken with the way out."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                reason = f"Port {port} is taken; choose another with {option} {port + 1}."
            else:
                reason = (
                    f"{host} port {port} cannot be listened on ({problem.strerror}); choose another with {option} 8000."
                )
            raise PortTaken(reason) from None


def serve(host: str, port: int, *, workers: int = WORKERS) -> None:
    """Serve the pages until SIGINT or SIGTERM."""
    Granian(
        "pergola.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backlog=CONNECTIONS * workers,
        backpressure=CONNECTIONS,
        respawn_failed_workers=True,
        workers_kill_timeout=20,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()


def live(host: str, port: int) -> None:
    """Serve what is told live, until SIGINT or SIGTERM. Those who listen never finish by themselves, so it waits little."""
    Granian(
        "pergola.config.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        workers=1,
        backlog=LISTENERS,
        backpressure=LISTENERS,
        respawn_failed_workers=True,
        workers_kill_timeout=3,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()


def address_of(host: str, port: int) -> str:
    """Where a browser finds what listens here; empty if that cannot be known from where we listen."""
    if host in WILDCARDS:
        return ""
    return f"http://{name_of(host)}:{port}"


def name_of(host: str) -> str:
    """As a browser writes it."""
    if host == "127.0.0.1":
        return "localhost"
    return f"[{host}]" if ":" in host else host
