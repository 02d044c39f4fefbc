"""May this person speak here, take back, keep order?"""

from django.db.models import F, Q
from django.utils.translation import gettext as _

from pergola.commons.models import Artifact
from pergola.commons.models.artifact import reached
from pergola.commons.rules import keeps_place, still_back
from pergola.kernel.errors import NotAllowed
from pergola.people.hubs import leads
from pergola.people.models import Asker, Person, Visitor
from pergola.spaces.models import Community, Membership, Team, TeamMember
from pergola.talk.models import Post, PostQuerySet
from pergola.walls.models import PUBLIC_WALL
from pergola.walls.reasons import Reason


def may_speak_about(person: Asker, artifact: Artifact) -> bool:
    """Whoever sees a thing may speak about it, but for published copies, talked of at home, and what a closed community keeps.

    Says the last of it, for a page that fetched the thing by its door; `must_speak_about` asks the first.
    """
    return not isinstance(person, Visitor) and artifact.wall_id != PUBLIC_WALL and not is_closed(artifact)


def is_closed(artifact: Artifact) -> bool:
    """Does it stand in a community that is closed? No query where its community was read with it."""
    return artifact.community is not None and artifact.community.closed is not None


def must_speak_about(person: Person, artifact: Artifact) -> None:
    """The whole rule, asked by the act itself: nobody posts on what they do not see, whoever calls."""
    if not Artifact.objects.visible_to(person).filter(pk=artifact.pk).exists():
        raise NotAllowed(
            _("There is nothing here that you can see. If somebody sent you this address, ask them to add you.")
        )
    must_be_open(artifact)
    if not may_speak_about(person, artifact):
        raise NotAllowed(_("Nothing is posted on a published page. Speak about it in your community."))


def must_be_open(artifact: Artifact) -> None:
    if is_closed(artifact):
        raise NotAllowed(_("This community is closed. What was said here stays to be read."))


def may_start_in(person: Asker, space: Community | Team) -> bool:
    """Members speak; others are behind the same wall and only see the charter."""
    if isinstance(person, Visitor):
        return False
    if isinstance(space, Community):
        return space.closed is None and Membership.objects.filter(person=person, community=space).exists()
    return TeamMember.objects.filter(person=person, team=space).exists()


def may_write_to(person: Asker, team: Team) -> bool:
    """The hub writes to a team that it is not on, if anybody is: how else could it answer one that asks for help?"""
    if isinstance(person, Visitor):
        return False
    on_it = TeamMember.objects.filter(team=team)
    return leads(person, team.wall_id) and on_it.exists() and not on_it.filter(person=person).exists()


def may_remove_post(person: Asker, post: Post) -> bool:
    """One's own words; and anybody's, for those who keep the place it stands in."""
    return post.by_id == person.pk or keeps_place(person, post.artifact)


def told_on(person: Asker, artifact: Artifact) -> PostQuerySet:
    """What a page about this thing, which the person sees, tells of: the posts; and that somebody else took one away.

    Taking one’s own words back leaves no trace. Taking somebody else’s away does: a place is kept in the open.
    """
    there = Post.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(reached(person), artifact=artifact.pk)
    return there.filter(Q(removed=None) | (still_back() & ~Q(removed_by=F("by"))))


def posts_removed_by(person: Asker) -> PostQuerySet:
    """Posts this person removed, on things they may still see, that can come back."""
    if isinstance(person, Visitor):
        return Post.objects.none()
    seen = Artifact.objects.visible_to(person).values("pk")
    gone = Post.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(still_back(), removed_by=person, artifact__in=seen)
    return gone.order_by("-removed")
