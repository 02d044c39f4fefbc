"""What every act of making and changing has in common."""

from collections.abc import Mapping
from typing import Any, cast

from django.utils.translation import gettext as _

from pergola.commons.models import Artifact, Link, Participation
from pergola.commons.models.artifact import bump
from pergola.commons.models.participation import took_part
from pergola.inquiry.homes import Home, placed
from pergola.inquiry.rules import must_change
from pergola.kernel.clock import now
from pergola.kernel.errors import Refusal, Stale
from pergola.people.models import Person
from pergola.walls.reasons import Reason


def make[M: Artifact](model: type[M], *, by: Person, home: Home, title: str, **fields: Any) -> M:
    """A new artifact at home there. Whether `by` may was asked before."""
    title = said(title, field="title")
    thing = model(title=title, made_by=by, made=now(), changed=now(), **placed(home), **fields)
    thing.save(force_insert=True)
    took_part(by, Participation.Verb.MADE, artifact=thing)
    return thing


def said(text: str, *, field: str) -> str:
    """The text without blank edges. Raises Refusal where there is none."""
    text = text.strip()
    if not text:
        raise Refusal(_("Write a few words here."), field=field)
    return text


def link(*, by: Person, source: Artifact, kind: Link.Kind, target: Artifact, note: str = "", told: str = "") -> Link:
    """Tie the two, once; tying again brings the note up to date. `told` is what the target said at that moment."""
    tie, made = Link.objects.get_or_create(
        source_id=source.pk,
        target_id=target.pk,
        kind=kind,
        defaults={"made_by": by, "note": note, "told": told, "made": now()},
    )
    if not made and note and tie.note != note:
        tie.note = note
        tie.save(update_fields=["note"])
    return tie


def fresh[M: Artifact](thing: M) -> M:
    """The row as it stands now, held until the act is over, so that two people's acts come one after the other."""
    rows = type(thing).objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update()
    return cast("M", rows.get(pk=thing.pk))


def stir(thing: Artifact) -> None:
    """Something happened to it: it moves up in the feeds. Its words are as they were, so its revision stays."""
    thing.changed = now()
    Artifact.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=thing.pk).update(changed=thing.changed)


def rewrite[M: Artifact](thing: M, *, by: Person, revision: int, words: Mapping[str, Any]) -> M:
    """Change these fields of it, unless somebody changed them meanwhile.

    `revision` is the one the words were written over. Raises NotAllowed, Refusal for an empty title, and Stale where
    what stands there now is neither what was sent nor the same revision. Nothing is written then.
    """
    must_change(by, thing)
    if "title" in words:
        words = {**words, "title": said(words["title"], field="title")}
    current = fresh(thing)
    changed = [field for field, value in words.items() if getattr(current, field) != value]
    if not changed:
        return current
    if current.revision != revision:
        raise stale(changed[0], theirs=getattr(current, changed[0]), mine=words[changed[0]])
    for field in changed:
        setattr(current, field, words[field])
    current.save()
    bump(current)
    took_part(by, Participation.Verb.CHANGED, artifact=current)
    return current


def stale(field: str, *, theirs: Any, mine: Any) -> Stale:
    """Both texts: what stands there now, and what was sent."""
    sentence = _("Somebody changed this while you were writing. Nothing is lost: theirs and yours are both here.")
    return Stale(sentence, theirs=str(theirs or ""), mine=str(mine or ""), field=field)
