"""Reading routines: what came of trials, who uses one, and how one grew from another."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import ngettext

from pergola.kernel.paging import paged
from pergola.kernel.suppression import in_steps
from pergola.people.models import Asker, Person, PersonQuerySet
from pergola.routines.models import Adoption, Routine, Trial
from pergola.routines.models.routine import RoutineQuerySet
from pergola.routines.rules import home_of
from pergola.spaces.models import Membership
from pergola.walls.reasons import Reason

TRIALS_SHOWN, USERS_SHOWN, FAMILY_SHOWN = 10, 40, 200
DEEPEST = 4
"""Deeper than this the outline goes on at the same level: it must fit on a telephone."""


@dataclass(frozen=True)
class Tried:
    """What came of it, as far as this person may read it."""

    page: Page[Trial]
    times: int
    yes: int
    changed: int
    no: int
    mine: bool

    @property
    def again(self) -> str:
        """“3 as it is, 1 with a change”: each answer that was given."""
        told = (
            (self.yes, ngettext("%(n)s as it is", "%(n)s as it is", self.yes)),
            (self.changed, ngettext("%(n)s with a change", "%(n)s with a change", self.changed)),
            (self.no, ngettext("%(n)s not", "%(n)s not", self.no)),
        )
        return ", ".join(words % {"n": n} for n, words in told if n)


def trials_of(person: Asker, routine: Routine, page: str | None) -> Tried:
    """One query; three where it was tried often."""
    seen = Trial.objects.visible_to(person).filter(routine=routine)
    rows = paged(seen.select_related("by"), page, a_page=TRIALS_SHOWN)
    if rows.has_other_pages():
        again = {word: Count("pk", filter=Q(again=word)) for word in Trial.Again.values}
        told = seen.order_by().aggregate(times=Count("pk"), mine=Count("pk", filter=Q(by=person.pk)), **again)
        return Tried(rows, told["times"], told["yes"], told["changed"], told["no"], bool(told["mine"]))
    every = list(rows.object_list)
    given = Counter(one.again for one in every)
    mine = any(one.by_id == person.pk for one in every)
    return Tried(rows, len(every), given["yes"], given["changed"], given["no"], mine)


@dataclass(frozen=True)
class Used:
    """Who uses it now, and who learned it from whom."""

    lines: list[Adoption]
    people: int
    schools: int | None
    """None until five have said at which."""
    outside: int
    """So many learned it from a colleague outside the community."""
    mine: Adoption | None

    @property
    def more(self) -> int:
        return self.people - len(self.lines)


def users_of(person: Asker, routine: Routine) -> Used:
    """One query; two or three where many use it."""
    seen = Adoption.objects.visible_to(person).filter(routine=routine)
    lines = list(seen.select_related("by", "learned_from")[: USERS_SHOWN + 1])
    mine = next((one for one in lines if one.by_id == person.pk), None)
    if len(lines) <= USERS_SHOWN:
        said = [(one.school, one.learned_elsewhere) for one in reversed(lines)]
    else:
        said = list(seen.order_by("since", "pk").values_list("school", "learned_elsewhere"))
        mine = mine or seen.filter(by=person.pk).first()
    outside = sum(bool(elsewhere) for _school, elsewhere in said)
    return Used(lines[:USERS_SHOWN], len(said), _schools([school for school, _outside in said]), outside, mine)


def _schools(named: list[str]) -> int | None:
    """In how many schools they are, from the first who said so on; each beside the others’ names on the page.

    Of whole fives only: so none of those who came since can be told by the number that moved or did not.
    """
    told = [" ".join(one.casefold().split()) for one in named if one]
    enough = in_steps(len(told))
    return len(set(told[:enough])) if enough else None


def taught_by(person: Person, routine: Routine, mine: Adoption | None) -> PersonQuerySet:
    """Of whom one can say that one learned it from them: who is in the community with me, who wrote it, tried it or uses it.

    And of whom one has said so (`mine`), wherever they are now.
    """
    inside = Membership.objects.visible_to(person).filter(community=home_of(routine))
    here = (inside if inside.filter(person=person.pk).exists() else inside.none()).values("person")
    tried_it = Trial.objects.visible_to(person).filter(routine=routine).values("by")
    use_it = Adoption.objects.visible_to(person).filter(routine=routine).values("by")
    known = Q(pk__in=here) | Q(pk__in=tried_it) | Q(pk__in=use_it) | Q(pk=routine.made_by_id)
    seen = Person.objects.visible_to(person).filter(known).exclude(pk=person.pk)
    said = Q(pk=mine.learned_from_id) if mine is not None and mine.learned_from_id else Q()
    every = Person.objects.unrestricted(Reason.CHAIN_OF_ACT)
    return every.filter(Q(pk__in=seen.values("pk")) | said).order_by("name", "pk")


def counted(person: Asker, routines: RoutineQuerySet) -> RoutineQuerySet:
    """Each with how often it was tried and how many use it, as far as this person may read of it. No query of its own."""
    return routines.annotate(
        times=_how_many(Trial.objects.visible_to(person)), people=_how_many(Adoption.objects.visible_to(person))
    )


def _how_many(rows: Any) -> Subquery:
    there = rows.filter(routine=OuterRef("pk")).order_by().values("routine")
    return Subquery(there.annotate(n=Count("pk", distinct=True)).values("n"))


@dataclass
class Node:
    """A routine in its family: for whom it is, what came of it, who learned it from whom."""

    routine: Routine
    here: bool = False
    trials: list[Trial] = field(default_factory=list)
    users: list[Adoption] = field(default_factory=list)
    made_from: Routine | None = None
    branches: list["Node"] = field(default_factory=list)

    @property
    def again(self) -> list[tuple[str, int]]:
        """“Yes, as it is: 3”, for each answer that was given."""
        given = Counter(one.again for one in self.trials)
        return [(str(word.label), given[word]) for word in Trial.Again if given[word]]

    @property
    def with_whom(self) -> list[str]:
        """With which classes, each once, newest first."""
        return list(dict.fromkeys(one.with_whom for one in self.trials))

    @property
    def newest(self) -> Trial | None:
        return self.trials[0] if self.trials else None


def family_of(person: Asker, routine: Routine) -> list[Node]:
    """The outline of its line, as far as this person sees it. What they do not see is not in it, and what was made from
    that stands at the beginning. Three queries."""
    seen = Routine.objects.visible_to(person).filter(family=routine.family).select_related("community", "made_by")
    rows = list(seen.defer("search").order_by("made", "pk")[:FAMILY_SHOWN])
    nodes = {one.pk: Node(one, here=one.pk == routine.pk) for one in rows}
    for trial in Trial.objects.visible_to(person).filter(routine__in=nodes).select_related("by"):
        nodes[trial.routine_id].trials.append(trial)
    adopted = Adoption.objects.visible_to(person).filter(routine__in=nodes).select_related("by", "learned_from")
    for adoption in adopted:
        nodes[adoption.routine_id].users.append(adoption)
    return _grown(nodes.values())


def _grown(nodes: Iterable[Node]) -> list[Node]:
    """Oldest first, so that what something was made from is placed before it."""
    first: list[Node] = []
    placed: dict[UUID, Node] = {}
    depth: dict[UUID, int] = defaultdict(int)
    under: dict[UUID, Node | None] = {}
    for node in nodes:
        parent = placed.get(node.routine.forked_from_id) if node.routine.forked_from_id else None
        placed[node.routine.pk] = node
        node.made_from = parent.routine if parent else None
        home = parent
        if parent is not None and depth[parent.routine.pk] >= DEEPEST:
            home = under[parent.routine.pk]
        under[node.routine.pk] = home
        depth[node.routine.pk] = depth[home.routine.pk] + 1 if home else 0
        (home.branches if home else first).append(node)
    return first
