"""How a community is arranged: who may join, in what it is a group, at what stage it is; and who is not yet leading."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.gather.invitations import hold_place
from pergola.gather.rules import keeps, must_go_on, must_keep
from pergola.kernel.clock import today
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import Person
from pergola.spaces.models import Community, Membership
from pergola.spaces.tree import is_within


@transaction.atomic
def arrange_community(
    *, by: Person, community: Community, joining: Community.Joining, parent: Community | None, kept_for: str, ends: date | None
) -> Community:  # fmt: skip
    """Who may join, in what it is a group, who carries it; of a fellowship its last day.

    Putting it into another community is for those who keep both; no community is inside itself.
    """
    must_keep(by, community)
    hold_place(community)
    if parent is not None and parent.pk != community.parent_id:
        must_go_on(parent)
        if not keeps(by, parent):
            raise NotAllowed(_("Only those who keep both communities going put one into the other."))
        if parent.pk == community.pk or is_within(parent, community):
            raise Refusal(_("It would then be inside itself. Choose another, or none."), field="parent")
    if ends != community.ends and ends is not None and ends < today():
        raise Refusal(_("That day is over. Write one still to come."), field="ends")
    if community.is_fellowship and ends is None:
        raise Refusal(
            _("A fellowship has a last day. Making it a community that goes on is a step of its own."), field="ends"
        )
    stands = {"joining": joining, "parent": parent, "kept_for": kept_for.strip(), "ends": ends}
    if any(getattr(community, name) != value for name, value in stands.items()):
        for name, value in stands.items():
            setattr(community, name, value)
        community.save(update_fields=list(stands))
        took_part(by, Participation.Verb.CHANGED, community=community)
    return community


@transaction.atomic
def choose_stage(*, by: Person, community: Community, stage: Community.Stage) -> Community:
    """At which of the five stages of its life it is, as those see it who keep it going."""
    must_keep(by, community)
    if community.stage != stage:
        community.stage = stage
        community.save(update_fields=["stage"])
        took_part(by, Participation.Verb.CHANGED, community=community)
    return community


@transaction.atomic
def say_leading(*, by: Person, community: Community, ready: bool) -> Membership:
    """Whether one may be asked to lead: said by oneself, and by nobody else. Whoever keeps it going already cannot be a newcomer."""
    must_go_on(community)
    mine = Membership.objects.select_for_update(of=("self",)).filter(community=community, person=by).first()
    if mine is None:
        raise NotAllowed(_("Only those who are in this community say this of themselves."))
    if not ready and mine.role != Membership.Role.MEMBER:
        raise Refusal(_("You keep this going already. Hand that on first."))
    if mine.not_yet_leading == ready:
        mine.not_yet_leading = not ready
        mine.save(update_fields=["not_yet_leading"])
        took_part(by, Participation.Verb.CHANGED, community=community)
    return mine
