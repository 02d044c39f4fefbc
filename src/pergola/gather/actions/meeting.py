from datetime import datetime
from uuid import uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.gather.rules import keeps
from pergola.kernel.clock import now
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import Person
from pergola.spaces.audiences import for_community
from pergola.spaces.models import Community
from pergola.talk.actions import News, forget_unread, tell
from pergola.talk.models import Notice


@transaction.atomic
def meet_next(*, by: Person, community: Community, when: datetime | None, where: str = "") -> Community:
    """Say when and where a community meets next. None: no date yet."""
    if not keeps(by, community):
        raise NotAllowed(_("Only those who keep this community going set its next date."))
    if when is not None and when <= now():
        raise Refusal(_("That is over already. Write a day and a time still to come."), field="day")
    community.meets_next, community.meets_where = when, where.strip() if when else ""
    community.save(update_fields=["meets_next", "meets_where"])
    took_part(by, Participation.Verb.CHANGED, community=community)
    forget_unread(by=by, kind=Notice.Kind.DATE, place=community)
    event = uuid5(community.pk, when.isoformat() if when else f"none, {now().isoformat()}")
    tell(by=by, news=News(Notice.Kind.DATE, event, for_community(community), community=community))
    return community
