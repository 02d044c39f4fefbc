"""Claims, and the evidence tied to them: what supports, what replicates, and what contradicts."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.kinds import kind as kind_of
from pergola.commons.models import Artifact, Link, Participation
from pergola.commons.models.artifact import hold
from pergola.commons.models.participation import took_part
from pergola.inquiry.homes import Home
from pergola.inquiry.making import link, make, rewrite, said, stir
from pergola.inquiry.models import Claim, Cycle
from pergola.inquiry.rules import may_change, must_see, must_tie, must_work_in
from pergola.kernel.clock import now
from pergola.kernel.errors import Locked, NotAllowed, Refusal
from pergola.people.hubs import leads
from pergola.people.models import Person
from pergola.spaces.audiences import for_wall
from pergola.spaces.models import Network
from pergola.talk.actions import News, forget_event, tell
from pergola.talk.models import Notice
from pergola.talk.recipients import taking_part
from pergola.walls.reasons import Reason

Kind = Link.Kind
SENSE = {
    **{kind: {("cycle", "claim")} for kind in Link.EVIDENCE},
    Kind.ADAPTS: {("cycle", "lesson"), ("cycle", "cycle"), ("cycle", "idea"), ("idea", "idea"), ("idea", "lesson")},
}
"""Which kind of thing may say what of which. All other links are made by the acts they belong to."""
SECOND_THOUGHTS: Final = timedelta(days=1)
"""For so long a contradiction tied by mistake can be untied."""
STUDIED = (Cycle.Step.ACT, Cycle.Step.DONE)


@transaction.atomic
def make_claim(
    *,
    by: Person,
    home: Home | Network,
    title: str,
    body: str = "",
    of_effect: bool = True,
    holds_for: str = "",
    not_shown: str = "",
) -> Claim:
    """Say that something is so: for one's team or community, or, as the hub, for the network."""
    words = {
        "body": body,
        "of_effect": of_effect,
        "holds_for": holds_for.strip(),
        "not_shown": not_shown.strip(),
    }
    if not isinstance(home, Network):
        must_work_in(by, home)
        return make(Claim, by=by, home=home, title=title, **words)
    if not leads(by, home.wall_id):
        raise NotAllowed(_("Only the hub makes claims in the name of the network. Make it in your team’s."))
    claim = Claim.objects.create(
        title=said(title, field="title"),
        made_by=by,
        made=now(),
        changed=now(),
        wall_id=home.wall_id,
        audience=for_wall(home.wall_id),
        **words,
    )
    took_part(by, Participation.Verb.MADE, artifact=claim)
    return claim


@transaction.atomic
def edit_claim(*, by: Person, claim: Claim, revision: int, **words: Any) -> Claim:
    """Change the claim's words. Raises Stale where somebody else did meanwhile."""
    return rewrite(claim, by=by, revision=revision, words=words)


@transaction.atomic
def tie(*, by: Person, source: Artifact, target: Artifact, kind: str, note: str = "") -> Link:
    """Say what this evidence does to that claim, or what it adapts. One of supports, contradicts, replicates at a time.

    Who sees either end is not changed by it: a tie is seen by those who see both. Both ends are held, so that of two ties
    at one moment the second knows of the first, and neither end is removed meanwhile.
    """
    must_see(by, target)
    must_tie(by, source)
    _must_make_sense(source, target, kind)
    _must_be_there(hold([source, target]).values())
    if kind in Link.EVIDENCE:
        _must_be_studied(source)
        others = [other for other in Link.EVIDENCE if other != kind]
        before = Link.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(source=source, target=target, kind__in=others)
        for other in before:
            _must_let_go(by, other)
            other.delete()
            _tell_nobody(by, other)
        _must_be_theirs_to_reword(by, source, target, kind, note.strip()[:2000])
    told = _as_it_reads(target) if kind in Link.EVIDENCE else ""
    made = link(by=by, source=source, kind=Kind(kind), target=target, note=note.strip()[:2000], told=told)
    for end in (source, target):
        stir(end)
    took_part(by, Participation.Verb.LINKED, artifact=source)
    if kind == Kind.CONTRADICTS:
        news = News(Notice.Kind.AGAINST, _event(made), source.audience, artifact=target)
        tell(by=by, news=news, among=taking_part(target))
    return made


@transaction.atomic
def untie(*, by: Person, link: Link) -> None:
    """Take a tie of evidence back. What an act made (an aim's problem, a cycle's idea) stays."""
    must_tie(by, link.source)
    if link.kind not in SENSE:
        raise Refusal(_("This belongs to the chain itself and stays."))
    _must_let_go(by, link)
    gone, _rows = Link.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=link.pk).delete()
    if gone:
        _tell_nobody(by, link)
        took_part(by, Participation.Verb.REMOVED, artifact=link.source)


def _event(link: Link) -> UUID:
    """What happens with a contradiction, by its two ends: the tie itself may be made a second time."""
    return uuid5(link.source_id, str(link.target_id))


def _tell_nobody(by: Person, link: Link) -> None:
    """A contradiction that was taken back is not told any more."""
    if link.kind == Kind.CONTRADICTS:
        forget_event(by=by, kind=Notice.Kind.AGAINST, event=_event(link))


def _must_be_theirs_to_reword(by: Person, source: Artifact, target: Artifact, kind: str, note: str) -> None:
    """What is said with a tie was said by whoever made it: nobody else puts other words into their mouth.

    And with a contradiction not even they, once the day of second thoughts is over.
    """
    ties = Link.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(source=source, target=target, kind=kind)
    tied = ties.select_related("made_by").select_for_update(of=("self",)).first()
    if tied is None or not note or note == tied.note:
        return
    if tied.made_by_id != by.pk:
        raise NotAllowed(
            _("%(who)s tied this already, and what is said with it is theirs. Say what you know beneath the cycle.")
            % {"who": tied.made_by}
        )
    if kind == Kind.CONTRADICTS and now() - tied.made > SECOND_THOUGHTS:
        raise Locked(_("A contradiction stays as it was said. Write beneath the cycle what you know now."))


def _as_it_reads(target: Artifact) -> str:
    """The sentence that is spoken to, as it stands now: it is kept with the tie, whatever becomes of it."""
    return Artifact.objects.unrestricted(Reason.CHAIN_OF_ACT).get(pk=target.pk).title


def _must_let_go(by: Person, link: Link) -> None:
    """A contradiction is taken back, or turned into something else, by those who found it and on the same day only.

    Not by the hub, which may tie: it would be able to make a team's finding disappear.
    """
    if link.kind != Kind.CONTRADICTS:
        return
    if not may_change(by, link.source):
        raise NotAllowed(_("Only those who found a contradiction can take it back. Ask them, or write beside it."))
    if now() - link.made > SECOND_THOUGHTS:
        raise Locked(_("A contradiction stays on the chain, whatever happens next. Write beside it what you know now."))


def _must_be_there(ends: Iterable[Artifact]) -> None:
    """Asked again of the rows that are held: one of them may have been removed a moment ago."""
    if gone := next((one for one in ends if one.removed is not None), None):
        raise Locked(
            _("“%(title)s” was removed a moment ago. Ask whoever did to bring it back.") % {"title": gone.title}
        )


def _must_make_sense(source: Artifact, target: Artifact, kind: str) -> None:
    if source.pk == target.pk:
        raise Refusal(_("A thing cannot be evidence for itself."), field="target")
    if kind not in SENSE:
        raise Refusal(_("Choose one of these: supports, contradicts, replicates, adapts."), field="kind")
    if (source.kind, target.kind) in SENSE[Kind(kind)]:
        return
    names = {
        "source": kind_of(source.kind).word,
        "target": kind_of(target.kind).word,
        "kind": Kind(kind).label,
    }
    raise Refusal(
        _("“This %(source)s %(kind)s this %(target)s” says nothing. Tie cycles to claims.") % names, field="kind"
    )


def _must_be_studied(source: Artifact) -> None:
    studied = Cycle.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=source.pk, step__in=STUDIED).exists()
    if not studied:
        raise Refusal(
            _("This cycle has not been studied yet, so it shows nothing yet. Finish Study first."), field="source"
        )
