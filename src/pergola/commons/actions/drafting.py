from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Draft
from pergola.commons.once import first_time
from pergola.kernel.clock import now
from pergola.kernel.errors import Refusal
from pergola.people.models import Person

LONGEST_DRAFT = 100_000


@transaction.atomic
def save_draft(*, by: Person, wall: int, place: str, text: str, once: UUID | None = None) -> Draft | None:
    """Keep what is in a box. An empty box keeps nothing; a form already sent (`once` is marked) is over.

    The mark is set while the draft is kept and taken away again: a form being sent at this moment is waited for, and waits
    in its turn, so that no draft is left behind of words that were posted.
    """
    if len(text) > LONGEST_DRAFT:
        raise Refusal(_("This is longer than we can keep while you write. Shorten it, or post it in parts."))
    mark = first_time(by, wall, once) if once is not None else None
    if once is not None and mark is None:
        return None
    draft = _keep(by, wall, place, text)
    if mark is not None:
        mark.delete()
    return draft


def _keep(by: Person, wall: int, place: str, text: str) -> Draft | None:
    if not text.strip():
        discard_draft(by=by, place=place)
        return None
    kept = {"text": text, "saved": now()}
    return Draft.objects.update_or_create(wall_id=wall, person=by, place=place, defaults=kept)[0]


def discard_draft(*, by: Person, place: str) -> None:
    """The words are used up, or no longer wanted."""
    Draft.objects.editable_by(by).filter(place=place).delete()
