"""A theory of action: if we …, then …, so that …; and what is known of each clause."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Artifact, Participation
from pergola.commons.models.artifact import hold
from pergola.commons.models.participation import took_part
from pergola.inquiry.actions.keeping import keep_version
from pergola.inquiry.actions.tying import SECOND_THOUGHTS
from pergola.inquiry.making import fresh
from pergola.inquiry.models import Aim, Ground, Part, Problem, Version
from pergola.inquiry.models.part import LONGEST_WORDS
from pergola.inquiry.rules import must_change, must_see
from pergola.kernel.clock import now
from pergola.kernel.errors import Locked, Refusal, Stale
from pergola.people.models import Person
from pergola.walls.reasons import Reason

CLAUSES: Final = tuple(Part.Clause)
MOST_CLAUSES: Final = 12
type Lines = Mapping[str, Sequence[str]]
"""Of each clause, what it says: one line or several."""


@transaction.atomic
def write_theory(*, by: Person, aim: Aim, lines: Lines, why: str, version: int) -> Version | None:
    """Another version of the theory; the one before stays to be read. `version` is the one the writer had before them (0: none).

    A clause that is only said otherwise keeps what is known of it. Raises Stale where somebody wrote another meanwhile.
    """
    must_change(by, aim)
    fresh(aim)
    rows = _rows(aim)
    last = Version.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(artifact=aim.pk, of=Version.Of.THEORY).first()
    wanted = {clause: _said(lines.get(clause, ()), clause) for clause in CLAUSES}
    if {clause: [one.words for one in rows if one.clause == clause] for clause in CLAUSES} == wanted:
        return last
    if (last.number if last else 0) != version:
        raise Stale(
            _("Somebody wrote another version meanwhile. Both are here; keep what you want of them."),
            theirs="\n".join(f"{one.get_clause_display()}: {one.words}" for one in rows),
            mine="\n".join(text for clause in CLAUSES for text in wanted[clause]),
        )
    if missing := next((clause for clause in CLAUSES if not wanted[clause]), None):
        raise Refusal(
            _("A theory has all three: if we do this, then that happens, so that something is otherwise."),
            field=missing,
        )
    for clause in CLAUSES:
        _write_clause(by, aim, clause, [one for one in rows if one.clause == clause], wanted[clause])
    aim.changed = now()
    aim.save(update_fields=["changed", "words"])
    return keep_version(by=by, thing=aim, of=Version.Of.THEORY, why=why)


@transaction.atomic
def say_ground(
    *, by: Person, thing: Problem | Aim, source: Artifact, says: str, note: str = "", part: Part | None = None
) -> Ground:
    """Say what is known of a problem or of a clause: something that can be opened, and how it speaks. Saying it again brings it up to date."""
    must_see(by, source)
    must_change(by, thing)
    hold([thing, source])
    if source.pk == thing.pk:
        raise Refusal(_("A thing cannot be evidence for itself."), field="source")
    if source.wall_id != thing.wall_id:
        raise Refusal(
            _("That is kept in another place than this. Write of it in words, or share it there first."), field="source"
        )
    if says not in Ground.Says.values:
        raise Refusal(_("Say how it speaks: for it, against it, or not yet."), field="says")
    if part is not None and (part.artifact_id != thing.pk or part.removed is not None):
        raise Locked(_("This clause was taken out a moment ago."))
    grounds = Ground.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(artifact=thing.pk, part=part, source=source.pk)
    if (before := grounds.first()) is not None:
        if before.says != says:
            _must_let_go(before)
        before.says, before.note = says, note.strip()[:300]
        before.save(update_fields=["says", "note"])
        return before
    made = Ground.objects.create(
        artifact_id=thing.pk, part=part, source_id=source.pk, says=says, note=note.strip()[:300], made_by=by, made=now()
    )
    took_part(by, Participation.Verb.LINKED, artifact=thing)
    return made


@transaction.atomic
def take_ground_away(*, by: Person, ground: Ground) -> None:
    """It was tied by mistake. What speaks against something stays, after the day of second thoughts."""
    thing = Artifact.objects.unrestricted(Reason.CHAIN_OF_ACT).get(pk=ground.artifact_id)
    must_change(by, thing)
    _must_let_go(ground)
    gone, _rows = Ground.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=ground.pk).delete()
    if gone:
        took_part(by, Participation.Verb.REMOVED, artifact=thing)


def _must_let_go(ground: Ground) -> None:
    if ground.says == Ground.Says.CONTRADICTS and now() - ground.made > SECOND_THOUGHTS:
        raise Locked(_("What speaks against it stays, whatever happens next. Write beneath it what you know now."))


def _rows(aim: Aim) -> list[Part]:
    rows = Part.objects.unrestricted(Reason.CHAIN_OF_ACT)
    return list(rows.filter(artifact=aim.pk, of=Part.Of.THEORY, removed=None))


def _said(lines: Sequence[str], clause: str) -> list[str]:
    texts = [" ".join(line.split()) for line in lines if line.strip()]
    if len(texts) > MOST_CLAUSES:
        raise Refusal(
            _("That is more than twelve. A theory that somebody can say has one or two of each."), field=clause
        )
    long = next((text for text in texts if len(text) > LONGEST_WORDS), None)
    if long is not None:
        words = {"start": long[:40], "most": LONGEST_WORDS}
        raise Refusal(_("“%(start)s…” is longer than %(most)d characters. Make two lines of it.") % words, field=clause)
    return texts


def _write_clause(by: Person, aim: Aim, clause: str, rows: list[Part], texts: list[str]) -> None:
    """Lines that are as they were keep their row; the others take the rows that are left, in order; what is left over goes."""
    left = list(rows)
    held: dict[int, Part] = {}
    for place, text in enumerate(texts):
        same = next((one for one in left if one.words == text), None)
        if same is not None:
            held[place] = same
            left.remove(same)
    for place, text in enumerate(texts):
        one = held.get(place) or (
            left.pop(0) if left else Part(artifact=aim, of=Part.Of.THEORY, clause=clause, made_by=by)
        )
        if one.words != text or one.pk is None:
            one.revision = one.revision + 1 if one.pk else 1
            one.words, one.changed_by, one.changed = text, by, now()
        one.position = place
        one.save()
    for one in left:
        one.removed, one.removed_by = now(), by
        one.save()
