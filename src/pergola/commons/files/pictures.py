"""Pictures are not kept as they came: their points are read and written anew, and nothing else of them is."""

import contextlib
import io
import re
import warnings
from dataclasses import dataclass
from threading import Lock
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from pergola.commons.files.media import JPEG, PNG, Media
from pergola.kernel.errors import Unreadable

FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
MOST_POINTS = 64_000_000
"""More than any phone takes as it is delivered. Such a JPEG is decoded at a half or a quarter; any other format is opened whole."""
MOST_POINTS_WHOLE = 24_000_000
"""Four bytes each, and twice that while they are turned and converted: less than would fill the memory of a small server."""
LONGEST_EDGE = 2560
SMALL, LARGE = 480, 1280
MOST_PASSES = 40
JPEG_BEGINS, START_OF_PASS, END_OF_PICTURE = b"\xff\xd8", b"\xda", b"\xd9"
MARKER = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])")
ONE_AT_A_TIME = Lock()
"""In one process: eight threads with a large picture each would need eight times the memory."""


@dataclass(frozen=True)
class Drawn:
    """A picture written anew."""

    content: bytes
    media: Media
    width: int
    height: int


def redraw(stream: IO[bytes]) -> Drawn:
    """The picture's points, upright, in the colours of screens, at most 2560 wide or high. Raises Unreadable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            _must_be_quick(stream)
            with ONE_AT_A_TIME, Image.open(stream, formats=FORMATS) as found:
                return _written(_read(found), png=found.format in ("PNG", "GIF"))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise _too_many_points() from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as broken:
        raise Unreadable(
            _(
                "This picture is damaged or cut off, and we cannot open it. Open it yourself, save it again, and choose that."
            ),
            field="file",
        ) from broken


def _must_be_quick(stream: IO[bytes]) -> None:
    """Each pass of a progressive JPEG goes over every point again, though it may hold nothing: ten are usual."""
    content = stream.read()
    stream.seek(0)
    if content.startswith(JPEG_BEGINS) and _passes(content) > MOST_PASSES:
        raise Unreadable(
            _("This picture would take too long to open. Save it again with another program, and choose that."),
            field="file",
        )


def _passes(jpeg: bytes) -> int:
    """How many scans it has until its end, or one more than are allowed: from marker to marker (ITU T.81, B.1.1)."""
    at, passes = len(JPEG_BEGINS), 0
    while passes <= MOST_PASSES and (marker := MARKER.search(jpeg, at)):
        if marker[1] == END_OF_PICTURE:
            break
        passes += marker[1] == START_OF_PASS
        at = marker.end() + int.from_bytes(jpeg[marker.end() : marker.end() + 2])
    return passes


def smaller(content: bytes, edge: int) -> Drawn:
    """One of ours, smaller."""
    with Image.open(io.BytesIO(content), formats=FORMATS) as found:
        found.thumbnail((edge, edge), Image.Resampling.LANCZOS)
        return _written(found, png=found.format == "PNG" or found.mode == "RGBA")


def _read(found: Image.Image) -> Image.Image:
    most = MOST_POINTS if found.format == "JPEG" else MOST_POINTS_WHOLE
    if found.width * found.height > most:
        raise _too_many_points(most)
    found.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))  # a large JPEG is decoded at a half or a quarter at once
    profile = found.info.get("icc_profile")
    found.load()
    kept = found.mode
    ImageOps.exif_transpose(found, in_place=True)
    if kept in ("RGB", "RGBA"):  # made smaller before anything else is copied
        found.thumbnail((LONGEST_EDGE, LONGEST_EDGE), Image.Resampling.LANCZOS)
    mode = "RGBA" if found.has_transparency_data else "RGB"
    plain = found if found.mode == mode else found.convert(mode)
    if profile and kept in ("RGB", "RGBA"):
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):  # then its numbers are taken as they are
            screen = ImageCms.createProfile("sRGB")
            ImageCms.profileToProfile(plain, ImageCms.ImageCmsProfile(io.BytesIO(profile)), screen, inPlace=True)
    plain.thumbnail((LONGEST_EDGE, LONGEST_EDGE), Image.Resampling.LANCZOS)
    return plain


def _written(picture: Image.Image, *, png: bool) -> Drawn:
    """New bytes: no place, no camera, no comment, no profile goes along."""
    picture.info = {}
    out, media = io.BytesIO(), PNG if png or picture.mode == "RGBA" else JPEG
    if media is PNG:
        picture.save(out, "PNG", optimize=True)
    else:
        picture.save(out, "JPEG", quality=86, progressive=True, optimize=True)
    return Drawn(out.getvalue(), media, picture.width, picture.height)


def _too_many_points(most: int = MOST_POINTS) -> Unreadable:
    return Unreadable(
        _("This picture has more points than we open: at most %(n)d million. Save it smaller, and choose that.")
        % {"n": most // 1_000_000},
        field="file",
    )
