"""Between the web server and Django: whoever is slow to send or to fetch keeps nobody else waiting.

The server gives each request a thread as soon as its headers are there. So a body is read here, before any work begins; a
few requests are worked on at once, each with a connection of the pool; and what is streamed goes when both are given back.
A thread is all that a slow telephone holds, and of these there are many.
"""

from collections.abc import Callable, Iterable
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore
from typing import IO, Any, Final

type Environ = dict[str, Any]
type Application = Callable[[Environ, Any], Iterable[bytes]]

IN_MEMORY: Final = 1_000_000
"""Bytes of a body beyond which it waits on the disk."""
LARGE_AT_ONCE: Final = 6
"""So many of those at once, in one process: more would fill the disk before it is known who sends them."""
CHUNK: Final = 64 * 1024


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
        with self.large:
            return self._answer(environ, start_response, length)

    def _answer(self, environ: Environ, start_response: Any, length: int) -> Iterable[bytes]:
        if not length:
            return self._work(environ, start_response)
        with SpooledTemporaryFile(IN_MEMORY) as body:
            try:
                _copy(environ["wsgi.input"], body, length)
            except OSError:
                start_response("507 Insufficient Storage", [("Content-Type", "text/plain; charset=utf-8")])
                return [
                    b"There is no room left on this server for what was sent. Nothing was kept. Tell whoever keeps it.\n"
                ]
            environ["wsgi.input"] = body
            return self._work(environ, start_response)

    def _work(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        with self.working:
            answer = self.application(environ, start_response)
            self.give_back()
            return answer


def _length(environ: Environ) -> int:
    told = environ.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isdecimal() else 0


def _copy(source: IO[bytes], body: IO[bytes], length: int) -> None:
    """What was sent, or less where it broke off."""
    left = length
    while left and (read := source.read(min(CHUNK, left))):
        body.write(read)
        left -= len(read)
    body.seek(0)
