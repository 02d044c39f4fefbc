"""Between the web server and Django: whoever is slow to send or to fetch keeps nobody else waiting.

The server gives each request a thread as soon as its headers are there. So a body is read here, before any work begins; a
few requests are worked on at once, each with a connection of the pool; and what is streamed goes when both are given back.
A thread is all that a slow telephone holds, and of these there are many.
"""

import errno
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore
from time import monotonic
from typing import IO, Any, Final

type Environ = dict[str, Any]
type Application = Callable[[Environ, Any], Iterable[bytes]]

IN_MEMORY: Final = 1_000_000
"""Bytes of a body beyond which it waits on the disk."""
LARGE_AT_ONCE: Final = 6
"""So many of those at once, in one process: more would fill the disk before it is known who sends them."""
CHUNK: Final = 64 * 1024
PATIENCE: Final = 60.0
"""Seconds that a body may take beside one for every `LEAST` bytes of it, and that one waits for one’s turn."""
LEAST: Final = 8 * 1024
FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
PLAIN: Final = [("Content-Type", "text/plain; charset=utf-8")]
NO_ROOM, BROKEN, SLOW, BUSY = (
    ("507 Insufficient Storage", "There is no room left on this server for what was sent. Nothing was kept. Tell whoever keeps it."),
    ("400 Bad Request", "What was sent broke off on its way. Nothing was kept. Send it once more."),
    ("408 Request Timeout", "What was sent came too slowly, and was given up. Nothing was kept. Send it once more, or something smaller."),
    ("503 Service Unavailable", "So many are sending at once that this had to wait too long. Nothing was kept. Try it in a minute."),
)  # fmt: skip


class GivenUpError(Exception):
    """What was sent cannot be taken: the status, and a sentence."""


class Patient:
    """A WSGI application around another: at most `at_once` requests are in the other one at a time.

    Bodies of up to `form` bytes are taken from anybody, up to `most` from whoever shows a cookie; what is larger is left
    unread, and refused by its length (kernel/sizes.py).
    """

    def __init__(
        self, application: Application, *, at_once: int, form: int, most: int, give_back: Callable[[], None]
    ) -> None:
        self.application, self.form, self.most, self.give_back = application, form, most, give_back
        self.working, self.large = BoundedSemaphore(at_once), BoundedSemaphore(LARGE_AT_ONCE)

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        length = _length(environ)
        if not self.form < length <= self.most or "HTTP_COOKIE" not in environ:
            return self._answer(environ, start_response, length if length <= self.form else 0)
        with _turn(self.large) as mine:
            return self._answer(environ, start_response, length) if mine else _say(start_response, *BUSY)

    def _answer(self, environ: Environ, start_response: Any, length: int) -> Iterable[bytes]:
        if not length:
            return self._work(environ, start_response)
        with SpooledTemporaryFile(IN_MEMORY) as body:
            try:
                _copy(environ["wsgi.input"], body, length)
            except GivenUpError as why:
                return _say(start_response, *why.args)
            environ["wsgi.input"] = body
            return self._work(environ, start_response)

    def _work(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        with _turn(self.working) as mine:
            if not mine:
                return _say(start_response, *BUSY)
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
    start_response(status, [*PLAIN, ("Retry-After", "60")] if (status, sentence) == BUSY else PLAIN)
    return [f"{sentence}\n".encode()]


def _length(environ: Environ) -> int:
    told = environ.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isdecimal() else 0


def _copy(source: IO[bytes], body: IO[bytes], length: int) -> None:
    """All that was sent. What breaks off is not half an answer, and who drips keeps no place for ever."""
    left, until = length, monotonic() + PATIENCE + length / LEAST
    try:
        while left and (read := source.read(min(CHUNK, left))):
            body.write(read)
            left -= len(read)
            if left and monotonic() > until:
                raise GivenUpError(*SLOW)
    except OSError as problem:
        raise GivenUpError(*(NO_ROOM if problem.errno in FULL else BROKEN)) from problem
    if left:
        raise GivenUpError(*BROKEN)
    body.seek(0)
