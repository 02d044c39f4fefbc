"""Who is told of what: by set, from the view `reach`, in one query, and never wider than the doors."""

from uuid import UUID

from django.db.models import CharField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from pergola.commons.models import Artifact
from pergola.people.models import Person, PersonQuerySet
from pergola.spaces.models import Audience, Community, Membership, Network, Reach, Team, TeamMember
from pergola.talk.models import Hearing, How, Notice, Post
from pergola.talk.models.notice import NOWHERE
from pergola.walls.reasons import Reason

AT_ONCE = {
    *(Notice.Kind.ASKED, Notice.Kind.HELP, Notice.Kind.SOON, Notice.Kind.PULSE),
    *(Notice.Kind.JOIN, Notice.Kind.LET_IN, Notice.Kind.KEEP, Notice.Kind.LAUNCHED, Notice.Kind.PAIR),
    *(Notice.Kind.POLL, Notice.Kind.PROMISE, Notice.Kind.MERGED, Notice.Kind.CRITIQUE),
    *(Notice.Kind.PAIR_YES, Notice.Kind.PAIR_NO, Notice.Kind.PAIR_END),
    *(Notice.Kind.PROPOSED, Notice.Kind.OBJECTED, Notice.Kind.GONE),
}
"""Somebody waits for an answer to these, or it is too late in a week. All others wait for the digest, unless one says otherwise."""


OF_A_WALL = (Notice.Kind.POLL, Notice.Kind.PAIR, Notice.Kind.LAUNCHED, Notice.Kind.THEME)
"""Told behind the wall of a school system, wherever they lead: one chooses how to hear of them by the system."""


def usually(kind: str) -> How:
    if kind == Notice.Kind.INVITED:
        return How.PAGE  # an invitation is a mail already
    return How.MAIL if kind in AT_ONCE else How.DIGEST


def chosen_by(person: Person) -> dict[tuple[UUID, str], How]:
    """How this person has chosen to hear, by place and kind of news. One query."""
    return {(one.place, one.kind): How(one.how) for one in Hearing.objects.visible_to(person)}


def place_of(artifact: Artifact) -> UUID:
    """The community or team a thing stands in, or else its network: by it one chooses how to hear of the thing."""
    return artifact.community_id or artifact.team_id or network_of(artifact.wall_id)


def place_of_wall(wall: int) -> UUID:
    """A school system as the place of what is told to everybody in it: a wall has a number, and a place an id."""
    return UUID(int=wall)


def network_of(wall: int) -> UUID:
    """The network behind this wall: the place of what is told to its hub."""
    here = Network.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(wall=wall)
    return here.values_list("pk", flat=True).first() or NOWHERE


def seeing(audience: Audience, artifact: Artifact | None = None) -> Q:
    """Whom this audience reaches, and that of the thing it is about. Nobody, where it is the public."""
    if audience.kind == Audience.Kind.PUBLIC:
        return Q(pk__in=[])
    here = Q(pk__in=Reach.objects.filter(audience=audience).values("person"))
    if artifact is not None and artifact.audience_id != audience.pk:
        here &= Q(pk__in=Reach.objects.filter(audience=artifact.audience_id).values("person"))
    return here


def inside(space: Community | Team) -> Q:
    """Whom the audience of this space reaches, without asking for it."""
    if isinstance(space, Community):
        return Q(pk__in=Membership.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(community=space).values("person"))
    return Q(pk__in=TeamMember.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(team=space).values("person"))


def told(by: Person | None, kind: Notice.Kind, who: Q, place: UUID) -> PersonQuerySet:
    """The people of `who`, but whoever does it; each with `how` they want to hear. None does it: the house itself."""
    chosen = Hearing.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(person=OuterRef("pk"), place=place, kind=kind)
    how = Coalesce(Subquery(chosen.values("how")[:1]), Value(usually(kind).value), output_field=CharField())
    people = Person.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(who, erased=None)
    others = people if by is None else people.exclude(pk=by.pk)
    return others.annotate(how=how)


def taking_part(artifact: Artifact) -> Q:
    """Who made a thing, who is on its team, and who has said something about it; of what two have alone, both."""
    said = Post.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(artifact=artifact.pk, removed=None).values("by")
    part = Q(pk=artifact.made_by_id) | Q(pk__in=said)
    if artifact.team_id is not None:
        part |= Q(
            pk__in=TeamMember.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(team=artifact.team_id).values("person")
        )
    if artifact.team_id is None and artifact.community_id is None and artifact.audience.kind == Audience.Kind.NAMED:
        part |= Q(pk__in=Reach.objects.filter(audience=artifact.audience_id).values("person"))
    return part
