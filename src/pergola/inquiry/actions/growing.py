"""Growing a picture part by part: adding, wording anew, moving, taking out and bringing back. One act after another:
whoever acts holds what it all grows from, so that of two people at one moment the second sees what the first did.
"""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from pergola.commons.models import Artifact, Participation
from pergola.commons.models.participation import took_part
from pergola.inquiry.actions.purpose import edit_idea, propose_idea
from pergola.inquiry.making import fresh, said, stale
from pergola.inquiry.models import Aim, ChangeIdea, Part, Problem
from pergola.inquiry.models.part import LONGEST_WORDS, PartQuerySet
from pergola.inquiry.parts import LEVELS, MOST, Node, among, find, nodes_of, places_for
from pergola.inquiry.rules import must_change, must_see
from pergola.kernel.clock import now
from pergola.kernel.errors import Locked, Refusal
from pergola.people.models import Person
from pergola.walls.reasons import Reason

Of = Part.Of
type Thing = Problem | Aim


@transaction.atomic
def add_part(
    *, by: Person, thing: Thing, of: str, words: str, beneath: Part | None = None, after: Part | None = None
) -> Part:
    """A cause or a driver more: last beneath another, or right after one and beside it."""
    _hold(by, thing)
    parent = _parent(thing, of, beneath, after)
    level = _level(thing, of, parent)
    if level > LEVELS[Of(of)]:
        raise Refusal(_too_deep(of), field="words")
    return _put(by, thing, Part(of=of, parent=parent, words=_fitting(words)), after)


@transaction.atomic
def hang_idea(
    *,
    by: Person,
    aim: Aim,
    words: str = "",
    idea: ChangeIdea | None = None,
    beneath: Part | None = None,
    after: Part | None = None,
) -> Part:
    """Hang a change idea on a driver, or on the aim itself while none is named: one that is there, or a new one, which is
    proposed for the aim by it. One that hangs on the aim itself goes from there.
    """
    _hold(by, aim)
    parent = _parent(aim, Of.DRIVERS, beneath, after)
    asked = idea
    if idea is None:
        title = said(words, field="words")
        if len(title) > 200:
            raise Refusal(
                _("Say it in 200 characters at most; how it goes stands on the idea’s own page."), field="words"
            )
        idea = propose_idea(by=by, aim=aim, title=title)
    else:
        must_see(by, idea)
    part = _rows(aim, Of.DRIVERS).filter(idea=idea).first() or Part(of=Of.DRIVERS, idea=idea)
    if asked and part.pk and _hangs(aim, part, parent):
        raise Refusal(_("“%(idea)s” hangs on this diagram already. Move it there.") % {"idea": idea}, field="idea")
    part.parent = parent
    return _put(by, aim, part, after)


@transaction.atomic
def reword_part(*, by: Person, part: Part, words: str, revision: int) -> Part:
    """Say it otherwise. A change idea gets its new words on its own page, too: it has one name. Raises Stale."""
    thing = _thing(part)
    _hold(by, thing)
    current = _standing(part)
    text = _fitting(words)
    if str(current) == text:
        return current
    if current.idea is not None:
        if current.idea.revision != revision:
            raise stale("words", theirs=current.idea.title, mine=text)
        current.idea = edit_idea(by=by, idea=current.idea, revision=revision, title=text)
        return current
    if current.revision != revision:
        raise stale("words", theirs=current.words, mine=text)
    current.words, current.revision = text, current.revision + 1
    _keep(by, thing, current)
    return current


@transaction.atomic
def move_part(*, by: Person, part: Part, way: str, beneath: Part | None = None) -> Part:
    """Up or down among those beside it; or beneath another, with all that hangs on it (nothing: beneath the thing itself)."""
    thing = _thing(part)
    _hold(by, thing)
    current = _standing(part)
    rows = list(_rows(thing, current.of).select_related("idea"))
    if way not in ("up", "down", "beneath"):
        raise Refusal(_("Say where to: up, down, or beneath another."))
    nodes = nodes_of(rows)
    node = find(nodes, current.pk)
    if node is None:
        raise Locked(_("What this hangs on was taken out a moment ago."))
    if way == "beneath":
        _must_fit(nodes, node, current, beneath)
        current.parent = None if beneath is None else _standing(beneath)
        _must_have_room(thing, current)
        _keep(by, thing, current)
        _order([*(one for one in rows if one.parent_id == current.parent_id and one.pk != current.pk), current])
        return current
    keys = [one.key for one in among(nodes, node)]
    place = keys.index(current.pk)
    other = place + (-1 if way == "up" else 1)
    if not 0 <= other < len(keys):
        return current
    keys[place], keys[other] = keys[other], keys[place]
    _keep(by, thing, current)
    _order(sorted((one for one in rows if one.pk in keys), key=lambda one: keys.index(one.pk)))
    return current


@transaction.atomic
def take_out_part(*, by: Person, part: Part) -> None:
    """Out of the picture, with all that hangs on it; it can be brought back. A change idea stays an idea."""
    thing = _thing(part)
    _hold(by, thing)
    current = _standing(part)
    current.removed, current.removed_by = now(), by
    _keep(by, thing, current)


@transaction.atomic
def bring_back_part(*, by: Person, part: Part) -> Part:
    """Back to where it was, or, where that is gone or full by now, as near as can be."""
    thing = _thing(part)
    _hold(by, thing)
    current = Part.objects.unrestricted(Reason.CHAIN_OF_ACT).get(pk=part.pk)
    if current.removed is None:
        return current
    if current.idea_id and _rows(thing, current.of).filter(idea=current.idea_id).exists():
        raise Refusal(_("This idea hangs on the diagram again already."))
    if current.parent_id and not _stands(thing, current):
        raise Refusal(_("What it hung on was taken out, too. Bring that back first."))
    current.removed = current.removed_by = None
    _keep(by, thing, current)
    return current


def _hold(by: Person, thing: Thing) -> None:
    """May they, and now nobody else at the same moment."""
    must_change(by, thing)
    fresh(thing)


def _thing(part: Part) -> Thing:
    model: type[Aim] | type[Problem] = Problem if part.of == Of.CAUSES else Aim
    return model.objects.unrestricted(Reason.CHAIN_OF_ACT).get(pk=part.artifact_id)


def _rows(thing: Artifact, of: str) -> PartQuerySet:
    return Part.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(artifact=thing.pk, of=of, removed=None)


def _standing(part: Part) -> Part:
    """The row as it stands now; refused where somebody took it out meanwhile."""
    current = Part.objects.unrestricted(Reason.CHAIN_OF_ACT).select_related("idea", "parent").get(pk=part.pk)
    if current.removed is not None:
        raise Locked(
            _("“%(words)s” was taken out a moment ago. It stands beneath the outline, to be brought back.")
            % {"words": current}
        )
    return current


def _stands(thing: Thing, part: Part) -> bool:
    """Is what it hangs on there, and what that hangs on?"""
    return find(nodes_of(_rows(thing, part.of)), part.parent_id) is not None


def _hangs(aim: Aim, part: Part, parent: Part | None) -> bool:
    """On a driver that is there, or where it should go. What hangs on a driver that was taken out hangs on nothing."""
    if part.parent_id is None:
        return parent is None
    return _stands(aim, part)


def _parent(thing: Thing, of: str, beneath: Part | None, after: Part | None) -> Part | None:
    """What the new one hangs on, in this picture of this thing."""
    parent = _standing(after).parent if after is not None else beneath and _standing(beneath)
    for one in filter(None, (parent, after)):
        if one.artifact_id != thing.pk or one.of != of:
            raise Refusal(_("That belongs to another picture."))
    if parent is not None and parent.idea_id is not None:
        raise Refusal(_("Nothing hangs on a change idea. Put it beside the idea, or on another driver."), field="words")
    return parent


def _level(thing: Thing, of: str, parent: Part | None) -> int:
    if parent is None:
        return 1
    node = find(nodes_of(_rows(thing, of)), parent.pk)
    if node is None:
        raise Locked(_("What this hangs on was taken out a moment ago. Your words are still in their box."))
    return node.level + 1


def _must_fit(nodes: list[Node], node: Node, part: Part, beneath: Part | None) -> None:
    if beneath is None:
        return
    target = find(nodes, beneath.pk)
    if target is None or beneath.artifact_id != part.artifact_id or beneath.of != part.of:
        raise Refusal(_("It cannot go there: that is not in this picture."), field="beneath")
    if target is node.parent:
        return
    if target not in places_for(nodes, node, LEVELS[Of(part.of)]):
        raise Refusal(_("It cannot go there: %(why)s") % {"why": _too_deep(part.of)}, field="beneath")


def _too_deep(of: str) -> str:
    if of == Of.CAUSES:
        return _("a category, a cause, and five times why: deeper than that nobody looks.")
    return _("a driver diagram has primary and secondary drivers. What is finer than that is a change idea.")


def _fitting(words: str) -> str:
    text = " ".join(said(words, field="words").split())
    if len(text) > LONGEST_WORDS:
        raise Refusal(
            _("This has %(n)d characters. Say it in %(most)d, or make two of it.")
            % {"n": len(text), "most": LONGEST_WORDS},
            field="words",
        )
    return text


def _put(by: Person, thing: Thing, part: Part, after: Part | None) -> Part:
    """The row in its place among those beside it."""
    new = part.pk is None
    _must_have_room(thing, part)
    beside = list(_rows(thing, part.of).filter(parent=part.parent).exclude(pk=part.pk))
    place = next((n + 1 for n, one in enumerate(beside) if after is not None and one.pk == after.pk), len(beside))
    part.changed, part.changed_by, part.position = now(), by, place
    if new:
        part.artifact, part.made_by, part.made = thing, by, part.changed
    part.save(force_insert=new)
    _order([*beside[:place], part, *beside[place:]])
    _stirred(by, thing)
    return part


def _must_have_room(thing: Thing, part: Part) -> None:
    """Ideas that hang on no driver yet are not counted: each is proposed somewhere else, and none may be missing here."""
    loose = Q(idea__isnull=False, parent=None)
    if part.idea_id and part.parent is None:
        return
    if _rows(thing, part.of).exclude(loose).exclude(pk=part.pk).count() >= MOST:
        raise Refusal(
            _("There are 200 parts already, more than anybody reads. Take out what you no longer need."), field="words"
        )


def _order(parts: Sequence[Part]) -> None:
    """Numbers them as they stand in this list."""
    moved = [one for place, one in enumerate(parts) if one.position != place]
    for place, one in enumerate(parts):
        one.position = place
    Part.objects.unrestricted(Reason.CHAIN_OF_ACT).bulk_update(moved, ["position"])


def _keep(by: Person, thing: Thing, part: Part) -> None:
    part.changed, part.changed_by = now(), by
    part.save()
    _stirred(by, thing)


def _stirred(by: Person, thing: Thing) -> None:
    """It moves up in the feeds, and is found by its new words. Its own words are as they were, so its revision stays."""
    thing.changed = now()
    thing.save(update_fields=["changed", "words"])
    took_part(by, Participation.Verb.CHANGED, artifact=thing)
