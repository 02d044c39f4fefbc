from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.gather.invitations import hold_place
from pergola.gather.rules import must_keep
from pergola.kernel.clock import today
from pergola.kernel.errors import Refusal
from pergola.kernel.ids import new_id
from pergola.people.models import Person
from pergola.spaces.audiences import for_community
from pergola.spaces.models import Community
from pergola.talk.actions import News, tell
from pergola.talk.models import Notice


@transaction.atomic
def become_community(*, by: Person, community: Community, name: str = "") -> Community:
    """A fellowship that does not want to end goes on as a community: the same room with its people, files and history.

    Its people stay as they are: whoever is not yet leading is not asked to lead for it. Everybody is told.
    """
    must_keep(by, community)
    hold_place(community)
    if not community.is_fellowship:
        raise Refusal(_("This is no fellowship with a last day; it goes on as it is."))
    community.ends, community.grew, community.name = None, today(), name.strip() or community.name
    community.stage = community.Stage.COALESCING
    community.save(update_fields=["ends", "grew", "name", "stage"])
    took_part(by, Participation.Verb.CHANGED, community=community)
    tell(by=by, news=News(Notice.Kind.CLOSED, new_id(), for_community(community), community=community))
    return community
