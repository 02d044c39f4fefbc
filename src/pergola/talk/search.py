"""Finding what people said, by the rare and the common path (the database chooses), and through the door again."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import F

from pergola.commons.search import UNREAD, Narrowed, as_asked, headline
from pergola.people.models import Asker
from pergola.talk.models import Post


def find_posts(person: Asker, words: str, audiences: Sequence[int], narrowed: Narrowed | None = None) -> list[Post]:
    """The newest posts this person sees that hold these words, each with a `snippet`. Two queries."""
    where, (asked, ways) = narrowed or Narrowed(), as_asked(words)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM find_posts({asked}, %s::bigint[], %s::uuid, %s::int, %s::timestamptz, %s, %s)",  # noqa: S608 - of placeholders
            [*ways, list(audiences), where.space, where.behind, where.since, where.skip, where.most],
        )
        ids = [row[0] for row in cursor.fetchall()]
    seen = (
        Post.objects.visible_to(person)
        .defer("search", "body", *(f"artifact__{name}" for name in UNREAD))
        .select_related("by", "artifact__community", "artifact__team")
    )
    found = {one.pk: one for one in seen.filter(pk__in=ids).annotate(snippet=headline(F("body"), words))} if ids else {}
    return [found[pk] for pk in ids if pk in found]
