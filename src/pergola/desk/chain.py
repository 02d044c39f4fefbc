"""Assembling the chain page: the claim a thing belongs to, what it rests on, what came of it, and the one next act."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pergola.commons.models import Artifact, Link
from pergola.commons.walk import Walk, walk
from pergola.inquiry.models import Claim, Cycle
from pergola.kernel.clock import today
from pergola.people.models import Asker, Visitor
from pergola.publishing.chains import ROLES, Chains
from pergola.publishing.evidence import NOWHERE, Chain, Evidence, Place, Thing
from pergola.publishing.models import Edition
from pergola.spaces.models import Team, TeamMember
from pergola.talk.models import Post

K = Link.Kind
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
    answered: bool

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
    chain: Chain
    others: tuple[Artifact, ...]
    """More claims that this thing belongs to: each has a chain of its own."""
    lessons: tuple[Thing, ...]
    adoptions: tuple[Adoption, ...]
    invitation: Invitation | None
    missing: tuple[str, ...]


def assemble(start: Artifact, person: Asker) -> ChainPage:
    """The chain this thing belongs to, as far as `person` may see it. A fixed number of queries, whatever its length."""
    down = walk(start.pk, person, up=False)
    claims = [start.pk] if start.kind == Claim.KIND else _claims(start, down, person)
    if claims and start.kind != Claim.KIND:
        down = walk(claims[0], person, up=False)
    up = walk(claims[:1] or [start.pk, *_cycles(down)], person, up=True)
    chains = Chains(up, person)
    chain = chains.of(claims[:1]).get(claims[0]) if claims else None
    page = chain or _without_claim(start, up, chains)
    lessons, adoptions = _came_of_it(claims[0], down, person) if claims else ((), ())
    return ChainPage(
        start=start,
        chain=page,
        others=tuple(down.nodes.get(pk) or up.nodes[pk] for pk in claims[1:] if pk in down.nodes or pk in up.nodes),
        lessons=lessons,
        adoptions=adoptions,
        invitation=_invitation(page, person) if claims else None,
        missing=tuple(_missing(page, lessons)),
    )


def _claims(start: Artifact, down: Walk, person: Asker) -> list[UUID]:
    """The claims this thing belongs to: those it leads to, without going through a lesson to other people’s; a lesson’s own."""
    if start.kind == "lesson":
        up = walk(start.pk, person, up=True, depth=1)
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


def _without_claim(start: Artifact, up: Walk, chains: Chains) -> Chain:
    """No claim rests on it yet: what there is of a chain all the same."""
    cycles = [
        _untied(chains.evidence(cycle, Link(kind="", made=cycle.made, made_by=start.made_by)))
        for cycle in chains.cycles.values()
    ]
    nodes = [pk for pk, node in up.nodes.items() if node.kind in ("idea", "aim", "problem")]
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
        evidence=tuple(cycles),
    )


def _untied(one: Evidence) -> Evidence:
    return replace(one, role="", linked_by="")


def _came_of_it(claim: UUID, down: Walk, person: Asker) -> tuple[tuple[Thing, ...], tuple[Adoption, ...]]:
    citing = [down.nodes[link.source_id] for link in down.into(claim, K.CITES)]
    editions = Edition.objects.visible_to(person).filter(lesson_ref__in=[one.pk for one in citing])
    published = {one.lesson_ref: one for one in editions.defer("content", "search").order_by("version")}
    teams = {
        team.pk: Place(str(team.pk), team.name) for team in Team.objects.visible_to(person).filter(pk__in=_teams(down))
    }
    lessons = tuple(_lesson(one, published.get(one.pk), teams) for one in citing)
    ties = [link for one in citing for link in down.into(one.pk, K.ADAPTS)]
    taken = Cycle.objects.visible_to(person).filter(pk__in=[link.source_id for link in ties])
    cycles = {one.pk: one for one in taken}
    return lessons, tuple(_adoption(cycles[tie.source_id], tie, teams) for tie in ties if tie.source_id in cycles)


def _teams(down: Walk) -> set[UUID]:
    return {node.team_id for node in down.nodes.values() if node.team_id}


def _lesson(lesson: Artifact, edition: Edition | None, teams: dict[UUID, Place]) -> Thing:
    place = teams.get(lesson.team_id, NOWHERE) if lesson.team_id else NOWHERE
    if edition is None:
        return Thing(str(lesson.pk), "lesson", lesson.title, _("Not published yet."), place, lesson.get_absolute_url())
    return Thing(str(lesson.pk), "lesson", edition.title, "", place, edition.get_absolute_url())


def _adoption(cycle: Cycle, tie: Link, teams: dict[UUID, Place]) -> Adoption:
    place = teams.get(cycle.team_id, NOWHERE) if cycle.team_id else NOWHERE
    word = str(WENT_ON.get(Cycle.Decision(cycle.decision), "")) if cycle.decision else _("being tried")
    detail = ", ".join(filter(None, [word, tie.note or cycle.scope]))
    thing = Thing(str(cycle.pk), "cycle", cycle.title, detail, place, cycle.get_absolute_url())
    step = _("Prediction locked.") if cycle.locked else _("Its prediction is not locked yet.")
    return Adoption(thing, word.capitalize(), step)


def _invitation(chain: Chain, person: Asker) -> Invitation | None:
    """The first contradicting team that is not one’s own. Whoever is of it is not asked to invite themselves."""
    if isinstance(person, Visitor):
        return None
    mine = {str(pk) for pk in TeamMember.objects.filter(person=person).values_list("team", flat=True)}
    other = next((one for one in chain.contradicting if one.place.team and one.place.team not in mine), None)
    if other is None:
        return None
    said = Post.objects.visible_to(person).filter(artifact=UUID(chain.ref)).exists()
    text = _(
        "%(name)s, you tried the same and found otherwise. What was different with you? We would like to lay the two side by side."
    )
    return Invitation(
        other.place.name, (today() - other.linked_on).days, text % {"name": other.place.name}, answered=said
    )


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
