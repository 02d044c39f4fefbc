"""`pergola operator`: who keeps this installation."""

import click

from pergola.people.operating import end_operator, let_back_in, make_operator, operators


@click.group("operator")
def command() -> None:
    """Who keeps this installation: list them, add one, end one; and let somebody back in."""


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


@command.command("let-in")
@click.argument("address")
def let_in(*, address: str) -> None:
    """For anybody who lost every passkey, app and recovery code: take them away, and end their sessions.

    Make sure first, by telephone or face to face, that it is they who ask.
    """
    person = let_back_in(address=address)
    click.echo(
        f"{person} signs in with the password, or with a code that is sent to {address}. Ask for a new passkey at once."
    )
