"""At the start of an empty installation: where to begin, said in the window alone."""

import os

import click

from pergola.config import serving
from pergola.gather.first import secret, somebody_operates


def tell_first(host: str, port: int) -> None:
    """The address with the secret, which only this window shows; and every visit leads there."""
    if somebody_operates():
        return
    os.environ["PERGOLA_FIRST"] = "1"
    address = f"http://{serving.name_of(host)}:{port}/first/"
    click.echo(f"\n  Nobody is here yet. Begin at {address}?secret={secret()}\n  The secret is {secret()}\n")
