"""Names as people type them: beginnings of words, in any order."""

import re

from django.contrib.postgres.search import SearchQuery

WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 8


def beginning_with(typed: str) -> SearchQuery | None:
    """“linc high” asks for names with a word that begins with linc and one that begins with high. None without a word."""
    words = WORD.findall(typed.lower())[:MOST_WORDS]
    if not words:
        return None
    return SearchQuery(" & ".join(f"'{word}':*" for word in words), search_type="raw", config="simple")
