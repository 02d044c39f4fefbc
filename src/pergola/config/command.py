"""The `pergola` command: one lazily loaded module a subcommand."""

import os
import sys
from dataclasses import dataclass
from importlib import import_module

import click
import django

from pergola.config import state
from pergola.config.embedded import ServerProblem


@dataclass(frozen=True)
class Part:
    """Where a subcommand lives and what must stand before it is loaded or run."""

    module: str
    says: str
    needs_django: bool = True
    needs_database: bool = True


PARTS = {
    "demo": Part("pergola.config.commands.demo", "Set up the demo and serve it.", needs_database=False),
    "serve": Part("pergola.config.commands.serve", "Serve the site.", needs_database=False),
    "worker": Part("pergola.config.commands.worker", "Do the jobs that wait in the database."),
    "migrate": Part("pergola.config.commands.migrate", "Bring the tables up to date, as the owner role."),
    "doctor": Part("pergola.config.commands.doctor", "Check, sentence by sentence, that this installation is sound."),
    "directory": Part("pergola.systems.command", "Read the directory of schools and districts."),
    "bench": Part("pergola.config.commands.bench", "Measure what the house promises."),
    "shell": Part("pergola.config.commands.shell", "A Python shell, behind no wall."),
    "env": Part("pergola.config.commands.env", "Start the embedded database and print its addresses.", needs_django=False, needs_database=False),
}


class Lazy(click.Group):
    """A group that imports a subcommand only when it is called, and readies what it needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(PARTS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        part = PARTS.get(cmd_name)
        if part is None:
            return None
        if part.needs_django:
            ready_django(cmd_name)
        found: click.Command = import_module(part.module).command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list without importing a single one."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, part.says) for name, part in PARTS.items()])


def ready_django(name: str) -> None:
    """Django with the addresses of the embedded server, unless the environment names another."""
    if name == "demo":
        os.environ["PERGOLA_DEMO"] = "1"
    if state.is_embedded():
        os.environ.update(state.variables())
        os.environ["PERGOLA_EMBEDDED"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pergola.config.settings")
    django.setup()


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
def pergola() -> None:
    """Pergola: where school systems run communities of practice for educators."""


def main() -> None:
    """Run the command; what is wrong is said in a sentence."""
    try:
        pergola(prog_name="bin/pergola")
    except ServerProblem as problem:
        click.echo(f"pergola: {problem}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
