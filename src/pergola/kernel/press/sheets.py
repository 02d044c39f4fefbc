"""Asking for a PDF. It is drawn by a process of its own, so that a long one costs the web neither its breath nor its room."""

import os
import subprocess
import sys
import threading
from functools import cache

from django.utils.translation import gettext as _

from pergola.kernel.errors import Refusal

PATIENCE = 20
"""Seconds after which whoever waits has gone. Forty cycles with their charts are six seconds of work, and a hundred megabytes."""
AT_ONCE = threading.BoundedSemaphore(1)
"""One printer beside each process of the web. Nobody waits for it: who waits holds a place that pages of others need."""
PRINTER: tuple[str, ...] = (sys.executable, "-I", "-m", "pergola.kernel.press.printer")
KEPT = ("PATH", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "SYSTEMROOT")
"""What of our own environment the printer may know: where libraries are, and no secret."""


class NoSheets(Refusal):
    """No PDF can be made, and why; the page itself can always be printed."""

    status = 503


def pdf_of(html: str) -> bytes:
    """The page as a PDF. Raises NoSheets, with a sentence, where there is none to be had. Never asked inside a transaction."""
    if not AT_ONCE.acquire(blocking=False):
        raise NoSheets(
            _("Others are printing at this moment: try again in a minute, or print this page from your browser.")
        )
    try:
        return _pdf(html)
    except subprocess.TimeoutExpired:
        raise NoSheets(_("This took longer than we let it. Print this page from your browser instead.")) from None
    finally:
        AT_ONCE.release()


def _pdf(html: str) -> bytes:
    """While a place at a printer is held, so that what asks why it failed is no third one."""
    try:
        done = _ask([], html.encode(), PATIENCE)
    except OSError:  # no room for a process, or nothing of that name
        done = None
    if done is not None and done.returncode == 0 and done.stdout.startswith(b"%PDF-"):
        return done.stdout
    if done is None or can_print():
        raise NoSheets(_("Something went wrong while the PDF was made. Print this page from your browser instead."))
    raise NoSheets(
        _(
            "This server cannot make PDF files: a library that draws letters, Pango, is not installed."
            " Print this page from your browser instead; it is made for paper."
        )
    )


def can_print() -> bool:
    """Are the system’s libraries there? It takes a second: asked by the doctor, and where a PDF did not come."""
    try:
        return _has_libraries(PRINTER)
    except (OSError, subprocess.TimeoutExpired):
        return False


@cache
def _has_libraries(printer: tuple[str, ...]) -> bool:
    """Once a process: they do not come and go while it runs. What did not answer is asked again."""
    assert printer == PRINTER
    return _ask(["look"], b"", PATIENCE).returncode == 0


def _ask(words: list[str], given: bytes, seconds: int) -> subprocess.CompletedProcess[bytes]:
    environ = {name: os.environ[name] for name in KEPT if name in os.environ} | {"PYTHONUTF8": "1"}
    return subprocess.run(  # noqa: S603 - our own module, and no word of anybody's
        [*PRINTER, *words], input=given, capture_output=True, timeout=seconds, check=False, env=environ
    )
