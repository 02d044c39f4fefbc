"""Names as people type them: beginnings of words, in any order, with or without their accents."""

import re
from unicodedata import normalize

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import F, Func, TextField, Value

WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 8

ACCENTED, BARE = (
    "áàâäãåéèêëíìîïóòôöõúùûüýÿñçÁÀÂÄÃÅÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÝÑÇ",
    "aaaaaaeeeeiiiiooooouuuuyyncAAAAAAEEEEIIIIOOOOOUUUUYNC",
)
"""Letters of names as somebody in a hurry types them, and as most rosters have them: “Munoz” is Muñoz."""


def called(*columns: str) -> SearchVector:
    """The words a row is called by, without accents: what is indexed, and what is looked in."""
    return SearchVector(*(_bare(one) for one in columns), config="simple")


def _bare(column: str) -> Func:
    return Func(F(column), Value(ACCENTED), Value(BARE), function="translate", output_field=TextField())


def beginning_with(typed: str) -> SearchQuery | None:
    """“linc high” asks for names with a word that begins with linc and one that begins with high. None without a word."""
    words = WORD.findall(normalize("NFC", typed).translate(str.maketrans(ACCENTED, BARE)).lower())[:MOST_WORDS]
    if not words:
        return None
    return SearchQuery(" & ".join(f"'{word}':*" for word in words), search_type="raw", config="simple")
