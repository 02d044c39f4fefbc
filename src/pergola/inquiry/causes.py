"""The root causes of a problem: as a fishbone, and as a ladder of whys for each cause that has any. No queries here."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pergola.inquiry.findings import Told
from pergola.inquiry.models import Problem
from pergola.inquiry.parts import Node, all_of
from pergola.inquiry.wording import word
from pergola.kernel.charts.fishbone import Bone, Rung, fishbone, ladder
from pergola.kernel.charts.marks import Picture


@dataclass(frozen=True, slots=True)
class Beneath:
    """What lies beneath a problem."""

    problem: Problem
    nodes: Sequence[Node]
    chosen: int | None = None

    def outline(self) -> list[Told]:
        return [Told(one, self.kind(one), one.key == self.chosen) for one in all_of(self.nodes)]

    @property
    def headline(self) -> str:
        if not self.nodes:
            return _("What may lie beneath it?")
        ends = [one for one in all_of(self.nodes) if one.level > 2 and not one.children]
        if ends:
            deep = max(one.level - 2 for one in ends)
            said = ngettext("We asked why once", "We asked why %(n)s times", deep)
            return said % {"n": word(deep)}
        many = len(self.nodes)
        return ngettext("One thing may lie beneath it", "%(n)s things may lie beneath it", many) % {
            "n": word(many).capitalize()
        }

    @property
    def told(self) -> str:
        names = {"problem": self.problem.title, "n": len(self.nodes)}
        return _("Fishbone of “%(problem)s”, with %(n)d bones. The outline says the same.") % names

    def fishbone(self) -> Picture:
        bones = [Bone(one.words, tuple(child.words for child in one.children)) for one in self.nodes]
        return fishbone(self.problem.title, bones, self.told)

    def ladders(self) -> list[tuple[str, Picture]]:
        """Of each cause of which somebody asked why: its words, and its ladder."""
        asked = [one for one in all_of(self.nodes) if one.level == 2 and one.children]
        return [(one.words, ladder(self._rung(one), _alt(one))) for one in asked]

    def kind(self, node: Node) -> str:
        if node.level == 1:
            return _("Category")
        return _("Cause") if node.level == 2 else _("Why %(n)d") % {"n": node.level - 2}

    def _rung(self, node: Node) -> Rung:
        head = node.parent.words if node.level == 2 and node.parent else self.kind(node)
        return Rung(head, node.words, tuple(self._rung(one) for one in node.children))


def _alt(node: Node) -> str:
    return _("Ladder of whys beneath “%(cause)s”. The outline says the same.") % {"cause": node.words}
