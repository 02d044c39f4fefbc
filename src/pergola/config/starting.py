"""What `serve` and `demo` share: look at everything, then start the parts under one supervisor."""

import os
import sys
from collections.abc import Iterable

import click
from rich.console import Console

from pergola.config import doctor, ready, serving
from pergola.config.doctor import Finding
from pergola.config.supervising import Supervisor, own_command


def refuse_danger(found: Iterable[Finding] | None = None) -> None:
    """Stop before the first request if the installation is unsafe, by everything the doctor looks at or by what is `found`."""
    dangers = [finding for finding in (doctor.examine() if found is None else found) if finding.is_danger]
    if dangers:
        console = Console(stderr=True)
        for finding in dangers:
            console.print(f"[red]✗[/] {finding.sentence}", highlight=False, soft_wrap=True)
        console.print("Pergola does not start like this. `bin/pergola doctor` shows everything it looked at.")
        sys.exit(1)


def check_ports(host: str, port: int, live_port: int | None) -> None:
    """Before any long work."""
    serving.check_port(host, port)
    if live_port is not None:
        serving.check_port(host, live_port, option="--live-port")


def live_port_for(port: int, chosen: int | None, *, live: bool) -> int | None:
    """The next port unless another is named; None without a live process."""
    if not live:
        return None
    if chosen is None and port == 65535:
        raise click.UsageError("There is no port after 65535: choose one with --live-port.")
    return chosen or port + 1


def tell_where_live(host: str, live_port: int | None) -> None:
    """The web learns where browsers find the live process, unless the operator has said so."""
    if live_port is not None and "PERGOLA_LIVE" not in os.environ:
        os.environ["PERGOLA_LIVE"] = serving.address_of(host, live_port)


def tell_where_the_site_is(host: str, port: int) -> None:
    """Letters lead to where we listen, unless the operator has said how people come here; with public names they must."""
    if found := serving.address_of(host, port):
        os.environ.setdefault("PERGOLA_SITE", found)


def run_parts(host: str, port: int, *, live_port: int | None, worker: bool, workers: int = serving.WORKERS) -> None:
    """Everything is ready and looked at: start the parts, keep them going, stop them together.

    The ports are looked at once more: what went before may have taken a minute, and somebody else a port.
    """
    check_ports(host, port, live_port)
    tell_where_live(host, live_port)
    tell_where_the_site_is(host, port)
    web = ["web", "--host", host, "--port", str(port), "--workers", str(workers), "--checked"]
    parts = {"web": own_command(*web)}
    if live_port is not None:
        parts["live"] = own_command("live", "--host", host, "--port", str(live_port))
    if worker:
        parts["worker"] = own_command("worker")
    ready.leave()
    Supervisor(parts).run()
