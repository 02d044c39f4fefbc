"""May this person do that to a routine? The doors say what is seen; these say what is done."""

from django.utils.translation import gettext as _

from pergola.kernel.errors import NotAllowed
from pergola.people.models import Asker, Person, Visitor
from pergola.routines.models import Agreement, Routine
from pergola.spaces.models import Community, Membership


def works_in(person: Asker, community: Community) -> bool:
    """Is this person in the community, and is it not closed?"""
    if isinstance(person, Visitor) or community.closed is not None:
        return False
    return Membership.objects.filter(person=person, community=community).exists()


def must_work_in(person: Person, community: Community) -> None:
    if community.closed is not None:
        raise NotAllowed(_("This community is closed. What was said and made here stays to be read."))
    if not works_in(person, community):
        raise NotAllowed(_("Only those who are in this community can do this. Join it first."))


def must_see(person: Person, routine: Routine) -> None:
    """What somebody cannot see is not told of, not even in a refusal."""
    if not Routine.objects.visible_to(person).filter(pk=routine.pk).exists():
        raise NotAllowed(
            _("There is nothing here that you can see. If somebody sent you this address, ask them to add you.")
        )


def goes_on(routine: Routine) -> bool:
    """Of a closed community, a routine is read and nothing else."""
    return routine.community is not None and routine.community.closed is None


def must_use(person: Person, routine: Routine) -> None:
    """Whoever sees a routine may try it, use it and make it their own."""
    must_see(person, routine)
    if not goes_on(routine):
        raise NotAllowed(_("This community is closed. What was said and made here stays to be read."))


def may_change(person: Asker, routine: Routine) -> bool:
    """Whoever wrote it, and those who keep the community going."""
    return Routine.objects.editable_by(person).filter(pk=routine.pk).exists()


def must_change(person: Person, routine: Routine) -> None:
    must_see(person, routine)
    if not may_change(person, routine):
        raise NotAllowed(
            _(
                "Only whoever wrote this, and the facilitators here, can change it. You can make it your own, or say something beneath it."
            )
        )


def may_lead(person: Asker, agreement: Agreement) -> bool:
    """Whoever proposed it, and those who keep the community going: they word it anew, take it back, end it.

    Is it over, so may they still; that nothing can be done any more is then said to them, and is not “this is not yours”.
    """
    home = home_of(agreement.routine)
    if isinstance(person, Visitor) or home.closed is not None:
        return False
    here = Membership.objects.filter(person=person, community=home)
    if agreement.by_id != person.pk:
        here = here.filter(role=Membership.Role.FACILITATOR)
    return here.exists()


def must_lead(person: Person, agreement: Agreement) -> None:
    if not may_lead(person, agreement):
        raise NotAllowed(_("Only whoever proposed this, and the facilitators here, can do this."))


def home_of(routine: Routine) -> Community:
    """Every routine is a community’s."""
    assert routine.community is not None
    return routine.community
