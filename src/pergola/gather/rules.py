"""May this person found, open, join, keep?"""

from datetime import timedelta

from django.utils.translation import gettext as _

from pergola.commons.models import Artifact, Participation
from pergola.commons.models.artifact import ArtifactQuerySet
from pergola.kernel.clock import now
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.hubs import leads
from pergola.people.models import Asker, Person, Visitor, WallMember
from pergola.spaces.models import Community, Membership, MemberSystem, Network, Team, TeamMember
from pergola.systems.models import SchoolSystem
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason

SHOWN_WITH_HELP = ("problem", "aim")
SECOND_THOUGHTS = timedelta(days=30)
"""So long a community that was closed can be opened again."""
A_NIGHT = timedelta(days=1)
"""So long whoever took back that they ask to come in waits until they ask again."""


def keeps(person: Asker, community: Community) -> bool:
    """Does this person keep this community going, as its facilitator or as a lead behind its wall? Nobody keeps a closed one."""
    if isinstance(person, Visitor) or community.closed is not None:
        return False
    held = Membership.objects.filter(person=person, community=community, role=Membership.Role.FACILITATOR).exists()
    return held or leads(person, community.wall_id)


def leads_team(person: Asker, team: Team) -> bool:
    """Is this person the team's lead, or of the network's hub?"""
    if isinstance(person, Visitor):
        return False
    held = TeamMember.objects.filter(person=person, team=team, role=TeamMember.Role.LEAD).exists()
    return held or leads(person, team.wall_id)


def is_in(person: Asker, community: Community) -> bool:
    """Is this person in the community?"""
    if isinstance(person, Visitor):
        return False
    return Membership.objects.filter(person=person, community=community).exists()


def facilitates(person: Asker, community: Community) -> bool:
    """Is this person one of its facilitators, and is it not closed?"""
    held = Membership.objects.filter(person=person.pk, community=community, role=Membership.Role.FACILITATOR)
    return community.closed is None and not isinstance(person, Visitor) and held.exists()


def may_write_charter(person: Asker, community: Community) -> bool:
    """A charter is written together: by everybody who is in it."""
    return community.closed is None and is_in(person, community)


def must_write_charter(person: Person, community: Community) -> None:
    must_go_on(community)
    if not is_in(person, community):
        raise NotAllowed(_("Only those who are in this community write its charter. Join first."))


def may_ask_to_join(person: Asker, community: Community) -> bool:
    """Whoever is behind the wall and not in it, where one comes in on request."""
    return community.joining == Community.Joining.REQUEST and community.closed is None and not is_in(person, community)


def must_keep(person: Person, community: Community) -> None:
    """Raises a refusal that says why: it is closed, or it is not theirs to keep."""
    must_go_on(community)
    if not keeps(person, community):
        raise NotAllowed(_("Only those who keep this community going can do this."))


def must_go_on(community: Community) -> None:
    if community.closed is not None:
        raise NotAllowed(_("This community is closed. What was said and made here stays to be read."))


def must_open_in(person: Person, wall_id: int, parent: Community | None) -> None:
    """Leads open communities; whoever keeps one going opens groups in it."""
    if parent is not None and parent.wall_id == wall_id and keeps(person, parent):
        return
    must_lead(person, wall_id)


def may_open_again(person: Person, community: Community) -> bool:
    """Whoever closed it and is in it, or a lead; within thirty days."""
    lately = community.closed is not None and community.closed > now() - SECOND_THOUGHTS
    return lately and (
        (community.closed_by_id == person.pk and is_in(person, community)) or leads(person, community.wall_id)
    )


def must_be_asked(membership: Membership) -> None:
    """Nobody asks a newcomer to lead. Raises Refusal."""
    if membership.not_yet_leading:
        who = {"name": membership.person}
        raise Refusal(
            _("%(name)s is not yet leading, and nobody asks them to: they say themselves when they are ready.") % who
        )


def is_on(person: Asker, team: Team) -> bool:
    """Is this person on the team?"""
    return not isinstance(person, Visitor) and TeamMember.objects.filter(team=team, person=person).exists()


def places_to_open_in(standing: list[WallMember]) -> list[Wall]:
    """Behind which walls they may open a community: those they lead. No query: `standing` is read with the request."""
    return [one.wall for one in standing if one.role == WallMember.Role.LEAD]


def place_known_to(standing: list[WallMember], wall_id: int) -> WallMember | None:
    """How they stand behind this wall, if they are behind it. Whoever only operates the installation is behind none."""
    return next((one for one in standing if one.wall_id == wall_id), None)


def may_be_shown_with_help(person: Asker, team: Team) -> ArtifactQuerySet:
    """The problems and aims of the team that it may let the hub read when it asks for help."""
    return Artifact.objects.visible_to(person).filter(team=team, kind__in=SHOWN_WITH_HELP).order_by("kind", "title")


def shown_with_help(team: Team) -> Artifact | None:
    """What the team lets the hub read while it asks for help. For the hub’s people, and the team itself."""
    if team.help_about is None or team.asked_for_help is None:
        return None
    theirs = Artifact.objects.unrestricted(Reason.HUB).filter(team=team, kind__in=SHOWN_WITH_HELP, removed=None)
    return theirs.defer("search").filter(pk=team.help_about).first()


def must_operate(person: Person) -> None:
    if not person.is_operator:
        raise NotAllowed(_("Only an operator can set this up. Ask whoever keeps this installation."))


def must_lead(person: Person, wall_id: int) -> None:
    if not (person.is_operator or leads(person, wall_id)):
        raise NotAllowed(_("Only the leads here can do this. Ask one of them."))


def answers_for(person: Asker, member: MemberSystem) -> bool:
    """Does this person speak for the system in its network: as lead of its team there, or of the system itself?"""
    if isinstance(person, Visitor):
        return False
    team = TeamMember.objects.filter(
        person=person, role=TeamMember.Role.LEAD, team__network=member.network_id, team__system=member.system_id
    )
    wall = member.system.wall_id
    return team.exists() or (wall is not None and leads(person, wall))


def must_answer_for(person: Person, member: MemberSystem) -> None:
    if not answers_for(person, member):
        raise NotAllowed(_("Only the system itself can say what it shares: the lead of its team, or one of its leads."))


def may_invite(person: Asker, place: Community | Team | Network | SchoolSystem) -> bool:
    """Those who keep a community, lead a team, a hub or a system: each into their own. Where nobody leads yet, an operator."""
    if isinstance(place, Community):
        return keeps(person, place)
    if isinstance(place, Team):
        return leads_team(person, place)
    if place.wall_id is None:
        return False
    return leads(person, place.wall_id) or (person.is_operator and not somebody_leads(place.wall_id))


def somebody_leads(wall: int) -> bool:
    return WallMember.objects.filter(wall=wall, role=WallMember.Role.LEAD).exists()


def must_not_be_out(person: Person, community: Community) -> None:
    """Who was taken out comes in again when somebody brings them in, and not by themselves. Raises NotAllowed."""
    verbs = (Participation.Verb.JOINED, Participation.Verb.TAKEN_OUT)
    lived = Participation.objects.visible_to(person).filter(person=person, community=community, verb__in=verbs)
    if lived.order_by("-at", "-pk").values_list("verb", flat=True).first() == Participation.Verb.TAKEN_OUT:
        raise NotAllowed(
            _("Those who keep this community going have taken you out of it. One of them can bring you back in.")
        )


def others_go_on(community: Community, *, without: Person) -> None:
    """The same where somebody goes: who is alone in a community leaves nobody behind."""
    if Membership.objects.filter(community=community).exclude(person=without).exists():
        somebody_goes_on(community, without=without)


def somebody_goes_on(community: Community, *, without: Person) -> None:
    """Whoever is the only one to keep a community going does not stop before there is another. Raises Refusal."""
    if community.closed is not None:
        return
    keeping = Membership.objects.filter(community=community, role=Membership.Role.FACILITATOR)
    if [one.person_id for one in keeping] == [without.pk]:
        raise Refusal(_("Somebody has to keep this community going: make another person its facilitator first."))


def must_lead_call(person: Person, wall: Wall) -> None:
    """Its leads ask the people of a school system, and nobody else’s."""
    if wall.kind != Wall.Kind.SYSTEM or not leads(person, wall.pk):
        raise NotAllowed(_("Only the leads of a school system can do this. Ask one of them."))


def must_be_behind(person: Person, wall_id: int) -> None:
    if not WallMember.objects.filter(person=person, wall=wall_id).exists():
        raise NotAllowed(_("Only the people of this school system can do this."))
