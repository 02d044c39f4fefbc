"""Finding things: PostgreSQL's own text search, through the function that keeps its index under the walls' policy.

The function answers with ids behind the open walls and within the asker's audiences; the door is asked once more for the
rows themselves, and only those get a snippet.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Case, F, Func, TextField, Value, When
from django.db.models.expressions import Combinable, RawSQL
from django.db.models.functions import Concat, StrIndex
from django.db.models.lookups import GreaterThan
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from pergola.commons.models import Artifact, File
from pergola.people.models import Asker

MOST: Final = 25
UNREAD: Final = ("search", "body", "words")
"""Of a thing that is found: long, and told by the snippet alone."""
KEPT_FOR_CLAIM: Final = re.compile(r"\[\x02?claim\x03? \x02?[0-9]{1,3}\x03?\]", re.IGNORECASE)
"""A line in a lesson’s text that is only “[claim 1]”, its words perhaps marked as found."""
AFTER_A_SENTENCE: Final = re.compile(r"([.!?…]\x03?) · ")
"""One part of a thing from the next: where a sentence ends, its own point is enough."""
FOUND, END, CUT = "\x02", "\x03", "\x04"  # as the function `snippet` sets them
"""Marks around a found word, and where a piece was cut out of the text. Nobody can type them (forms refuse control characters); they
are made into <mark> and an ellipsis after escaping."""
AT_A_CUT: Final = re.compile(rf"[ ·\n]*{CUT}[ ·\n]*")


APOSTROPHES: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"'})
"""Of quotation marks those a keyboard has: a telephone sets curly ones by itself, and a phrase is asked for in straight ones."""


def spellings(words: str) -> list[str]:
    """What was typed, with straight apostrophes and with curly ones: a text may hold either, and each is read as it stands."""
    straight = words.translate(APOSTROPHES)
    return list(dict.fromkeys((straight, straight.replace("'", "’"))))


def as_asked(words: str) -> tuple[str, list[str]]:
    """The question as SQL, and what it is asked with: one question for each way of writing the words, and any of them finds."""
    ways = spellings(words)
    return " || ".join(["asked_for(%s)"] * len(ways)), ways


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Where and when to look, and which part of what is found: all of it by itself, the best 25."""

    kinds: tuple[str, ...] = ()
    space: UUID | None = None
    """A community."""
    behind: int | None = None
    """A wall."""
    since: datetime | None = None
    skip: int = 0
    most: int = MOST


def find_artifacts(
    person: Asker, words: str, audiences: Sequence[int], narrowed: Narrowed | None = None
) -> list[Artifact]:
    """The best things this person sees that hold these words, each with a `snippet`. Two queries."""
    where, (asked, ways) = narrowed or Narrowed(), as_asked(words)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM find_artifacts({asked}, %s::bigint[], %s::text[], %s::uuid, %s::int, %s::timestamptz, %s, %s)",  # noqa: S608 - of placeholders
            [
                *ways, list(audiences), list(where.kinds) or None, where.space, where.behind, where.since,
                where.skip, where.most,
            ],
        )  # fmt: skip
        ids = [row[0] for row in cursor.fetchall()]
    text = Concat(F("body"), Value(" · "), F("words"), output_field=TextField())
    seen = Artifact.objects.visible_to(person).defer(*UNREAD).select_related("made_by", "community", "team")
    found = {one.pk: one for one in seen.filter(pk__in=ids).annotate(snippet=headline(text, words))} if ids else {}
    return [found[pk] for pk in ids if pk in found]


def find_files(person: Asker, words: str, audiences: Sequence[int], narrowed: Narrowed | None = None) -> list[File]:
    """The newest files this person sees that have these words in their names or descriptions. One query."""
    where, (asked, ways) = narrowed or Narrowed(), as_asked(words)
    found = RawSQL(  # noqa: S611 - of placeholders
        f"SELECT id FROM find_files({asked}, %s::bigint[], %s::uuid, %s::int, %s::timestamptz, %s, %s)",  # noqa: S608 - of placeholders
        [*ways, list(audiences), where.space, where.behind, where.since, where.skip, where.most],
    )
    seen = (
        File.objects.visible_to(person)
        .defer("search", *(f"artifact__{name}" for name in UNREAD))
        .select_related("added_by", "artifact__community", "artifact__team")
    )
    return list(seen.filter(pk__in=found).annotate(snippet=headline(F("description"), words)).order_by("-added", "-pk"))


def headline(text: F | Concat, words: str) -> Combinable:
    """Two short pieces of a text around the words, marked, read in the language in which the words are in it; with its apostrophes."""
    straight, *curly = (
        Func(text, Value(one), function="snippet", output_field=TextField()) for one in spellings(words)
    )
    if not curly:
        return straight
    return Case(When(GreaterThan(StrIndex(text, Value("’")), 0), then=curly[0]), default=straight)


def marked(snippet: str, *, of_lesson: bool = False) -> SafeString:
    """A snippet as HTML: everything escaped, the found words in <mark>; of a lesson, without the places kept for claims."""
    told = (" ".join(KEPT_FOR_CLAIM.sub(" ", snippet).split()) if of_lesson else snippet).strip(" ·\n")
    plain = escape(AT_A_CUT.sub(" … ", AFTER_A_SENTENCE.sub(r"\1 ", told)).strip())
    return mark_safe(plain.replace(FOUND, "<mark>").replace(END, "</mark>"))  # noqa: S308 - escaped one line above
