"""The `pergola` command: one lazily loaded module a subcommand, and what each needs made ready before it."""

import signal
import sys
from dataclasses import dataclass
from importlib import import_module

import click

from pergola.config import ready

HELP = ("-h", "--help")


@dataclass(frozen=True)
class Part:
    """Where a subcommand lives and what must stand before it is loaded or run."""

    module: str
    says: str
    needs_django: bool = True
    needs_database: bool = True


PARTS = {
    "demo": Part(
        "pergola.config.commands.demo", "Load the demo and serve it.", needs_django=False, needs_database=False
    ),
    "serve": Part(
        "pergola.config.commands.serve",
        "Serve the site: web, live process and worker.",
        needs_database=False,
    ),
    "web": Part("pergola.config.commands.web", "Serve the pages alone."),
    "live": Part("pergola.config.commands.live", "Tell open pages what is new, alone."),
    "worker": Part("pergola.config.commands.worker", "Do the jobs that wait in the database."),
    "migrate": Part("pergola.config.commands.migrate", "Bring the tables up to date, as the owner role."),
    "upgrade": Part("pergola.config.commands.upgrade", "Back up, bring the tables up to date, look, say."),
    "backup": Part("pergola.config.commands.backup", "Everything into one file."),
    "restore": Part("pergola.config.commands.restore", "A backup into an empty database."),
    "doctor": Part("pergola.config.commands.doctor", "Check, sentence by sentence, that this installation is sound."),
    "directory": Part("pergola.systems.command", "Read the published directory of schools and districts."),
    "roster": Part("pergola.exchange.command", "Read a school system’s own roster, OneRoster as CSV."),
    "bench": Part(
        "pergola.config.commands.bench", "Measure what is promised.", needs_django=False, needs_database=False
    ),
    "operator": Part("pergola.config.commands.operator", "Who keeps this installation."),
    "shell": Part("pergola.config.commands.shell", "A Python shell with no wall open."),
    "env": Part(
        "pergola.config.commands.env",
        "For developers: the embedded database’s addresses.",
        needs_django=False,
        needs_database=False,
    ),
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
            ready.django_()
        if part.needs_database and not any(word in HELP for word in sys.argv):
            ctx.with_resource(ready.database())
        found: click.Command = import_module(part.module).command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list, without importing a single one."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, part.says) for name, part in PARTS.items()])


@click.group(cls=Lazy, context_settings={"help_option_names": list(HELP)})
def pergola() -> None:
    """Pergola: where school systems run communities of practice for educators."""


def main() -> None:
    """Run the command. SIGTERM ends it as Ctrl-C does; what is wrong is said in a sentence."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        pergola(prog_name="bin/pergola")
    except Exception as problem:
        sentence = ready.sentence_for(problem)
        if sentence is None:
            raise
        click.echo(f"pergola: {sentence}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
