"""Files as people have them, and as somebody makes them who means no good."""

import struct
import zlib
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from pergola.commons.files.checking import Checked, check_upload

CONTENT_TYPES = '<Types><Override PartName="/{part}" ContentType="application/vnd.{what}+xml"/></Types>'
OFFICE = {
    "docx": "openxmlformats-officedocument.wordprocessingml.document.main",
    "xlsx": "openxmlformats-officedocument.spreadsheetml.sheet.main",
    "pptx": "openxmlformats-officedocument.presentationml.presentation.main",
    "docm": "ms-word.document.macroEnabled.main",
}
OPEN = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}


def check(name: str, content: bytes) -> Checked:
    return check_upload(SimpleUploadedFile(name, content))


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 40), **more: Any) -> bytes:
    """Half red, half blue, so that one sees which way up it is."""
    made = Image.new("RGB", size, "red")
    made.paste("blue", (0, 0, size[0] // 2, size[1]))
    out = BytesIO()
    made.save(out, kind, **more)
    return out.getvalue()


def from_a_phone() -> bytes:
    """Turned on its side, with the place it was taken, the camera and a comment in it."""
    exif = Image.Exif()
    exif[0x0112] = 6  # held upright: turn it
    exif[0x010F] = "Secretphone"
    exif.get_ifd(0x8825).update({1: "N", 2: (40.0, 26.0, 46.3), 3: "W", 4: (79.0, 58.0, 56.9)})
    return picture(exif=exif, comment=b"Room 12, Ms Brady")


def bomb(side: int = 40_000) -> bytes:
    """A PNG of a few bytes that says it has 1.6 thousand million points."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


def zipped(parts: dict[str, bytes | str]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def office(ending: str, **more: bytes | str) -> bytes:
    if ending in OPEN:
        return zipped({"mimetype": f"application/vnd.oasis.opendocument.{OPEN[ending]}", "content.xml": "<x/>", **more})
    types = CONTENT_TYPES.format(part="word/document.xml", what=OFFICE[ending])
    return zipped({"[Content_Types].xml": types, "word/document.xml": "<w/>", **more})


def pdf(words: str = "Seats and hours") -> bytes:
    """One page with a line on it, small and whole."""
    drawing = f"BT /F1 24 Tf 72 700 Td ({words}) Tj ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % one for one in places)
    return out + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
