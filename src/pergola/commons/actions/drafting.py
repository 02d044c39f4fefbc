from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Draft, Once
from pergola.kernel.clock import now
from pergola.kernel.errors import Refusal
from pergola.people.models import Person

LONGEST_DRAFT = 100_000


@transaction.atomic
def save_draft(*, by: Person, wall: int, place: str, text: str, once: UUID | None = None) -> Draft | None:
    """Keep what is in a box. An empty box keeps nothing; a form already sent (`once` is marked) is over."""
    if len(text) > LONGEST_DRAFT:
        raise Refusal(_("This is longer than we can keep while you write. Shorten it, or post it in parts."))
    if once is not None and Once.objects.visible_to(by).filter(wall=wall, key=once).exists():
        return None
    if not text.strip():
        discard_draft(by=by, place=place)
        return None
    kept = {"text": text, "saved": now()}
    return Draft.objects.update_or_create(wall_id=wall, person=by, place=place, defaults=kept)[0]


def discard_draft(*, by: Person, place: str) -> None:
    """The words are used up, or no longer wanted."""
    Draft.objects.editable_by(by).filter(place=place).delete()
