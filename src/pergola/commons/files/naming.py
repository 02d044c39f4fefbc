"""What a file is called: as its owner called it, without what a name can hide."""

import re
import unicodedata

from pergola.commons.files.media import PICTURES, Media

LONGEST = 120
PICTURE_ENDINGS = tuple(ending for one in PICTURES for ending in one.endings)
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Control characters, marks that turn the direction of writing around, and the like: they show another name than there is."""
UNSAFE = re.compile(r'[<>:"/\\|?*]')
DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def ending_of(name: str) -> str:
    """What stands after the last dot, in small letters; nothing if there is none."""
    _stem, dot, ending = name.rpartition(".")
    return ending.strip().lower() if dot else ""


def clean_name(name: str, media: Media) -> str:
    """A name fit to be shown and saved anywhere, with the ending of what the file is."""
    name = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    name = "".join(
        " " if one.isspace() else one for one in name if one.isspace() or unicodedata.category(one) not in HIDDEN
    )
    ours = PICTURE_ENDINGS if media in PICTURES else media.endings  # a picture is drawn anew, maybe as another kind
    stem = name[: -len(ending_of(name)) - 1] if ending_of(name) in ours else name
    stem = " ".join(UNSAFE.sub(" ", stem).split()).strip(". ")[:LONGEST].rstrip()
    if not stem or DEVICES.fullmatch(stem):
        stem = str(media.word)
    return f"{stem}.{media.name}"
