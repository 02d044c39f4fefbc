"""A part of `pergola serve` as a process of its own: `python -m pergola.config.child PARENT COMMAND …`."""

import signal
import sys

from pergola.config import command
from pergola.config.mortal import die_with, watch


def main() -> None:
    """Die with the supervisor, hear every signal again, then be the command."""
    parent, *words = sys.argv[1:]
    die_with(int(parent))
    watch(int(parent))
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    sys.argv[1:] = words
    command.main()


if __name__ == "__main__":
    main()
