"""`pergola migrate`: the tables, made and changed by the owner role alone."""

import sys

import click

from pergola.config import foreign, ready


@click.command("migrate")
@click.option("--check", is_flag=True, help="Only say what is pending; ends with 1 if anything is.")
def command(*, check: bool) -> None:
    """Bring the tables up to date, as the owner role (DATABASE_OWNER_URL). Says what a database lacks."""
    lacking = foreign.lacks()
    if lacking:
        click.echo("\n".join([*lacking, "", foreign.INSTRUCTIONS]), err=True)
        sys.exit(1)
    pending = ready.pending_migrations("owner")
    if check:
        click.echo("\n".join(pending) or "Nothing is pending.")
        sys.exit(1 if pending else 0)
    ready.tables(verbosity=1)
    click.echo(f"The tables are up to date; {len(pending)} migrations ran.")
