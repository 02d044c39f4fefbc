"""`pergola env`: the addresses of the embedded server, for developers."""

import shlex

import click

from pergola.config import state


@click.command("env")
@click.option("--test", is_flag=True, help="The fast, forgetful server the tests use, not the demo’s.")
@click.option("--database", metavar="NAME", help="Another database on it, made if it is not there.")
@click.option("--stop", is_flag=True, help="Stop that server instead.")
def command(*, test: bool, database: str | None, stop: bool) -> None:
    """Start the embedded database, leave it running, and print its addresses as `export` lines.

    In a shell: eval "$(bin/pergola env --test)"
    """
    server = state.server(test=test)
    if stop:
        click.echo("Stopped." if server.stop(whatever=True) else "It was not running.", err=True)
        return
    server.start()
    server.keep()
    if database:
        server.make_database(database)
    for name, value in state.variables(test=test, database=database).items():
        click.echo(f"export {name}={shlex.quote(value)}")
