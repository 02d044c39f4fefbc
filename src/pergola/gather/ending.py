"""What a community leaves: who was here, what was made, what its people thank each other for; and what passes on with it."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from pergola.commons.kinds import kind
from pergola.commons.models import Artifact, File
from pergola.gather.models import JoinRequest, Thanks
from pergola.kernel.clock import now
from pergola.meetings.models import Gathering
from pergola.people.models import Asker
from pergola.spaces.models import Charter, Community, Membership
from pergola.talk.models import Conversation, Post
from pergola.walls.reasons import Reason

MOST_NAMED = 60


@dataclass(frozen=True)
class Left:
    """Of one community, as one of its people sees it."""

    people: list[Membership]
    counts: list[tuple[str, int]]
    """“conversations”, 14."""
    made: list[Artifact]
    """Things by name, but conversations and gatherings: they are counted."""
    thanks: list[Thanks]


def left_by(person: Asker, community: Community) -> Left:
    """Five queries, all through the doors."""
    here = Membership.objects.visible_to(person).filter(community=community).select_related("person")
    things = Artifact.objects.visible_to(person).filter(community=community)
    counted = things.values_list("kind").annotate(n=Count("pk")).order_by("-n")
    said = Post.objects.visible_to(person).filter(artifact__community=community, removed=None)
    counts = [(str(kind(name).word), n) for name, n in counted]
    named = things.exclude(kind__in=[Conversation.KIND, Gathering.KIND]).select_related("made_by")
    return Left(
        sorted(here, key=lambda one: (one.role == Membership.Role.MEMBER, one.person.name)),
        [*counts, (_("post"), said.count())],
        list(named.defer("search", "words", "body").order_by("made")[:MOST_NAMED]),
        list(Thanks.objects.visible_to(person).filter(community=community).select_related("person")),
    )


def passes_on(community: Community) -> list[tuple[str, int]]:
    """What is handed over with a community, as numbers: to somebody who keeps it, or may be about to. Six queries.

    What there is none of is not listed.
    """
    things = Artifact.objects.unrestricted(Reason.COUNTING).filter(community=community, removed=None)
    to_come = Q(kind=Gathering.KIND, gathering__called_off=None, gathering__ends__gt=now())
    of_things = things.aggregate(
        talks=Count("pk", filter=Q(kind=Conversation.KIND)),
        dates=Count("pk", filter=to_come),
        others=Count("pk", filter=~Q(kind__in=[Conversation.KIND, Gathering.KIND])),
    )
    files = File.objects.unrestricted(Reason.COUNTING).filter(artifact__in=things.values("pk"), removed=None).count()
    asking = JoinRequest.objects.unrestricted(Reason.COUNTING).filter(community=community, answered=None).count()
    every = [
        (_("people"), Membership.objects.unrestricted(Reason.COUNTING).filter(community=community).count()),
        (_("conversations"), of_things["talks"]),
        (_("problems, aims, cycles and other things"), of_things["others"]),
        (_("files"), files),
        (_("dates to come"), of_things["dates"]),
        (
            _("versions of the charter"),
            Charter.objects.unrestricted(Reason.COUNTING).filter(community=community).count(),
        ),
        (_("groups in it"), Community.objects.unrestricted(Reason.COUNTING).filter(parent=community).count()),
        (_("people who ask to come in"), asking),
    ]
    return [(what, n) for what, n in every if n]
