"""A theory of action, as pages say it: if …, then …, so that …, each with what is known of it. No queries here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from pergola.inquiry.by_group.moved import Moved
from pergola.inquiry.models import Aim, Ground, Part
from pergola.inquiry.parts import Node

Clause = Part.Clause


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a clause, and what is known of it."""

    node: Node
    grounds: tuple[Ground, ...]
    moved: tuple[Moved, ...] = ()
    """Of each measure in per cent that is tied to it: whom it moved for."""
    meant: bool = False
    """It says what should be otherwise, and for whom."""

    @property
    def against(self) -> bool:
        return any(one.says == Ground.Says.CONTRADICTS for one in self.grounds)

    @property
    def supported(self) -> bool:
        return any(one.says == Ground.Says.SUPPORTS for one in self.grounds)


@dataclass(frozen=True, slots=True)
class Theory:
    aim: Aim
    nodes: Sequence[Node]
    grounds: Sequence[Ground]
    moved: Mapping[UUID, Moved] = field(default_factory=dict)

    @staticmethod
    def address(aim: Aim) -> str:
        return reverse("inquiry:theory", args=[aim.pk])

    @property
    def clauses(self) -> Iterator[tuple[str, list[Said]]]:
        """“If”, “then”, “so that”, each with its lines."""
        for clause in Clause:
            lines = [one for one in self.nodes if one.clause == clause]
            if lines:
                yield str(clause.label), [self._said(one) for one in lines]

    @property
    def headline(self) -> str:
        """Of how many clauses something is known."""
        lines = [one for _name, each in self.clauses for one in each]
        if not lines:
            return _("Why should this work?")
        if any(one.against for one in lines):
            return _("Something speaks against our theory")
        known = sum(one.supported for one in lines)
        if known == len(lines):
            if any(each.backwards for one in lines for each in one.moved):
                return _("Something speaks for every clause, and for a group it moved the other way")
            return _("Something speaks for every clause")
        return _("Something speaks for %(n)d of %(all)d clauses") % {"n": known, "all": len(lines)}

    def _said(self, node: Node) -> Said:
        grounds = self._of(node)
        moved = tuple(self.moved[one.source_id] for one in grounds if one.source_id in self.moved)
        return Said(node, grounds, moved, meant=node.clause == Clause.SO)

    def _of(self, node: Node) -> tuple[Ground, ...]:
        return tuple(one for one in self.grounds if one.part_id == node.key)
