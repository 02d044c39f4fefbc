"""The formats the importer knows, and how it tells one from another: by the columns, never by the file's name."""

import re
from typing import Final

from django.utils.translation import gettext as _

from pergola.kernel.errors import Unreadable
from pergola.systems.directory.formats import edge_districts, hifld_schools, nces_search, urban_school_directory
from pergola.systems.directory.formats.shape import Column, Format, What, plain

__all__ = ["FORMATS", "Column", "Format", "What", "plain", "recognise", "refuse_persons"]

FORMATS: Final = (
    urban_school_directory.FORMAT,
    edge_districts.FORMAT,
    hifld_schools.FORMAT,
    nces_search.SCHOOLS,
    nces_search.DISTRICTS,
)

_PERSON: Final = re.compile(
    r"(first|last|middle|given|family|maiden|preferred|full)[ _-]?name|surname|forename"
    r"|(student|pupil|learner|child|parent|guardian|teacher|staff|principal|contact|person)s?[ _-]?(name|id|no|number|nr|email)\b"
    r"|birth|\bdob\b|\bd\.o\.b|social[ _-]?security|\bssn\b|e-?mail|gender|ethnicity"
)


def refuse_persons(header: list[str]) -> None:
    """A directory of schools holds no people: a file with a column that looks like one is refused whole."""
    looks = [name for name in header if _PERSON.search(plain(name).replace("_", " ")) or _PERSON.search(plain(name))]
    if looks:
        raise Unreadable(
            _(
                "These columns look like facts about people: %(columns)s. The directory takes schools and districts only."
                " Remove the columns, or check that this is the right file."
            )
            % {"columns": ", ".join(looks)}
        )


def recognise(header: list[str]) -> Format:
    """The one format whose columns are all here. Raises Unreadable with what the nearest one still lacks."""
    if len(header) == 1 and re.search(r"[;\t|]", header[0]):
        raise Unreadable(
            _(
                "The columns are not separated by commas: the header is read as one column. Save the file as comma-separated CSV."
            )
        )
    found = [plain(name) for name in header]
    twice = sorted({name for name in found if found.count(name) > 1})
    if twice:
        raise Unreadable(
            _("The header names a column twice: %(columns)s. Which one counts cannot be told; remove one.")
            % {"columns": ", ".join(twice)}
        )
    refuse_persons(header)
    have = frozenset(found)
    fitting = [one for one in FORMATS if one.signature <= have]
    if fitting:
        return max(fitting, key=lambda one: len(one.signature))
    nearest = max(FORMATS, key=lambda one: len(one.signature & have) / len(one.signature))
    if not nearest.signature & have:
        raise Unreadable(
            _("This is none of the formats the directory knows (%(known)s). Its first columns are: %(columns)s.")
            % {"known": "; ".join(one.title for one in FORMATS), "columns": ", ".join(header[:5])}
        )
    lacking = [column.header for column in nearest.columns if plain(column.header) not in have]
    raise Unreadable(
        _(
            "The header is nearest to “%(title)s”, which also needs: %(columns)s. Nothing was taken; fetch the file as published."
        )
        % {"title": nearest.title, "columns": ", ".join(lacking)}
    )
