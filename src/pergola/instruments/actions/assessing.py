from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.instruments.models import Asking, Item, Sharing, Sheet, SheetLine
from pergola.instruments.rules import must_be_on
from pergola.kernel.clock import now
from pergola.kernel.errors import Incomplete, Locked, Refusal, Sentence, Stale
from pergola.people.models import Person
from pergola.spaces.models import Team
from pergola.walls.reasons import Reason


@dataclass(frozen=True)
class Stand:
    """Where the system stands on one question (a place on the scale, or not said yet), and how the team knows."""

    level: int | None = None
    evidence: str = ""


@transaction.atomic
def save_sheet(*, by: Person, team: Team, asking: Asking, stands: Mapping[str, Stand], revision: int) -> Sheet:
    """Keep what the team has so far: seen by the team alone. `revision` is what the page was made from; 0: there was none."""
    must_be_on(by, team)
    if not asking.is_open:
        raise Refusal(_("This self-assessment is closed."))
    held = Sheet.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update()
    sheet, new = held.get_or_create(asking=asking, team=team, defaults={"saved_by": by, "saved": now()})
    if sheet.agreed is not None:
        raise Locked(_("The team has agreed on this one, and it stays as it is."))
    if not new and sheet.revision != revision:
        said = _("%(name)s has saved something else meanwhile.") % {"name": sheet.saved_by}
        raise Stale(said, theirs=str(sheet.revision), mine=str(revision))
    if not new:
        sheet.revision += 1
    sheet.saved, sheet.saved_by = now(), by
    sheet.save(update_fields=["revision", "saved", "saved_by"])
    for key, stand in stands.items():
        kept = {"level": stand.level, "evidence": stand.evidence}
        SheetLine.objects.unrestricted(Reason.CHAIN_OF_ACT).update_or_create(sheet=sheet, key=key, defaults=kept)
    took_part(by, Participation.Verb.CHANGED, wall=team.wall_id)
    return sheet


@transaction.atomic
def agree_on_sheet(*, by: Person, sheet: Sheet) -> Sheet:
    """The team has agreed: this is its system's one answer, and it stays as it is."""
    must_be_on(by, sheet.team)
    held = Sheet.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update(of=("self",)).get(pk=sheet.pk)
    if held.agreed is not None:
        return held
    missing = _missing(held)
    if missing:
        raise Incomplete(_("Say of each where you stand, and how you know."), missing=missing)
    held.agreed, held.agreed_by = now(), by
    held.save(update_fields=["agreed", "agreed_by"])
    took_part(by, Participation.Verb.DECIDED, wall=held.wall_id)
    return held


@transaction.atomic
def share_with_hub(*, by: Person, team: Team) -> Sharing:
    """Let the hub read what the team has agreed on, then and now."""
    must_be_on(by, team)
    shared, new = Sharing.objects.get_or_create(team=team, defaults={"said_by": by, "said": now()})
    if new:
        took_part(by, Participation.Verb.CONSENTED, wall=team.wall_id)
    return shared


@transaction.atomic
def stop_sharing(*, by: Person, team: Team) -> None:
    """Take it back: from this moment the hub sees only that the team has answered."""
    must_be_on(by, team)
    gone, _rows = Sharing.objects.editable_by(by).filter(team=team).delete()
    if gone:
        took_part(by, Participation.Verb.CHANGED, wall=team.wall_id)


def _missing(sheet: Sheet) -> list[Sentence]:
    lines = {one.key: one for one in SheetLine.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(sheet=sheet)}
    items = Item.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(instrument=sheet.asking.instrument_id)
    wanting: list[Sentence] = []
    for item in items.select_related("instrument"):
        line = lines.get(item.key)
        if line is None or line.level is None:
            wanting.append(_("“%(what)s”: say where you stand.") % {"what": item.title})
        elif not line.evidence.strip():
            wanting.append(_("“%(what)s”: say how you know.") % {"what": item.title})
    return wanting
