"""What of a thing leads nowhere any more: a page in the web that is gone, the other end of a link that was removed.

A job finds it and writes it beside the thing (docs/decisions/0040). Shown to whoever may change the thing, who mends it or takes
it off the list; a page in the web that is still gone is found again, and a link only when it has changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import BooleanField, F, Func, Value
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
A_WEEK: Final = timedelta(days=6)
"""Found again sooner than that it was no second time: a week's round may be a day early, and a job may run twice."""
IS_TOLD: Final = f'$[*] ? (!(@.off == true) && (@.how != "{SILENT}" || @.times >= {TOLD_AFTER[SILENT]}))'
"""`DeadEnd.is_told`, as the database asks it of the whole list."""
MOST_KEPT: Final = 20


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """As it is kept. `to`: the address, or the id of the link; `since`: when it was first found so; `times`: in how many weeks in a row."""

    how: str
    to: str
    since: str
    times: int = 1
    word: str = ""
    """Of a link: its kind."""
    last: str = ""
    """When it was counted last."""
    off: bool = False
    """Of a link: somebody has seen to it. What is tied stays tied, so it stays off until that link changes."""

    @property
    def is_told(self) -> bool:
        return not self.off and self.times >= TOLD_AFTER.get(self.how, 1)

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
        return asdict(self)


def read(thing: Artifact) -> list[DeadEnd]:
    """Everything that is kept, told already or not."""
    return [DeadEnd(**one) for one in thing.dead_ends]


def told(thing: Artifact) -> list[DeadEnd]:
    """What its people are told, the newest last."""
    return [one for one in read(thing) if one.is_told]


def things_with(person: Asker) -> Readable[Artifact]:
    """What this person may change and of which there is something to tell."""
    some = Func(
        F("dead_ends"),
        Value(IS_TOLD),
        template="jsonb_path_exists(%(expressions)s::jsonpath)",
        output_field=BooleanField(),
    )
    return Artifact.objects.editable_by(person).exclude(dead_ends=[]).filter(some).order_by("-changed", "pk")


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
    for thing in rows.select_for_update(of=("self",)).order_by("pk").only("pk", "dead_ends"):
        before = read(thing)
        known = {one.to: one for one in before if one.is_address == web}
        fresh = [_again(one, known.get(one.to)) for one in found.get(thing.pk, ())]
        others = [one for one in before if one.is_address != web] + list((stay or {}).get(thing.pk, ()))
        after = [one.kept() for one in [*others, *fresh]][:MOST_KEPT]
        if after != thing.dead_ends:
            changed += Artifact.objects.unrestricted(Reason.HOUSEKEEPING).filter(pk=thing.pk).update(dead_ends=after)
    return changed


def _again(one: DeadEnd, before: DeadEnd | None) -> DeadEnd:
    """Known already: since then, and once more only where a week has gone by. What it says of itself otherwise begins anew."""
    if before is None or before.how != one.how:
        return one
    since_then = datetime.fromisoformat(one.since) - datetime.fromisoformat(before.last or before.since)
    if not one.is_address or since_then < A_WEEK:
        return before
    return replace(before, times=min(before.times + 1, 99), last=one.since)


def dead_end(how: str, to: str, word: str = "") -> DeadEnd:
    """Found now."""
    return DeadEnd(how, to, now().isoformat(timespec="seconds"), 1, word)


@transaction.atomic
def see_to_dead_end(*, by: Person, artifact: Artifact, to: str) -> DeadEnd | None:
    """Somebody has mended it, or it does not matter: off the list; what that was. A page that is still gone is found again a week later.

    No participation: nothing of the thing itself is otherwise than before.
    """
    held = Artifact.objects.editable_by(by).select_for_update(of=("self",)).filter(pk=artifact.pk).first()
    if held is None:
        raise NotAllowed(_("Only those who may change it see to where it leads."))
    before = read(held)
    after = [replace(one, off=True) if one.to == to else one for one in before if one.to != to or not one.is_address]
    Artifact.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=held.pk).update(
        dead_ends=[one.kept() for one in after]
    )
    return next((one for one in before if one.to == to), None)
