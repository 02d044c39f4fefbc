"""How an agreement stands: read from its newest wording, what was said to it, and the day it is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone

from pergola.kernel.clock import today
from pergola.people.models import Asker
from pergola.routines.models import Agreement, Voice, Wording


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
    """An agreement as it stands today."""

    agreement: Agreement
    wording: Wording
    state: State
    since: date | None
    """From which day it stands, or stood."""
    consents: list[Voice] = field(default_factory=list)
    objections: list[Voice] = field(default_factory=list)
    """Those of the newest wording that are not met."""
    met: list[Voice] = field(default_factory=list)
    earlier: list[Wording] = field(default_factory=list)

    @property
    def is_asked(self) -> bool:
        """Is there still an answer to be found?"""
        return self.state in (State.OPEN, State.OBJECTED)

    @property
    def takes_voices(self) -> bool:
        """Until the last day one can object, or consent."""
        return self.is_asked and self.wording.until >= today()

    def voice_of(self, person: UUID | None) -> Voice | None:
        return next((one for one in (*self.consents, *self.objections) if one.by_id == person), None)


def standing_of(agreement: Agreement) -> Standing:
    """No query where the wordings and their voices were fetched along (`told`)."""
    newest, *earlier = sorted(agreement.wordings.all(), key=lambda one: -one.number)
    voices = list(newest.voices.all())
    objections = [one for one in voices if one.says == Voice.Says.OBJECT and one.met is None]
    met = [one for one in voices if one.met is not None]
    stands_from = _stands_from(newest, met)
    return Standing(
        agreement, newest, _state(agreement, newest, objections, stands_from), stands_from if not objections else None,
        [one for one in voices if one.says == Voice.Says.CONSENT], objections, met, earlier,
    )  # fmt: skip


def _stands_from(wording: Wording, met: Iterable[Voice]) -> date:
    """The day after the last on which one could object; or, where the last objection was met later, that day."""
    days = [timezone.localtime(one.met).date() for one in met if one.met is not None]
    return max([wording.until + timedelta(days=1), *days])


def _state(agreement: Agreement, wording: Wording, objections: list[Voice], stands_from: date) -> State:
    ended = agreement.ended
    if ended is not None:
        stood = not objections and timezone.localtime(ended).date() >= stands_from
        return State.ENDED if stood else State.TAKEN_BACK
    if objections:
        return State.OBJECTED
    return State.STANDS if wording.until < today() else State.OPEN


def told(person: Asker) -> "list[Prefetch[str]]":
    """What is fetched along with agreements, so that each tells how it stands. Two queries."""
    voices = Prefetch("voices", Voice.objects.visible_to(person).select_related("by"))
    return [Prefetch("wordings", Wording.objects.visible_to(person).select_related("by").prefetch_related(voices))]


def agreements_about(person: Asker, **where: Any) -> list[Standing]:
    """The agreements of which this is so, newest first, each as it stands today. Three queries."""
    found = Agreement.objects.visible_to(person).filter(**where).select_related("by", "ended_by")
    return [standing_of(one) for one in found.prefetch_related(*told(person))]
