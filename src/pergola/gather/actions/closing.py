"""Ending well: a community is closed, its people thank each other, and it stays to be read."""

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.gather.invitations import hold_place
from pergola.gather.models import HandOver, Invitation, JoinRequest, Thanks
from pergola.gather.rules import is_in, may_open_again, must_keep
from pergola.kernel.clock import now
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.ids import new_id
from pergola.meetings.models import Gathering
from pergola.people.models import Person
from pergola.spaces.audiences import for_community
from pergola.spaces.models import Community
from pergola.talk.actions import News, tell
from pergola.talk.models import Notice
from pergola.walls.reasons import Reason


@transaction.atomic
def close_community(*, by: Person, community: Community, farewell: str = "") -> Community:
    """Close it: from now on it is read and thanked for, and nothing else. Dates to come are off, what was asked is answered by it.

    Everybody in it is told. Within thirty days it can be opened again.
    """
    must_keep(by, community)
    hold_place(community)
    moment = now()
    community.closed, community.closed_by, community.farewell = moment, by, farewell.strip()
    community.save(update_fields=["closed", "closed_by", "farewell"])
    to_come = Gathering.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(community=community).to_come()
    dates = list(to_come.values_list("pk", flat=True))
    Gathering.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk__in=dates).update(called_off=moment)
    open_ones = {"community": community, "answered": None}
    Invitation.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(**open_ones).update(
        answer=Invitation.Answer.WITHDRAWN, answered=moment, answered_by=by
    )
    JoinRequest.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(**open_ones).update(
        answer=JoinRequest.Answer.NOT_NOW, answered=moment, answered_by=by
    )
    HandOver.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(**open_ones).update(
        answer=HandOver.Answer.TAKEN_BACK, answered=moment
    )
    took_part(by, Participation.Verb.CHANGED, community=community)
    tell(by=by, news=News(Notice.Kind.CLOSED, new_id(), for_community(community), community=community))
    return community


@transaction.atomic
def open_again(*, by: Person, community: Community) -> Community:
    """On second thoughts it goes on: said by whoever closed it, or a lead, within thirty days. Dates that were off stay off."""
    hold_place(community)
    community.refresh_from_db(fields=["closed", "closed_by"])
    if community.closed is None:
        return community
    if not may_open_again(by, community):
        raise NotAllowed(_("Only whoever closed it, or a lead here, opens it again, and only for thirty days."))
    community.closed = community.closed_by = None
    community.save(update_fields=["closed", "closed_by"])
    took_part(by, Participation.Verb.BROUGHT_BACK, community=community)
    tell(by=by, news=News(Notice.Kind.CLOSED, new_id(), for_community(community), community=community))
    return community


@transaction.atomic
def say_thanks(*, by: Person, community: Community, words: str) -> Thanks:
    """A word of thanks, on the page with which it ends: the one thing that is still written in a closed community."""
    if not is_in(by, community):
        raise NotAllowed(_("Only those who were in it to the end give thanks here."))
    if community.closed is None:
        raise Refusal(_("It goes on: thank each other in a conversation."))
    if not words.strip():
        raise Refusal(_("There is nothing written yet."), field="words")
    said = {"words": words.strip(), "said": now()}
    made, new = Thanks.objects.update_or_create(community=community, person=by, defaults=said)
    if new:
        took_part(by, Participation.Verb.SAID, community=community)
    return made
