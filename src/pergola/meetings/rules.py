"""May this person have people meet here, change a gathering, say who was there?"""

from typing import Any

from django.utils.translation import gettext as _

from pergola.kernel.errors import NotAllowed
from pergola.meetings.models import Gathering
from pergola.people.models import Asker, Person, PersonQuerySet, Visitor
from pergola.spaces.models import Community, Membership, Reach, Team, TeamMember
from pergola.talk.rules import may_write_to
from pergola.walls.reasons import Reason

type Space = Community | Team


def is_in(person: Asker, space: Space) -> bool:
    """Is this person in the community, on the team?"""
    if isinstance(person, Visitor):
        return False
    if isinstance(space, Community):
        return Membership.objects.filter(community=space, person=person).exists()
    return TeamMember.objects.filter(team=space, person=person).exists()


def may_plan(person: Asker, space: Space) -> bool:
    """A community's facilitators, and everybody on a team, have the others meet; the hub meets with a team as it writes to it."""
    if isinstance(space, Team):
        return is_in(person, space) or may_write_to(person, space)
    if isinstance(person, Visitor) or space.closed is not None:
        return False
    keeping = Membership.objects.filter(community=space, person=person, role=Membership.Role.FACILITATOR)
    return keeping.exists()


def may_meet_one(person: Asker, space: Space) -> bool:
    """Everybody here may meet with one other of them: a check-in needs nobody's leave. The hub with one of a team, too."""
    if isinstance(space, Team):
        return may_plan(person, space)
    return space.closed is None and is_in(person, space)


def may_keep(person: Asker, gathering: Gathering) -> bool:
    """Whoever set the date, those who keep the community going, the team: they move it, call it off, and say who was there."""
    return Gathering.objects.editable_by(person).filter(pk=gathering.pk).exists()


def must_keep(person: Person, gathering: Gathering) -> None:
    if not may_keep(person, gathering):
        raise NotAllowed(_("Only whoever set this date, or keeps this place going, can do this."))


def must_be_one_of(person: Person, gathering: Gathering) -> None:
    if not people_of(gathering).filter(pk=person.pk).exists():
        raise NotAllowed(_("This gathering is not one of yours."))


def people_of(gathering: Gathering) -> PersonQuerySet:
    """Whom it is for, by the one rule."""
    reached = Reach.objects.filter(audience=gathering.audience_id).values("person")
    return Person.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk__in=reached, erased=None)


def others_in(person: Person, space: Space) -> PersonQuerySet:
    """With whom one can meet alone."""
    there: Any = (
        Membership.objects.visible_to(person).filter(community=space).values("person")
        if isinstance(space, Community)
        else TeamMember.objects.visible_to(person).filter(team=space).values("person")
    )
    return Person.objects.visible_to(person).filter(pk__in=there).exclude(pk=person.pk).order_by("name")
