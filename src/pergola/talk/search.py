"""Finding what people said, by the rare and the common path (the database chooses), and through the door again."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import F

from pergola.commons.search import MOST, headline
from pergola.people.models import Asker
from pergola.talk.models import Post


def find_posts(person: Asker, words: str, audiences: Sequence[int], *, most: int = MOST) -> list[Post]:
    """The newest `most` posts this person sees that hold these words, each with a `snippet`. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM find_posts(websearch_to_tsquery('english', %s), %s::bigint[], %s)",
            [words, list(audiences), most],
        )
        ids = [row[0] for row in cursor.fetchall()]
    seen = Post.objects.visible_to(person).defer("search", "body").select_related("by", "artifact")
    found = {one.pk: one for one in seen.filter(pk__in=ids).annotate(snippet=headline(F("body"), words))} if ids else {}
    return [found[pk] for pk in ids if pk in found]
