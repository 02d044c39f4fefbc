"""Reading routines: what came of trials, who uses one, and how one grew from another."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Lower

from pergola.kernel.paging import paged
from pergola.people.models import Asker
from pergola.routines.models import Adoption, Routine, Trial
from pergola.routines.models.routine import RoutineQuerySet

TRIALS_SHOWN, USERS_SHOWN, FAMILY_SHOWN = 10, 40, 200
FEWEST_TO_COUNT_SCHOOLS = 5
"""Of fewer people it is not said in how many schools they are: who is where could be told from it."""
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
    """None under five people."""
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
        schools = {one.school.lower() for one in lines if one.school}
        outside = sum(bool(one.learned_elsewhere) for one in lines)
        return Used(lines, len(lines), _of_enough(len(schools), len(lines)), outside, mine)
    told = seen.order_by().aggregate(
        people=Count("pk"),
        outside=Count("pk", filter=~Q(learned_elsewhere="")),
        schools=Count(Lower("school"), filter=~Q(school=""), distinct=True),
    )
    schools_said = _of_enough(told["schools"], told["people"])
    own = mine or seen.filter(by=person.pk).first()
    return Used(lines[:USERS_SHOWN], told["people"], schools_said, told["outside"], own)


def _of_enough(schools: int, people: int) -> int | None:
    return schools if people >= FEWEST_TO_COUNT_SCHOOLS else None


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
