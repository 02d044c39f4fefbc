"""Smaller pictures of pictures, and the first page of a PDF: made by a job, behind the wall of the file."""

import io
import subprocess
import sys
from pathlib import Path

from pergola.commons.files.keeping import fetch, keep, let_go
from pergola.commons.files.media import PDF
from pergola.commons.files.pictures import LARGE, SMALL, Drawn, redraw, smaller
from pergola.commons.models import File
from pergola.commons.models.file import FileQuerySet
from pergola.kernel.clock import now
from pergola.kernel.errors import Unreadable
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

PATIENCE = 30
DRAW = [sys.executable, "-I", str(Path(__file__).with_name("first_page.py"))]


def preview(wall: int, pk: str) -> bool:
    """Draw it, if it can be drawn and is still there. Twice is once; what cannot be drawn is marked and not tried again.

    Drawing holds no transaction: the row is read, the pictures are made, the row is written if it still asks for them.
    """
    with walls([wall]):
        file = _asking().filter(pk=pk).first()
    if file is None:
        return False
    drawn = _draw(file)
    keys = [keep(wall, io.BytesIO(one.content)) for one in drawn]
    try:
        with walls([wall]):
            told: dict[str, object] = {"previewed": now()}
            if drawn:
                told |= {"small_key": keys[0], "large_key": keys[1]}
            if drawn and file.kind != File.Kind.PICTURE:
                told |= {"width": drawn[1].width, "height": drawn[1].height}
            written = bool(_asking().filter(pk=pk).update(**told))
    except BaseException:
        let_go(keys)
        raise
    if not written:
        let_go(keys)
    return written and bool(drawn)


def _asking() -> FileQuerySet:
    return File.objects.unrestricted(Reason.HOUSEKEEPING).filter(previewed=None).exclude(key="")


def _draw(file: File) -> list[Drawn]:
    """Small and large; nothing for what has no picture."""
    if file.kind == File.Kind.PICTURE:
        with fetch(file.key) as kept:
            content = kept.read()
    elif file.media == PDF.name:
        content = _first_page(file.key)
    else:
        return []
    return [smaller(content, SMALL), smaller(content, LARGE)] if content else []


def _first_page(key: str) -> bytes:
    """Drawn by a process of its own, and then by our rules for any picture. Nothing if it cannot be drawn."""
    with fetch(key) as kept:
        try:
            done = subprocess.run(  # noqa: S603 - our own module, which is told nothing of us
                DRAW, input=kept.read(), capture_output=True, timeout=PATIENCE, check=True, env={}
            )
            return redraw(io.BytesIO(done.stdout)).content
        except (subprocess.SubprocessError, Unreadable):
            return b""
