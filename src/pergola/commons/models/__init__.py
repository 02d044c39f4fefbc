"""What people make and do together: artifacts, the links between them, and participation."""

from pergola.commons.models.artifact import Artifact, Readable
from pergola.commons.models.draft import Draft, Once
from pergola.commons.models.figures import FigureRelease
from pergola.commons.models.file import File
from pergola.commons.models.letter import Letter
from pergola.commons.models.link import Citation, Link
from pergola.commons.models.participation import Participation

__all__ = [
    "Artifact",
    "Citation",
    "Draft",
    "FigureRelease",
    "File",
    "Letter",
    "Link",
    "Once",
    "Participation",
    "Readable",
]
