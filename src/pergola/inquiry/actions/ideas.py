"""Ideas in a network: proposed by anyone, weighed by the hub, taken up by teams."""

from typing import Any
from uuid import uuid5

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from pergola.commons.models import Link, Participation
from pergola.commons.models.participation import took_part
from pergola.inquiry.actions.placing import place_idea
from pergola.inquiry.homes import home_of
from pergola.inquiry.making import fresh, link, make, said
from pergola.inquiry.models import Aim, ChangeIdea, TakenUp, Weighing
from pergola.inquiry.rules import must_see, must_work_in
from pergola.kernel.clock import now
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.hubs import leads
from pergola.people.models import Person, WallMember
from pergola.spaces.audiences import for_wall
from pergola.spaces.models import Network, Team, TeamMember
from pergola.talk.actions import News, tell
from pergola.talk.models import Notice
from pergola.walls.reasons import Reason

WARRANT = ("tried_elsewhere", "elsewhere_at", "record", "record_at", "like_ours", "like_ours_at")


@transaction.atomic
def propose_to_network(*, by: Person, network: Network, title: str, **words: Any) -> ChangeIdea:
    """Propose something to everyone in a network. It is of one's team there, if one is on one; else it is one's own."""
    if not WallMember.objects.filter(person=by, wall=network.wall_id).exists():
        raise NotAllowed(_("Only the people of this network propose something here."))
    mine = TeamMember.objects.visible_to(by).filter(person=by, wall=network.wall_id).select_related("team")
    member = mine.order_by("since", "pk").first()
    idea = ChangeIdea.objects.create(
        title=said(title, field="title"),
        made_by=by,
        made=now(),
        changed=now(),
        wall_id=network.wall_id,
        team=member.team if member else None,
        audience=for_wall(network.wall_id),
        **{name: text.strip() for name, text in words.items()},
    )
    took_part(by, Participation.Verb.MADE, artifact=idea)
    return idea


@transaction.atomic
def weigh_idea(*, by: Person, idea: ChangeIdea, word: str, because: str) -> Weighing:
    """Say what the hub thinks of an idea, and why. Whoever proposed it is told; whoever sees the idea sees it."""
    must_see(by, idea)
    if not leads(by, idea.wall_id):
        raise NotAllowed(_("Only the hub says what the hub thinks. You can say something beneath the idea."))
    if word not in Weighing.Word.values:
        raise Refusal(_("Choose one of these: take it up, promising, not now."), field="word")
    made = Weighing.objects.create(idea=idea, word=word, because=said(because, field="because"), by=by, at=now())
    took_part(by, Participation.Verb.ANSWERED, artifact=idea)
    _tell_proposer(by, idea, f"weighed {made.pk}")
    return made


@transaction.atomic
def take_up_idea(*, by: Person, idea: ChangeIdea, team: Team, aim: Aim | None = None) -> ChangeIdea:
    """Make an idea of the network one's team's own, for an aim of it if one is named.

    The team's is a thing of its own and says where it came from. The hub and whoever proposed it see that the team took it
    up, and of the team's own what the team lets them see.
    """
    must_see(by, idea)
    must_work_in(by, team)
    if team.wall_id != idea.wall_id:
        raise Refusal(_("An idea is taken up by a team of the same network."), field="team")
    held = fresh(idea)  # two of a team who press at once take it up once
    if held.team_id == team.pk:
        raise Refusal(_("This idea is your team’s own already. Plan a cycle with it."))
    if TakenUp.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(idea=held, team=team).exists():
        raise Refusal(_("Your team has taken this up already."))
    if aim is not None:
        must_see(by, aim)
        if home_of(aim) != team:
            raise Refusal(_("Choose an aim of your own team."), field="aim")
    warrant = {name: getattr(held, name) for name in WARRANT}
    own = make(ChangeIdea, by=by, home=team, title=held.title, body=held.body, forked_from_id=held.pk, **warrant)
    link(by=by, source=own, kind=Link.Kind.ADAPTS, target=held)
    if aim is not None:
        link(by=by, source=own, kind=Link.Kind.ADDRESSES, target=aim)
        place_idea(by=by, aim=aim, idea=own)
    TakenUp.objects.create(idea=held, own=own, team=team, by=by, at=now())
    _tell_proposer(by, held, f"taken up {team.pk}")
    return own


def _tell_proposer(by: Person, idea: ChangeIdea, what: str) -> None:
    news = News(Notice.Kind.WEIGHED, uuid5(idea.pk, what), idea.audience, artifact=idea)
    tell(by=by, news=news, among=Q(pk=idea.made_by_id))
