"""News as it happens. PostgreSQL carries a person's id and a notice's, at commit, and nothing else; the page asks for the rest."""

from collections.abc import Iterable
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user
from django.db import connection
from django.http import HttpRequest

from pergola.people.models import Identity, Person, walls_of
from pergola.talk.models import Notice
from pergola.walls.opening import walls

CHANNEL = "pergola_notices"
MOST_AGAIN = 50


def announce(told: Iterable[tuple[UUID, UUID]]) -> None:
    """Say at commit that these people have these notices. What is rolled back is never said."""
    words = [f"{person} {notice}" for person, notice in told]
    if words:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, one) FROM unnest(%s::text[]) AS one", [CHANNEL, words])


def listener(session_key: str) -> UUID | None:
    """Whose session this is, if it is still good: asked when somebody begins to listen, and again while they do."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key or None)
    user = get_user(request)
    return user.person_id if isinstance(user, Identity) else None


def told_since(person_id: UUID, last: UUID) -> list[UUID]:
    """What came while nobody listened: the ids of this person's notices after `last`, through their own doors."""
    person = Person.objects.filter(pk=person_id, erased=None).first()
    if person is None:
        return []
    with walls(walls_of(person)):
        mine = Notice.objects.visible_to(person).filter(pk__gt=last).order_by("pk")
        return list(mine.values_list("pk", flat=True)[:MOST_AGAIN])
