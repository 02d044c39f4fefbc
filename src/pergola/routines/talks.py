"""The conversations that a tension or an agreement led to last."""

from collections.abc import Iterable
from uuid import UUID

from pergola.people.models import Asker
from pergola.talk.models import Conversation


def talks_of(person: Asker, led_to: Iterable[UUID | None]) -> dict[UUID | None, Conversation]:
    """As far as they are there to be read. At most one query."""
    wanted = [one for one in led_to if one is not None]
    if not wanted:
        return {}
    seen = Conversation.objects.visible_to(person).filter(pk__in=wanted).defer("search", "words", "body")
    return {one.pk: one for one in seen}
