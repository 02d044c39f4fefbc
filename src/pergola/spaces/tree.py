"""Groups inside groups: a community with what is in it, and in that, to any depth. Loops are refused by a trigger; `UNION` ends one all the same."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL

from pergola.people.models import Asker
from pergola.spaces.models import Community, Membership
from pergola.walls.reasons import Reason

BELOW = """WITH RECURSIVE below (id) AS (
  SELECT id FROM spaces_community WHERE parent_id = %s
  UNION SELECT c.id FROM spaces_community c JOIN below ON c.parent_id = below.id)
SELECT id FROM below"""


@dataclass
class Branch:
    """A community, and the groups in it."""

    community: Community
    groups: list["Branch"] = field(default_factory=list)


def groups_of(person: Asker, community: Community) -> list[Branch]:
    """The groups in it as a tree, as far as this person is told of them: by invitation only those they are in. One query."""
    mine = Exists(Membership.objects.filter(person=person.pk, community=OuterRef("pk")))
    below = Community.objects.visible_to(person).filter(pk__in=RawSQL(BELOW, [community.pk]))  # noqa: S611 - the id is bound
    return grown(list(below.filter(~Q(joining=Community.Joining.INVITED) | mine)), community.pk)


def grown(communities: list[Community], root: UUID | None = None) -> list[Branch]:
    """These communities as trees: each under its own parent where that is among them, else at the top."""
    branches = {one.pk: Branch(one) for one in communities}
    top: list[Branch] = []
    for branch in branches.values():
        parent = branch.community.parent_id
        above = branches.get(parent) if parent not in (None, root) else None
        (above.groups if above else top).append(branch)
    return top


def is_within(community: Community, other: Community) -> bool:
    """Is `community` a group of `other`, at any depth?"""
    there = Community.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=community.pk)
    return there.filter(pk__in=RawSQL(BELOW, [other.pk])).exists()  # noqa: S611 - the id is bound
