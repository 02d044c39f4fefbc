"""`pergola live`: the process that tells browsers what is new, alone."""

import click

from pergola.config import ready, serving


@click.command("live")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8001, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
def command(*, host: str, port: int) -> None:
    """Tell open pages what is new, until Ctrl-C. The pages work without it and learn of news a little later."""
    serving.check_port(host, port)
    ready.leave()
    serving.live(host, port)
