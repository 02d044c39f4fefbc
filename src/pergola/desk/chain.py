"""Assembling the chain page: the claim a thing belongs to, what it rests on, what came of it, and the one next act."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pergola.commons.models import Artifact, Link, Readable
from pergola.commons.walk import Walk, walk, walk_both_ways
from pergola.inquiry.models import Claim, Cycle, Measure, Observation
from pergola.kernel.clock import today
from pergola.people.models import Asker
from pergola.publishing.chains import ROLES, Chains, ReadSeries, place_of, things_of_chains
from pergola.publishing.evidence import Chain, Series, Thing
from pergola.publishing.models import Edition
from pergola.publishing.series import public_series_of, series_of
from pergola.publishing.taken_up import teams_that_took_up

K = Link.Kind
OF_A_CHAIN = ("problem", "aim", "idea", "cycle", "measure", "claim", "lesson")
WENT_ON = {
    Cycle.Decision.ADOPT: gettext_lazy("adopted"),
    Cycle.Decision.ADAPT: gettext_lazy("adapted"),
    Cycle.Decision.ABANDON: gettext_lazy("abandoned"),
    Cycle.Decision.SCALE: gettext_lazy("taken to more places"),
}


@dataclass(frozen=True, slots=True)
class Adoption:
    """A later cycle that adapts the lesson."""

    thing: Thing
    word: str
    meta: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """Ask the team that found otherwise. `to` is its name; `days` since it was tied and nobody has said a word."""

    to: str
    days: int
    text: str

    @property
    def sentence(self) -> str:
        if self.days < 1:
            return _("Their cycle contradicts this claim since today, and nobody has answered it yet.")
        return ngettext(
            "Their cycle contradicts this claim, and nobody has answered it for a day.",
            "Their cycle contradicts this claim, and nobody has answered it for %(days)d days.",
            self.days,
        ) % {"days": self.days}


@dataclass(frozen=True, slots=True)
class ChainPage:
    """Everything the page shows. Without a claim, `chain` holds what there is of one and its `ref` is empty."""

    start: Artifact
    mine: bool
    """May whoever looks change it?"""
    claim: Artifact | None
    chain: Chain
    others: tuple[Artifact, ...]
    """More claims that this thing belongs to: each has a chain of its own."""
    lessons: tuple[Thing, ...]
    adoptions: tuple[Adoption, ...]
    taken_up: tuple[str, ...]
    """Teams that took a lesson of it up, as published, whose cycles whoever looks does not see."""
    invitation: Invitation | None
    """Whom to ask, whether or not somebody has."""
    missing: tuple[str, ...]
    behind: Walk
    """All that was reached on the way up, with what each is more than an artifact."""


def assemble(pk: UUID, person: Asker, *, series: ReadSeries | None = None) -> ChainPage | None:
    """The chain this thing belongs to, as far as `person` may see it; None if they do not see the thing itself.

    `series` reads a measure. Without it one’s own are read exactly and those of others as the public may have them; what is
    made to be handed on reads all of them so. A fixed number of queries, whatever its length: four from a claim, two more from anything else.
    """
    things = _things(person)
    up, down = walk_both_ways(pk, person, things=things)
    start = up.nodes.get(pk)
    if start is None or start.kind not in OF_A_CHAIN:
        return None
    claims = [(up.nodes.get(one) or down.nodes[one]) for one in _claims(start, up, down)]
    if claims and claims[0] != start:
        up, down = walk_both_ways(claims[0].pk, person, things=things)
    elif not claims and (cycles := _cycles(down)):
        up = walk([pk, *cycles], person, up=True, things=things)
    return _page(start, claims, Chains(up, person, series or _whose(up)), down, person)


def _things(person: Asker) -> Readable[Any]:
    """Each with `own`: may this person change it? What is of a team, only the team may."""
    return things_of_chains(person).annotate(own=Exists(Artifact.objects.editable_by(person).filter(pk=OuterRef("pk"))))


def _whose(up: Walk) -> ReadSeries:
    """Exactly where whoever looks may change the measure."""
    own = {pk for pk, one in up.nodes.items() if _own(one)}

    def read(measure: Measure, observed: Sequence[Observation], cycle: Cycle) -> Series:
        return (series_of if measure.pk in own else public_series_of)(measure, observed, cycle)

    return read


def _own(thing: Artifact) -> bool:
    return bool(thing.own)  # type: ignore[attr-defined]  # `_things` asks for it


def _page(start: Artifact, claims: Sequence[Artifact], chains: Chains, down: Walk, person: Asker) -> ChainPage:
    claim = claims[0] if claims else None
    chain = chains.of([claim.pk])[claim.pk] if claim else _without_claim(start, chains)
    lessons, adoptions, taken_up = _came_of_it(claim.pk, down, person) if claim else ((), (), ())
    return ChainPage(
        start=start,
        mine=_own(start),
        claim=claim,
        chain=chain,
        others=tuple(claims[1:]),
        lessons=lessons,
        adoptions=adoptions,
        taken_up=taken_up,
        invitation=_invitation(chain, chains.walk) if claim else None,
        missing=tuple(_missing(chain, lessons)),
        behind=chains.walk,
    )


def _claims(start: Artifact, up: Walk, down: Walk) -> list[UUID]:
    """The claims this thing belongs to: those it leads to, without going through a lesson to other people’s; a lesson’s own."""
    if start.kind == "lesson":
        return [link.target_id for link in up.out_of(start.pk, K.CITES)]
    found, edge, seen = [], [start.pk], {start.pk}
    while edge:
        here = edge.pop(0)
        node = down.nodes.get(here)
        if node is None or node.kind == "lesson":
            continue
        if node.kind == Claim.KIND:
            found.append(here)
            continue
        after = [link.source_id for link in down.into(here, *K.values)] + [
            link.target_id for link in down.out_of(here, *ROLES, K.MEASURES)
        ]
        edge += [pk for pk in after if pk not in seen]
        seen.update(after)
    return found


def _cycles(down: Walk) -> list[UUID]:
    return [node.pk for node in down.nodes.values() if node.kind == Cycle.KIND]


def _without_claim(start: Artifact, chains: Chains) -> Chain:
    """No claim rests on it yet: what there is of a chain all the same."""
    nodes = [pk for pk, node in chains.walk.nodes.items() if node.kind in ("idea", "aim", "problem")]
    purpose, leads_to = chains.purpose(nodes)
    return Chain(
        "",
        start.title,
        of_effect=False,
        holds_for="",
        not_shown="",
        place=chains.place(start),
        purpose=purpose,
        leads_to=leads_to,
        evidence=tuple(chains.evidence(cycle) for cycle in chains.cycles.values()),
    )


def _came_of_it(
    claim: UUID, down: Walk, person: Asker
) -> tuple[tuple[Thing, ...], tuple[Adoption, ...], tuple[str, ...]]:
    citing = [down.nodes[link.source_id] for link in down.into(claim, K.CITES)]
    shown = Edition.objects.visible_to(person).filter(lesson_ref__in=[one.pk for one in citing])
    editions = list(shown.defer("content", "search", "words").order_by("version"))
    published = {one.lesson_ref: one for one in editions}
    lessons = tuple(_lesson(one, published.get(one.pk)) for one in citing)
    ties = [(link, down.nodes[link.source_id]) for one in citing for link in down.into(one.pk, K.ADAPTS)]
    adoptions = tuple(_adoption(taken, tie) for tie, taken in ties if taken.kind == Cycle.KIND)
    told = teams_that_took_up(person, sorted(editions, key=lambda one: -one.version)) if citing else []
    return lessons, adoptions, tuple(sorted(set(told) - {one.thing.place.name for one in adoptions}))


def _lesson(lesson: Artifact, edition: Edition | None) -> Thing:
    place = place_of(lesson)
    if edition is None:
        return Thing(str(lesson.pk), "lesson", lesson.title, _("Not published yet."), place, lesson.get_absolute_url())
    return Thing(str(lesson.pk), "lesson", edition.title, "", place, edition.get_absolute_url())


def _adoption(taken: Artifact, tie: Link) -> Adoption:
    cycle = taken.cycle
    word = str(WENT_ON.get(Cycle.Decision(cycle.decision), "")) if cycle.decision else _("being tried")
    detail = ", ".join(filter(None, [word, tie.note or cycle.scope]))
    thing = Thing(str(cycle.pk), "cycle", cycle.title, detail, place_of(taken), cycle.get_absolute_url())
    step = _("Prediction locked.") if cycle.locked else _("Its prediction is not locked yet.")
    return Adoption(thing, word.capitalize(), step)


def _invitation(chain: Chain, up: Walk) -> Invitation | None:
    """The first contradicting team that is not one’s own. Whoever is of it is not asked to invite themselves."""
    own = {str(one.team_id) for one in up.nodes.values() if _own(one)}
    other = next((one for one in chain.contradicting if one.place.team and one.place.team not in own), None)
    if other is None:
        return None
    text = _(
        "%(name)s, you tried the same and found otherwise. What was different with you? We would like to lay the two side by side."
    )
    return Invitation(other.place.name, (today() - other.linked_on).days, text % {"name": other.place.name})


def _missing(chain: Chain, lessons: Sequence[Thing]) -> list[str]:
    """What is not there yet, a sentence each."""
    said = []
    if not chain.ref:
        said.append(_("No claim rests on it yet. A claim says in one sentence what a cycle showed."))
    elif not chain.evidence:
        said.append(_("No cycle speaks to it yet. Tie one that was studied: it supports, replicates or contradicts."))
    unlocked = sum(not one.locked for one in chain.evidence)
    if unlocked:
        said.append(
            ngettext("One cycle has no locked prediction.", "%(n)d cycles have no locked prediction.", unlocked)
            % {"n": unlocked}
        )
    empty = sum(not one.has_data for one in chain.evidence)
    if empty:
        said.append(ngettext("One cycle has no data yet.", "%(n)d cycles have no data yet.", empty) % {"n": empty})
    if chain.ref and not lessons:
        said.append(_("No lesson tells of it yet."))
    return said
