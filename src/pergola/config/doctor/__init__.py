"""What makes an installation sound: each thing looked at says what was found, in a sentence, and what to do if it is bad."""

from collections.abc import Callable, Iterator

from pergola.config import ready
from pergola.config.doctor import files, house, outside, roles, server, work
from pergola.config.doctor.finding import Finding, asked

__all__ = ["BY_ITSELF", "OF_THE_DATABASE", "Finding", "asked", "examine"]

type Look = Callable[[], Iterator[Finding]]

BY_ITSELF: list[Look] = [
    house.python, house.secrets, house.account, house.limits, house.sign_in, house.order, house.paper,
    outside.names, outside.site, outside.pages, outside.mail, outside.live, outside.links,
    files.static, files.state_directory, files.backups,
]  # fmt: skip
OF_THE_DATABASE: list[Look] = [
    server.version, server.safety, server.room, server.talk, roles.app_role, roles.walls, roles.owner_role,
    files.kept, work.migrations, work.tables, work.jobs, work.letters, work.people,
]  # fmt: skip


def examine() -> list[Finding]:
    """Look at everything. Without a database the questions to it are left out, and that is a danger itself."""
    found = [finding for look in BY_ITSELF for finding in look()]
    reason = ready.unreachable()
    if reason:
        sentence = f"The database cannot be reached: {reason}. Start it, or mend DATABASE_URL."
        return [*found, Finding("database", sound=False, sentence=sentence)]
    found.append(Finding("database", sound=True, sentence="The database answers."))
    return found + [finding for look in OF_THE_DATABASE for finding in look()]
