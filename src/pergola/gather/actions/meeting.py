from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.gather.invitations import hold_place
from pergola.gather.rules import keeps
from pergola.kernel.clock import now
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.ids import new_id
from pergola.people.models import Person
from pergola.spaces.audiences import for_community
from pergola.spaces.models import Community
from pergola.talk.actions import News, forget_unread, tell
from pergola.talk.models import Notice


@transaction.atomic
def meet_next(*, by: Person, community: Community, when: datetime | None, where: str = "") -> Community:
    """Say when and where a community meets next. None: no date yet. Where neither changes, nobody is told anything.

    The community is held, so that of two who say the same at one moment the second changes nothing.
    """
    if not keeps(by, community):
        raise NotAllowed(_("Only those who keep this community going set its next date."))
    if when is not None and when <= now():
        raise Refusal(_("That is over already. Write a day and a time still to come."), field="day")
    where = where.strip() if when else ""
    hold_place(community)
    community.refresh_from_db(fields=["meets_next", "meets_where"])
    if (community.meets_next, community.meets_where) == (when, where):
        return community
    community.meets_next, community.meets_where = when, where
    community.save(update_fields=["meets_next", "meets_where"])
    took_part(by, Participation.Verb.CHANGED, community=community)
    for old in (Notice.Kind.DATE, Notice.Kind.SOON):
        forget_unread(by=by, kind=old, place=community)
    tell(by=by, news=News(Notice.Kind.DATE, new_id(), for_community(community), community=community))
    return community
