"""How an agreement stands: read from its newest wording, what was said to it, and the day it is."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from pergola.kernel.clock import now
from pergola.kernel.templatetags.pergola import dated
from pergola.people.models import Asker
from pergola.routines.models import Agreement, Voice, Wording
from pergola.systems.clock import day_at, zone_behind


class State(StrEnum):
    OPEN = "open"
    """One can still object, and nobody has."""
    OBJECTED = "objected"
    """An objection stands: it does not come to stand by itself."""
    STANDS = "stands"
    ENDED = "ended"
    """It stood, and was ended."""
    TAKEN_BACK = "back"
    """It never came to stand."""


@dataclass(frozen=True)
class Standing:
    """An agreement as it stands on this day, by the clock of the school system."""

    today: date
    agreement: Agreement
    wording: Wording
    state: State
    since: date | None
    """From which day it stands, or stood."""
    consents: list[Voice] = field(default_factory=list)
    objections: list[Voice] = field(default_factory=list)
    """Those of the newest wording that are not met."""
    met: list[Voice] = field(default_factory=list)
    """Objections that were answered."""
    earlier: list[Wording] = field(default_factory=list)

    @property
    def is_asked(self) -> bool:
        """Is there still an answer to be found?"""
        return self.state in (State.OPEN, State.OBJECTED)

    @property
    def takes_voices(self) -> bool:
        """Until the last day one can object, or consent."""
        return self.is_asked and self.wording.until >= self.today

    def voice_of(self, person: UUID | None) -> Voice | None:
        return next((one for one in (*self.consents, *self.objections) if one.by_id == person), None)


def standing_of(agreement: Agreement, zone: ZoneInfo | None = None) -> Standing:
    """No query where the wordings and their voices were fetched along (`told`), and the clock of the wall is given."""
    zone = zone or zone_behind(agreement.wall_id)
    newest, *earlier = sorted(agreement.wordings.all(), key=lambda one: -one.number)
    voices = list(newest.voices.all())
    objected = [one for one in voices if one.says == Voice.Says.OBJECT]
    objections = [one for one in objected if one.met is None]
    met = [one for one in objected if one.met is not None]
    stands_from = max([newest.until + timedelta(days=1), *(day_at(one.met, zone) for one in met if one.met)])
    today = day_at(now(), zone)
    ended = day_at(agreement.ended, zone) if agreement.ended else None
    return Standing(
        today, agreement, newest, _state(today, ended, newest, stands_from, objected=bool(objections)),
        stands_from if not objections else None,
        [one for one in voices if one.says == Voice.Says.CONSENT and one.met is None], objections, met, earlier,
    )  # fmt: skip


def _state(today: date, ended: date | None, wording: Wording, stands_from: date, *, objected: bool) -> State:
    """It stands from the day after the last on which one could object; or, where the last objection was met later, that day."""
    if ended is not None:
        return State.TAKEN_BACK if objected or ended < stands_from else State.ENDED
    if objected:
        return State.OBJECTED
    return State.STANDS if wording.until < today else State.OPEN


def over_in_words(agreement: Agreement) -> str:
    """Of one that is over: who ended it, when and why."""
    if agreement.ended is None:
        return ""
    told = {"who": agreement.ended_by, "day": dated(agreement.ended), "why": agreement.because}
    return _("%(who)s ended this on %(day)s: “%(why)s”") % told


def told(person: Asker) -> "list[Prefetch[str]]":
    """What is fetched along with agreements, so that each tells how it stands. Two queries."""
    voices = Prefetch("voices", Voice.objects.visible_to(person).select_related("by"))
    return [Prefetch("wordings", Wording.objects.visible_to(person).select_related("by").prefetch_related(voices))]


def agreements_about(person: Asker, **where: Any) -> list[Standing]:
    """The agreements of which this is so, newest first, each as it stands today. Four queries behind one wall."""
    found = Agreement.objects.visible_to(person).filter(**where).select_related("by", "ended_by")
    there = list(found.prefetch_related(*told(person)))
    zones = {wall: zone_behind(wall) for wall in {one.wall_id for one in there}}
    return [standing_of(one, zones[one.wall_id]) for one in there]
