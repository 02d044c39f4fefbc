"""`pergola operator`: who keeps this installation."""

import click

from pergola.people.operating import end_operator, make_operator, operators


@click.group("operator")
def command() -> None:
    """Who keeps this installation: list them, add one, end one."""


@command.command("list")
def listed() -> None:
    """The operators, by name and address."""
    for person, addresses in operators():
        click.echo(f"{person}  {', '.join(addresses) or 'no way to sign in'}")


@command.command("add")
@click.argument("address")
@click.option("--name", default="", help="The name of somebody who is new here.")
def add(*, address: str, name: str) -> None:
    """Make the person who signs in with ADDRESS an operator. Somebody new signs in with a code sent there."""
    person, new = make_operator(address=address, name=name)
    click.echo(
        f"{person} is operator now."
        + (" They sign in with a code that is sent to the address: mail must have a server." if new else "")
    )


@command.command("end")
@click.argument("address")
def end(*, address: str) -> None:
    """The person who signs in with ADDRESS is no longer operator. The last one stays."""
    click.echo(f"{end_operator(address=address)} is operator no longer.")
