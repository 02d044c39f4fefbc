"""What of a thing leads nowhere any more: a page in the web that is gone, the other end of a link that was removed.

A job finds it and writes it beside the thing (docs/decisions/0040). Shown to whoever may change the thing, who mends it or takes
it off the list; what is still so is found again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from pergola.commons.models import Artifact, Link, Readable
from pergola.kernel.clock import now
from pergola.kernel.errors import NotAllowed
from pergola.people.models import Asker, Person
from pergola.walls.reasons import Reason

GONE: Final = "gone"
"""It said itself that it is gone."""
SILENT: Final = "silent"
"""It does not answer, or no such site is known. Told when it was so twice, a week apart."""
END: Final = "end"
START: Final = "start"
"""What it points at was removed; what points at it was."""
TOLD_AFTER: Final = {SILENT: 2}
MOST_KEPT: Final = 20


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """As it is kept. `to`: the address, or the id of the link; `since`: when it was first found so; `times`: how often in a row."""

    how: str
    to: str
    since: str
    times: int = 1
    word: str = ""
    """Of a link: its kind."""

    @property
    def is_told(self) -> bool:
        return self.times >= TOLD_AFTER.get(self.how, 1)

    @property
    def on(self) -> date:
        return localdate(datetime.fromisoformat(self.since))

    @property
    def sentence(self) -> str:
        if self.how in (END, START):
            form = _("What it %(links)s was removed.") if self.how == END else _("What %(links)s it was removed.")
            return form % {"links": Link.Kind(self.word).label}
        if self.how == GONE:
            return _("The page is not there any more.")
        return _("The site did not answer, twice in a row.")

    @property
    def is_address(self) -> bool:
        return self.how in (GONE, SILENT)

    def kept(self) -> dict[str, Any]:
        return {"how": self.how, "to": self.to, "since": self.since, "times": self.times, "word": self.word}


def read(thing: Artifact) -> list[DeadEnd]:
    """Everything that is kept, told already or not."""
    return [DeadEnd(**one) for one in thing.dead_ends]


def told(thing: Artifact) -> list[DeadEnd]:
    """What its people are told, the newest last."""
    return [one for one in read(thing) if one.is_told]


def things_with(person: Asker) -> Readable[Artifact]:
    """What this person may change and that leads nowhere somewhere."""
    return Artifact.objects.editable_by(person).exclude(dead_ends=[]).order_by("-changed", "pk")


@transaction.atomic
def note(
    things: Iterable[UUID],
    found: Mapping[UUID, Sequence[DeadEnd]],
    *,
    web: bool,
    stay: Mapping[UUID, Sequence[DeadEnd]] | None = None,
) -> int:
    """Write down what was found of these things, and forget what is well again. How many rows changed.

    `web`: what was looked at was addresses; of links nothing is known then, and what is kept of them stays; and the reverse.
    `stay`: what was not looked at this time and is kept as it is.
    """
    rows = Artifact.objects.unrestricted(Reason.HOUSEKEEPING).filter(pk__in=list(things), removed=None)
    changed = 0
    for thing in rows.select_for_update(of=("self",)).only("pk", "dead_ends"):
        before = read(thing)
        known = {one.to: one for one in before if one.is_address == web}
        fresh = [_again(one, known.get(one.to)) for one in found.get(thing.pk, ())]
        others = [one for one in before if one.is_address != web] + list((stay or {}).get(thing.pk, ()))
        after = [one.kept() for one in [*others, *fresh]][:MOST_KEPT]
        if after != thing.dead_ends:
            changed += Artifact.objects.unrestricted(Reason.HOUSEKEEPING).filter(pk=thing.pk).update(dead_ends=after)
    return changed


def _again(one: DeadEnd, before: DeadEnd | None) -> DeadEnd:
    if before is None:
        return one
    return DeadEnd(one.how, one.to, before.since, min(before.times + 1, 99) if one.is_address else 1, one.word)


def dead_end(how: str, to: str, word: str = "") -> DeadEnd:
    """Found now."""
    return DeadEnd(how, to, now().isoformat(timespec="seconds"), 1, word)


@transaction.atomic
def see_to_dead_end(*, by: Person, artifact: Artifact, to: str) -> None:
    """Somebody has mended it, or it does not matter: off the list. What is still so is found again, a week later.

    No participation: nothing of the thing itself is otherwise than before.
    """
    held = Artifact.objects.editable_by(by).select_for_update(of=("self",)).filter(pk=artifact.pk).first()
    if held is None:
        raise NotAllowed(_("Only those who may change it see to where it leads."))
    after = [one.kept() for one in read(held) if one.to != to]
    Artifact.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=held.pk).update(dead_ends=after)
