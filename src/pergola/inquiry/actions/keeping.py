"""Keeping a version, with what changed and why: of a problem, of a driver diagram, of a theory of action."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Artifact, Participation
from pergola.commons.models.participation import took_part
from pergola.inquiry.making import fresh
from pergola.inquiry.models import Aim, Part, Problem, Version
from pergola.inquiry.models.part import VersionQuerySet
from pergola.inquiry.parts import kept, nodes_of
from pergola.inquiry.rules import must_change
from pergola.kernel.clock import now
from pergola.kernel.errors import Refusal
from pergola.people.models import Person
from pergola.walls.reasons import Reason

PROBLEM_WORDS = ("title", "affected", "scope", "evidence", "baseline", "body")
PARTS_OF = {
    Version.Of.PROBLEM: Part.Of.CAUSES,
    Version.Of.DRIVERS: Part.Of.DRIVERS,
    Version.Of.THEORY: Part.Of.THEORY,
}


@transaction.atomic
def keep_version(*, by: Person, thing: Problem | Aim, of: str, why: str) -> Version:
    """Keep what stands now as a version. Where nothing is otherwise than in the last one, there is nothing to keep."""
    must_change(by, thing)
    current = fresh(thing)
    last = _versions(thing, of).first()
    told = _told(current, of)
    if last is not None and last.told == told:
        raise Refusal(_("Nothing is otherwise than in version %(n)d.") % {"n": last.number})
    if not told["parts"] and of != Version.Of.PROBLEM:
        raise Refusal(_("There is nothing to keep yet."))
    made = _write(by, thing, of, told, why)
    took_part(by, Participation.Verb.CHANGED, artifact=thing)
    return made


@transaction.atomic
def keep_first(*, by: Person, thing: Problem | Aim, of: str) -> None:
    """As it stands before it is changed for the first time: by whoever made it."""
    must_change(by, thing)
    if not _versions(thing, of).exists():
        current = fresh(thing)
        _write(current.made_by, current, of, _told(current, of), "", current.made)


def _versions(thing: Artifact, of: str) -> VersionQuerySet:
    return Version.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(artifact=thing.pk, of=of)


def _told(thing: Problem | Aim, of: str) -> dict[str, object]:
    rows = Part.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(
        artifact=thing.pk, of=PARTS_OF[Version.Of(of)], removed=None
    )
    words = {name: getattr(thing, name) for name in PROBLEM_WORDS} if of == Version.Of.PROBLEM else {}
    words |= {"read_from": str(thing.read_from_id or "")} if isinstance(thing, Problem) else {}
    return {"words": words, "parts": kept(nodes_of(rows.select_related("idea")))}


def _write(
    by: Person, thing: Artifact, of: str, told: dict[str, object], why: str, at: datetime | None = None
) -> Version:
    last = _versions(thing, of).first()
    number = last.number + 1 if last else 1
    return Version.objects.create(
        artifact_id=thing.pk, of=of, number=number, why=why.strip()[:300], by=by, at=at or now(), told=told
    )
