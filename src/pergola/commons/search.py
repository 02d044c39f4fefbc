"""Finding things: PostgreSQL's own text search, through the function that keeps its index under the walls' policy.

The function answers with ids behind the open walls and within the asker's audiences; the door is asked once more for the
rows themselves, and only those get a snippet.
"""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db import connection
from django.db.models import F, TextField, Value
from django.db.models.functions import Concat
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from pergola.commons.models import Artifact
from pergola.people.models import Asker

MOST: Final = 25
FOUND, END = "\x02", "\x03"
"""Marks around a found word that nobody can type (forms refuse control characters), made into <mark> after escaping."""


def find_artifacts(
    person: Asker,
    words: str,
    audiences: Sequence[int],
    *,
    kinds: Sequence[str] = (),
    space: UUID | None = None,
    most: int = MOST,
) -> list[Artifact]:
    """The best `most` things this person sees that hold these words, each with a `snippet`. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM find_artifacts(websearch_to_tsquery('english', %s), %s::bigint[], %s::text[], %s, %s)",
            [words, list(audiences), list(kinds) or None, space, most],
        )
        ids = [row[0] for row in cursor.fetchall()]
    text = Concat(F("body"), Value(" "), F("words"), output_field=TextField())
    seen = Artifact.objects.visible_to(person).defer("search", "body", "words").select_related("made_by", "community")
    found = {one.pk: one for one in seen.filter(pk__in=ids).annotate(snippet=headline(text, words))} if ids else {}
    return [found[pk] for pk in ids if pk in found]


def headline(text: F | Concat, words: str) -> SearchHeadline:
    """Two short pieces of a text around the words, marked."""
    query = SearchQuery(words, search_type="websearch", config="english")
    return SearchHeadline(
        text, query, config="english", start_sel=FOUND, stop_sel=END, max_words=26, min_words=12, max_fragments=2
    )


def marked(snippet: str) -> SafeString:
    """A snippet as HTML: everything escaped, the found words in <mark>."""
    plain = escape(snippet)
    return mark_safe(plain.replace(FOUND, "<mark>").replace(END, "</mark>"))  # noqa: S308 - escaped one line above
