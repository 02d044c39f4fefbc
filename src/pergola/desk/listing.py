"""Communities in a list: each group under what it is a group in, with when it meets next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from pergola.meetings.reading import Next
from pergola.spaces.models import Community
from pergola.spaces.tree import Branch, grown


@dataclass(frozen=True)
class Listed:
    community: Community
    inside: str
    """The community it is a group in, whether or not that stands in the same list."""
    next: Next | None


def in_order(communities: Sequence[Community], dates: Mapping[UUID, Next]) -> list[Listed]:
    """Every group right after what it is in."""
    return list(_walked(grown(list(communities)), dates))


def _walked(branches: list[Branch], dates: Mapping[UUID, Next]) -> Iterator[Listed]:
    for one in branches:
        parent = one.community.parent
        yield Listed(one.community, parent.name if parent else "", dates.get(one.community.pk))
        yield from _walked(one.groups, dates)
