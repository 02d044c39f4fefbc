"""The kinds of file that are taken in, each with its word on pages and what a browser is told it is."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from pergola.commons.models import File
from pergola.kernel.errors import Sentence


@dataclass(frozen=True)
class Media:
    """One kind of file."""

    name: str
    """As in rows, and after the dot."""
    word: Sentence
    mime: str
    kind: File.Kind = File.Kind.DOCUMENT
    also: tuple[str, ...] = ()
    """Other endings for the same."""

    @property
    def endings(self) -> tuple[str, ...]:
        return (self.name, *self.also)


OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"

JPEG = Media("jpg", _("picture"), "image/jpeg", File.Kind.PICTURE, ("jpeg", "jfif"))
PNG = Media("png", _("picture"), "image/png", File.Kind.PICTURE, ("gif", "webp"))
PDF = Media("pdf", _("PDF"), "application/pdf")
WORD = Media("docx", _("Word document"), f"{OFFICE}.wordprocessingml.document")
EXCEL = Media("xlsx", _("Excel workbook"), f"{OFFICE}.spreadsheetml.sheet")
POWERPOINT = Media("pptx", _("PowerPoint slides"), f"{OFFICE}.presentationml.presentation")
ODT = Media("odt", _("OpenDocument text"), f"{OPEN}.text")
ODS = Media("ods", _("OpenDocument spreadsheet"), f"{OPEN}.spreadsheet")
ODP = Media("odp", _("OpenDocument slides"), f"{OPEN}.presentation")
TEXT = Media("txt", _("plain text"), "text/plain; charset=utf-8")
CSV = Media("csv", _("CSV table"), "text/csv; charset=utf-8")

PICTURES = (JPEG, PNG)
DOCUMENTS = (PDF, WORD, EXCEL, POWERPOINT, ODT, ODS, ODP, TEXT, CSV)
MEDIA = {one.name: one for one in (*PICTURES, *DOCUMENTS)}

CHOOSABLE = ",".join(f".{ending}" for one in (*PICTURES, *DOCUMENTS) for ending in one.endings)
"""What the browser offers to choose from. Without Apple's HEIC in it, an iPhone sends its pictures as JPEG."""
