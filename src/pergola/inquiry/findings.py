"""What the tests of each change idea found, as one person sees it: supported, contradicted, nothing, or still under way."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pergola.commons.models import Link
from pergola.inquiry.models import Cycle
from pergola.inquiry.parts import Node
from pergola.kernel.charts.marks import Sign
from pergola.people.models import Asker

Kind = Link.Kind
STUDIED = (Cycle.Step.ACT, Cycle.Step.DONE)


@dataclass(frozen=True, slots=True)
class Found:
    """Of one idea, or of all that hang on a driver: how many cycles test it and what they said of a claim."""

    cycles: int = 0
    supports: int = 0
    contradicts: int = 0
    silent: int = 0
    """Studied, and tied to no claim."""
    studied: int = 0
    """What is not studied yet is under way, and tests nothing so far."""

    def __add__(self, other: "Found") -> "Found":
        return Found(
            self.cycles + other.cycles,
            self.supports + other.supports,
            self.contradicts + other.contradicts,
            self.silent + other.silent,
            self.studied + other.studied,
        )

    @property
    def sign(self) -> Sign:
        if self.supports and self.contradicts:
            return "both"
        if self.contradicts:
            return "contradicts"
        if self.supports:
            return "supports"
        if self.silent and self.silent == self.cycles:
            return "nothing"
        return "running" if self.cycles else ""

    @property
    def tone(self) -> str:
        """The colour of the word: it says again what the word and the sign say."""
        return {
            "supports": "leaf",
            "contradicts": "straw",
            "both": "straw",
            "nothing": "slate",
            "running": "slate",
        }.get(self.sign, "")

    @property
    def words(self) -> str:
        """“supported in 1 cycle, contradicted in 2”, “nothing found in 1 cycle”, “1 cycle under way”; nothing where nothing tests it."""
        if self.supports and self.contradicts:
            names = {"n": self.supports, "m": self.contradicts}
            return _("supported in %(n)d, contradicted in %(m)d") % names
        if self.contradicts:
            return ngettext("contradicted in 1 cycle", "contradicted in %(n)d cycles", self.contradicts) % {
                "n": self.contradicts
            }
        if self.supports:
            return ngettext("supported in 1 cycle", "supported in %(n)d cycles", self.supports) % {"n": self.supports}
        if self.sign == "nothing":
            return ngettext("nothing found in 1 cycle", "nothing found in %(n)d cycles", self.silent) % {
                "n": self.silent
            }
        return (
            ngettext("1 cycle under way", "%(n)d cycles under way", self.cycles) % {"n": self.cycles}
            if self.cycles
            else ""
        )


NOTHING = Found()


@dataclass(frozen=True, slots=True)
class Told:
    """One line of an outline: a part, what it is, what was found of it."""

    node: Node
    kind: str
    chosen: bool
    found: Found = NOTHING


def findings(person: Asker, ideas: Sequence[UUID]) -> dict[UUID, Found]:
    """Of each idea. Two queries, however many there are; none for none. Only what this person sees counts."""
    if not ideas:
        return {}
    tests = Link.objects.visible_to(person).filter(target__in=ideas, kind=Kind.TESTS, source__kind=Cycle.KIND)
    of_idea: dict[UUID, list[UUID]] = defaultdict(list)
    steps: dict[UUID, str] = {}
    for cycle, idea, step in tests.values_list("source", "target", "source__cycle__step"):
        of_idea[idea].append(cycle)
        steps[cycle] = step
    said: dict[UUID, set[str]] = defaultdict(set)
    ties = Link.objects.visible_to(person).filter(source__in=list(steps), kind__in=Link.EVIDENCE)
    for cycle, kind in ties.values_list("source", "kind"):
        said[cycle].add(kind)
    return {idea: _found(cycles, steps, said) for idea, cycles in of_idea.items()}


def beneath(node: Node, found: dict[UUID, Found]) -> Found:
    """All that hangs on it together."""
    return sum((found.get(one.idea, NOTHING) for one in node.under() if one.idea), NOTHING)


def tested(nodes: Iterable[Node], found: dict[UUID, Found]) -> tuple[int, int, int]:
    """How many ideas there are; how many of them a cycle has tested that is studied; of how many the first is under way."""
    each = [found.get(one.idea, NOTHING) for root in nodes for one in root.under() if one.idea]
    tried = sum(one.studied > 0 for one in each)
    return len(each), tried, sum(one.cycles > 0 for one in each) - tried


def _found(cycles: Sequence[UUID], steps: dict[UUID, str], said: dict[UUID, set[str]]) -> Found:
    return Found(
        cycles=len(cycles),
        supports=sum(bool(said[one] & {Kind.SUPPORTS, Kind.REPLICATES}) for one in cycles),
        contradicts=sum(Kind.CONTRADICTS in said[one] for one in cycles),
        silent=sum(not said[one] and steps[one] in STUDIED for one in cycles),
        studied=sum(bool(said[one]) or steps[one] in STUDIED for one in cycles),
    )
