"""What grows from a problem or an aim, as a tree: the rows as they stand, or as a version has kept them. No queries here."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from pergola.inquiry.models import Part

type Kept = dict[str, Any]
"""One part as a version keeps it."""

DRIVER_LEVELS: Final = 2
"""Primary and secondary. What is finer is a change idea."""
CAUSE_LEVELS: Final = 7
"""A category, a cause, and five times why."""
MOST: Final = 200
"""Parts of one picture. Nobody reads more."""
LEVELS: Final = {Part.Of.DRIVERS: DRIVER_LEVELS, Part.Of.CAUSES: CAUSE_LEVELS, Part.Of.THEORY: 1}


@dataclass(slots=True)
class Node:
    """One part of the picture with what hangs on it. `level`: 1 grows from the thing itself."""

    key: int
    words: str
    idea: UUID | None = None
    clause: str = ""
    revision: int = 1
    parent: "Node | None" = None
    level: int = 1
    children: list["Node"] = field(default_factory=list)

    def under(self) -> Iterator["Node"]:
        """It and everything beneath it, in the order of the outline."""
        yield self
        for child in self.children:
            yield from child.under()


def nodes_of(parts: Iterable[Part]) -> list[Node]:
    """The tree of these rows (`idea` joined). What hangs on something that is not among them is not shown, but for ideas:
    whose driver was taken out hangs on none, as those that hang on none yet, after all drivers.
    """
    return sorted(_tied([(_node(one), one.parent_id) for one in parts]), key=lambda one: one.idea is not None)


def among(nodes: Sequence[Node], node: Node) -> list[Node]:
    """Those beside it, itself with them, past which it can go up and down: drivers, or ideas that hang on none."""
    if node.parent is not None:
        return node.parent.children
    return [one for one in nodes if (one.idea is None) == (node.idea is None)]


def nodes_kept(told: Sequence[Kept], titles: Mapping[UUID, str]) -> list[Node]:
    """The tree a version has kept, without the ideas the reader does not see (`titles`: of those they do)."""
    rows = []
    for one in told:
        idea = UUID(one["idea"]) if one["idea"] else None
        if idea is None or idea in titles:
            rows.append((Node(one["id"], one["words"], idea, one["clause"]), one["parent"]))
    return _tied(rows)


def kept(nodes: Sequence[Node]) -> list[Kept]:
    """What a version keeps: every part in order, its words as they stand."""
    return [
        {
            "id": one.key,
            "parent": one.parent.key if one.parent else None,
            "words": one.words,
            "idea": str(one.idea) if one.idea else "",
            "clause": one.clause,
        }
        for one in all_of(nodes)
    ]


def all_of(nodes: Iterable[Node]) -> list[Node]:
    return [one for root in nodes for one in root.under()]


def find(nodes: Iterable[Node], key: int | None) -> Node | None:
    return next((one for one in all_of(nodes) if one.key == key), None)


def ideas_of(nodes: Iterable[Node]) -> list[UUID]:
    return [one.idea for one in all_of(nodes) if one.idea]


def begun(nodes: Iterable[Node]) -> bool:
    """Is there a driver, or a cause? Ideas alone move nothing."""
    return any(one.idea is None for one in nodes)


def deepest(node: Node) -> int:
    """How many levels of drivers or causes there are from it down; an idea is none."""
    own = 0 if node.idea else 1
    return own + max((deepest(child) for child in node.children), default=0)


def places_for(nodes: Sequence[Node], moved: Node, levels: int) -> list[Node]:
    """Where this one may go: beneath what is no part of it, holds it not yet, and leaves room for all its levels."""
    inside = {one.key for one in moved.under()}
    return [
        one
        for one in all_of(nodes)
        if not one.idea and one.key not in inside and one is not moved.parent and one.level + deepest(moved) <= levels
    ]


@dataclass(frozen=True, slots=True)
class Difference:
    """What is otherwise than in the version before."""

    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    said: tuple[tuple[str, str], ...] = ()
    moved: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.came or self.went or self.said or self.moved)


def compared(before: Sequence[Node], after: Sequence[Node]) -> Difference:
    """Which parts came, went, say something else, or hang elsewhere."""
    old, new = ({one.key: one for one in all_of(each)} for each in (before, after))
    both = [(old[key], one) for key, one in new.items() if key in old]
    return Difference(
        came=_words(new, new.keys() - old.keys()),
        went=_words(old, old.keys() - new.keys()),
        said=tuple((was.words, one.words) for was, one in both if was.words != one.words),
        moved=tuple(one.words for was, one in both if _above(was) != _above(one)),
    )


def _words(nodes: Mapping[int, Node], keys: Collection[int]) -> tuple[str, ...]:
    return tuple(one.words for key, one in nodes.items() if key in keys)


def _above(node: Node) -> int | None:
    return node.parent.key if node.parent else None


def _node(part: Part) -> Node:
    """The words of a change idea, and how often they were changed, are the idea’s own."""
    if part.idea is not None:
        return Node(part.pk, part.idea.title, part.idea_id, "", part.idea.revision)
    return Node(part.pk, part.words, None, part.clause, part.revision)


def _tied(rows: Sequence[tuple[Node, int | None]]) -> list[Node]:
    by_key = {node.key: node for node, _parent in rows}
    roots = []
    for node, parent in rows:
        if parent is None:
            roots.append(node)
        elif parent in by_key:
            node.parent = by_key[parent]
            by_key[parent].children.append(node)
        elif node.idea is not None:
            roots.append(node)
    for root in roots:
        _leveled(root, 1)
    return roots


def _leveled(node: Node, level: int) -> None:
    node.level = level
    for child in node.children:
        _leveled(child, level + 1)
