"""Web, live process and worker under one small supervisor: what dies is started again, and all stop together.

Each part is a process in a session of its own, so Ctrl-C reaches the supervisor alone, who asks each part to finish
what it is at. Each dies with the supervisor (`mortal`), and the last one out stops the embedded database.
"""

import contextlib
import logging
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0  # seconds before a part that died is started again; doubled each time
SETTLED = 60.0  # seconds a part must have lived for its next death to count as its first
LATER = 1.5  # seconds by which the other parts let the first one go ahead: people wait for a page, and for nothing else
PATIENCE = 30.0  # seconds a part has to finish what it is at when asked to stop
ENDINGS = (signal.SIGTERM, signal.SIGINT)

log = logging.getLogger("pergola.supervisor")


@dataclass
class Part:
    """One process that is kept going."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    deaths: int = 0
    due: float | None = field(default=0.0)

    @property
    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, start_new_session=True)  # noqa: S603 - our own commands
        self.began, self.due = time.monotonic(), None
        log.info("%s started", self.name, extra={"part": self.name, "pid": self.process.pid})

    def note_death(self) -> None:
        """It is dead and was not asked to be: say so, and say when it starts again."""
        assert self.process is not None
        if time.monotonic() - self.began >= SETTLED:
            self.deaths = 0
        wait = min(FIRST_WAIT * 2**self.deaths, LONGEST_WAIT)
        self.deaths += 1
        self.due = time.monotonic() + wait
        how = ending_of(self.process.returncode)
        log.warning("%s ended (%s); started again in %g s", self.name, how, wait, extra={"part": self.name})

    def end(self, how: signal.Signals) -> None:
        """To the process alone: it knows how to end those it started."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(how)

    def kill(self) -> None:
        """It and everything it started; in a session of its own, so its number is its group's."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def ending_of(code: int) -> str:
    """How a process ended, in words."""
    if code < 0:
        return f"signal {signal.Signals(-code).name}"
    return f"code {code}"


def own_command(*words: str) -> list[str]:
    """A command of ours, run as a part."""
    return [sys.executable, "-m", "pergola.config.child", str(os.getpid()), *words]


class Supervisor:
    """Keeps parts going until SIGTERM or SIGINT. The first of them begins at once, the others a moment later."""

    def __init__(self, parts: dict[str, list[str]], *, patience: float = PATIENCE, later: float = LATER) -> None:
        others_due = time.monotonic() + later
        self.parts = [
            Part(name, command, due=others_due if place else 0.0) for place, (name, command) in enumerate(parts.items())
        ]
        self.patience = patience
        self.asked = 0  # how often we were asked to stop

    def run(self) -> None:
        with self._woken_by_signals() as wake:
            while not self.asked:
                self._tend()
                self._sleep(wake, self._until_next())
            log.info("stopping; each part finishes what it is at", extra={"part": "supervisor"})
            self._stop(wake)

    def _tend(self) -> None:
        """Start what is due; note what died."""
        for part in self.parts:
            if part.due is None and not part.is_alive:
                part.note_death()
            if part.due is not None and part.due <= time.monotonic():
                part.start()

    def _until_next(self) -> float:
        due = [part.due for part in self.parts if part.due is not None]
        return max(0.0, min(due) - time.monotonic()) if due else LONGEST_WAIT

    def _stop(self, wake: int) -> None:
        """Ask all at once; whoever is still there after the patience, or at a second Ctrl-C, is killed and named."""
        for part in self.parts:
            part.end(signal.SIGTERM)
        last = time.monotonic() + self.patience
        while any(part.is_alive for part in self.parts) and time.monotonic() < last and self.asked < 2:
            self._sleep(wake, min(1.0, last - time.monotonic()))
        for part in self.parts:
            if part.is_alive:
                log.error("%s did not stop in time and was killed", part.name, extra={"part": part.name})
                part.kill()
        log.info("stopped", extra={"part": "supervisor"})

    def _sleep(self, wake: int, seconds: float) -> None:
        """Until a signal or for so long."""
        if select.select([wake], [], [], seconds)[0]:
            os.read(wake, 4096)

    def _ask(self, *_: object) -> None:
        self.asked += 1

    @contextlib.contextmanager
    def _woken_by_signals(self) -> Iterator[int]:
        """A pipe that has something to read once a signal came: a part died, or somebody asks us to stop."""
        reading, writing = os.pipe()
        os.set_blocking(reading, False)
        os.set_blocking(writing, False)
        handlers: dict[signal.Signals, Callable[..., object]] = {
            **dict.fromkeys(ENDINGS, self._ask),
            signal.SIGCHLD: lambda *_: None,
        }
        before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
        told = signal.set_wakeup_fd(writing)
        try:
            yield reading
        finally:
            signal.set_wakeup_fd(told)
            for number, handler in before.items():
                signal.signal(number, handler)
            os.close(reading)
            os.close(writing)
