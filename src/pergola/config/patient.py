"""Between the web server and Django: whoever is slow to send or to fetch keeps nobody else waiting.

The server gives each request a thread as soon as its headers are there. So a body is read here, before any work begins; a
few requests are worked on at once, each with a connection of the pool; and what is streamed goes when both are given back.
A thread is all that a slow telephone holds, and of these there are many.
"""

import errno
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore, Lock
from time import monotonic
from typing import IO, Any, Final

type Environ = dict[str, Any]
type Application = Callable[[Environ, Any], Iterable[bytes]]

IN_MEMORY: Final = 1_000_000
"""Bytes of a body beyond which it waits on the disk."""
LARGE_AT_ONCE: Final = 6
"""So many of the largest may lie here at one moment, in one process: more would fill the disk before it is known who sends them."""
PIECE: Final = 16 * 1024
"""Bytes read at once: the server’s read comes back with all of them or not at all, and only then is the clock looked at."""
PATIENCE: Final = 60.0
"""Seconds that a body may take beside one for every `LEAST` bytes that came, and that one waits for one’s turn."""
LEAST: Final = 8 * 1024
FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
PLAIN: Final = [("Content-Type", "text/plain; charset=utf-8")]
LIVING: Final = "/healthz/live"
"""Whoever watches over the process asks whether it lives, not whether it has time."""
NO_ROOM, BROKEN, SLOW, BUSY, CROWDED = (
    ("507 Insufficient Storage", "There is no room left on this server for what was sent. Nothing was kept. Tell whoever keeps it."),
    ("400 Bad Request", "What was sent broke off on its way. Nothing was kept. Send it once more."),
    ("408 Request Timeout", "What was sent came too slowly, and was given up. Nothing was kept. Send it once more, or something smaller."),
    ("503 Service Unavailable", "So much is being sent at once that there was no room for this. Nothing was kept. Try it in a minute."),
    ("503 Service Unavailable", "So many people are here at once that this had to wait too long. Nothing was changed. Try it in a minute."),
)  # fmt: skip


class GivenUpError(Exception):
    """What was sent cannot be taken: the status, and a sentence."""


class Room:
    """Bytes that may lie here."""

    def __init__(self, most: int) -> None:
        self.left, self.lock = most, Lock()

    def add(self, size: int) -> bool:
        """Give so many back, or take so many where `size` is negative: False if there are not as many left."""
        with self.lock:
            if self.left + size < 0:
                return False
            self.left += size
            return True


class Counted:
    """How many there are of each name, and never more than `most`."""

    def __init__(self, most: int) -> None:
        self.most, self.of, self.lock = most, Counter[str](), Lock()

    def add(self, name: str) -> bool:
        """One more of this name: False if there are enough."""
        with self.lock:
            if self.of[name] >= self.most:
                return False
            self.of[name] += 1
            return True

    def take(self, name: str) -> None:
        """One less; of whom there is none nothing is kept."""
        with self.lock:
            self.of[name] -= 1
            if not self.of[name]:
                del self.of[name]


class Held:
    """What one body holds of the room: what came of it, and nothing for what is still to come."""

    def __init__(self, room: Room | None) -> None:
        self.room, self.bytes = room, 0

    def take(self, size: int) -> None:
        if self.room is not None:
            if not self.room.add(-size):
                raise GivenUpError(*BUSY)
            self.bytes += size

    def give_back(self) -> None:
        if self.room is not None:
            self.room.add(self.bytes)


class Patient:
    """A WSGI application around another: at most `at_once` requests are in the other one at a time.

    At most `reading` threads wait for bodies: there are more threads than these, so that pages are read whatever is sent. Of
    these, at most a third wait for one address: how long a silent socket is waited for cannot be said here, and one machine
    that opens many must not end all writing. (Behind a proxy all come from its address; it holds bodies back itself.)

    Bodies of up to `form` bytes are taken from anybody, up to `most` from whoever shows a cookie; what is larger is left
    unread, and refused by its length (kernel/sizes.py).
    """

    def __init__(
        self,
        application: Application,
        *,
        at_once: int,
        reading: int,
        form: int,
        most: int,
        give_back: Callable[[], None],
    ) -> None:
        self.application, self.form, self.most, self.give_back = application, form, most, give_back
        self.reading, self.from_one = BoundedSemaphore(reading), Counted(max(1, reading // 3))
        self.working, self.room = BoundedSemaphore(at_once), Room(LARGE_AT_ONCE * most)

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        length, large = _length(environ), "HTTP_COOKIE" in environ
        if not length or length > (self.most if large else self.form):
            return self._work(environ, start_response)
        body, held = SpooledTemporaryFile(IN_MEMORY), Held(self.room if length > self.form else None)  # noqa: SIM115 - closed below
        try:
            with self._reader(environ.get("REMOTE_ADDR", "")):
                for piece in _pieces(environ["wsgi.input"], length):
                    held.take(len(piece))
                    body.write(piece)
                body.seek(0)
        except GivenUpError as why:
            return _say(start_response, *why.args)
        except OSError as problem:
            return _say(start_response, *(NO_ROOM if problem.errno in FULL else BROKEN))
        else:
            environ["wsgi.input"] = body
            return self._work(environ, start_response)
        finally:
            with suppress(OSError):  # what it could not write it tries once more, and the answer is given already
                body.close()
            held.give_back()

    @contextmanager
    def _reader(self, address: str) -> Iterator[None]:
        """One of the threads that may wait for what is sent."""
        if not self.from_one.add(address):
            raise GivenUpError(*BUSY)
        try:
            if not self.reading.acquire(blocking=False):
                raise GivenUpError(*BUSY)
            try:
                yield
            finally:
                self.reading.release()
        finally:
            self.from_one.take(address)

    def _work(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        if environ.get("PATH_INFO") == LIVING:
            return self.application(environ, start_response)
        with _turn(self.working) as mine:
            if not mine:
                return _say(start_response, *CROWDED)
            try:
                return self.application(environ, start_response)
            finally:
                self.give_back()


@contextmanager
def _turn(among: BoundedSemaphore) -> Iterator[bool]:
    """One’s turn, waited for with patience; or that it did not come."""
    mine = among.acquire(timeout=PATIENCE)
    try:
        yield mine
    finally:
        if mine:
            among.release()


def _say(start_response: Any, status: str, sentence: str) -> list[bytes]:
    start_response(status, [*PLAIN, ("Retry-After", "60")] if status.startswith("503") else PLAIN)
    return [f"{sentence}\n".encode()]


def _length(environ: Environ) -> int:
    told = environ.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isdecimal() else 0


def _pieces(source: IO[bytes], length: int) -> Iterator[bytes]:
    """All that was sent, as it comes. What breaks off is not half an answer; who drips is given up once it is seen."""
    left, began = length, monotonic()
    while left and (piece := source.read(min(PIECE, left))):
        left -= len(piece)
        if left and monotonic() > began + PATIENCE + (length - left) / LEAST:
            raise GivenUpError(*SLOW)
        yield piece
    if left:
        raise GivenUpError(*BROKEN)
