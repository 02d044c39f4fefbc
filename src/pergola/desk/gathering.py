"""What the home of a community shows: who is here, what they work on, what they talk about. A fixed number of queries."""

from dataclasses import dataclass, field

from django.db.models import Case, Count, IntegerField, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import RowNumber

from pergola.commons.gone import Gone, just_removed
from pergola.commons.seen import seen_by_number
from pergola.gather.models import Invitation, JoinRequest
from pergola.inquiry.models import Cycle
from pergola.kernel.clock import now
from pergola.meetings.reading import Next, next_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Asker, WallMember
from pergola.routines.waiting import InShort, in_short
from pergola.spaces.models import Community, Membership
from pergola.spaces.tree import Branch, groups_of
from pergola.talk.models import Conversation, Post
from pergola.talk.reading import Box, shortened, start_box
from pergola.talk.rendering import as_words

PEOPLE_SHOWN, CYCLES_SHOWN, CONVERSATIONS_SHOWN = 12, 6, 12
MOST_ASKING = 100
RANKS: dict[str, int] = {Membership.Role.FACILITATOR: 0, Membership.Role.DOCUMENTER: 1, Membership.Role.MEMBER: 2}
KEEPING = {Membership.Role.FACILITATOR, Membership.Role.DOCUMENTER}
RANK = Case(*(When(role=role, then=Value(rank)) for role, rank in RANKS.items()), output_field=IntegerField())
NEWEST = Case(  # all who keep it, whatever their number; of the others so many
    When(role__in=sorted(KEEPING), then=Value(0)),
    default=Window(RowNumber(), partition_by=[RANK], order_by="-joined"),
    output_field=IntegerField(),
)
STEPS = {Cycle.Step.PLAN: 1, Cycle.Step.DO: 2, Cycle.Step.STUDY: 3, Cycle.Step.ACT: 4, Cycle.Step.DONE: 5}


@dataclass(frozen=True)
class Talked:
    """A conversation with its last answer."""

    conversation: Conversation
    answers: int
    last: Post | None

    @property
    def words(self) -> str:
        return shortened(as_words(self.last.body if self.last else self.conversation.body), 180)


@dataclass(frozen=True)
class Worked:
    """A cycle with the number of the step it is in."""

    cycle: Cycle
    step: int


@dataclass
class Home:
    """A community as this person sees it. Outside it, only its charter and who keeps it."""

    community: Community
    people: int
    inside: bool
    keeps: bool
    keepers: list[Membership]
    here: list[Membership] = field(default_factory=list)
    cycles: list[Worked] = field(default_factory=list)
    conversations: list[Talked] = field(default_factory=list)
    more_conversations: bool = False
    box: Box | None = None
    agreements: list[InShort] = field(default_factory=list)
    """What it teaches with, and what it is asked to."""
    gone: Gone | None = None
    next: Next | None = None
    """When everybody here meets next."""
    groups: list[Branch] = field(default_factory=list)
    asked: JoinRequest | None = None
    """What this person has asked, who is not in it."""
    asking: int = 0
    """How many ask to come in: for those who keep it."""
    invited: int = 0
    """How many are invited and have not answered: for those who keep it."""
    own: Membership | None = None
    """One's own membership."""

    @property
    def plans(self) -> bool:
        """May this person have everybody meet?"""
        return self.keeps and self.own is not None and self.own.role == Membership.Role.FACILITATOR


def home_of(request: PersonRequest, community: Community) -> Home:
    """Read all of it: eight queries with the community's own inside, three outside; one more where one comes in on request, and for those who keep it."""
    person = request.person
    here, people, own = _here(person, community)
    by_person = {one.person_id: one for one in here}
    keepers = sorted((one for one in here if one.role in KEEPING), key=lambda one: (RANKS[one.role], one.person.name))
    home = Home(community, people, bool(own), _keeps(request, community, own), keepers)
    home.groups = groups_of(person, community)
    on_request = community.joining == Community.Joining.REQUEST and community.closed is None
    if on_request and (home.keeps or not home.inside):
        _asked(home, person)
    if home.keeps and community.closed is None:
        waiting = Invitation.objects.editable_by(person).filter(community=community, expires__gt=now())
        home.invited = waiting.count()
    if home.inside:
        home.own, home.next = by_person.get(person.pk) if person.pk else None, next_in(person, community)
        home.here = [one for one in here if one not in keepers and one.person_id != person.pk][:PEOPLE_SHOWN]
        home.cycles, home.agreements = _cycles(person, community), in_short(person, community)
        found = _conversations(person, community)
        home.conversations, home.more_conversations = found[:CONVERSATIONS_SHOWN], len(found) > CONVERSATIONS_SHOWN
        if community.closed is None:
            home.box = start_box(person, community, seen_by_number(home.people))
        home.gone = just_removed(request, request.person)
    return home


def _asked(home: Home, person: Asker) -> None:
    """How many ask, for those who keep it; one's own asking, for whoever is outside. One query."""
    open_ones = JoinRequest.objects.visible_to(person).filter(community=home.community)
    rows = list(open_ones.order_by("-asked")[:MOST_ASKING])
    home.asked = next((one for one in rows if one.person_id == person.pk), None) if not home.inside else None
    home.asking = sum(one.answered is None for one in rows) if home.keeps else 0


def _here(person: Asker, community: Community) -> tuple[list[Membership], int, str]:
    """All who keep it, the newest of the others, and oneself; how many people are in it; this person's own role in it. One query."""
    everybody = Membership.objects.visible_to(person).filter(community=community)
    own = Subquery(everybody.filter(person=person.pk).values("role")[:1])
    told = everybody.annotate(people=Window(Count("pk")), own=own, newest=NEWEST)
    found = told.filter(Q(newest__lte=PEOPLE_SHOWN + 1) | Q(person=person.pk))
    shown = list(found.select_related("person").order_by(RANK, "-joined"))
    first = shown[0] if shown else None
    return shown, getattr(first, "people", 0), getattr(first, "own", None) or ""


def _keeps(request: PersonRequest, community: Community, own: str) -> bool:
    """`gather.rules.keeps`, from what is read already: no query."""
    if community.closed is not None:
        return False
    if own == Membership.Role.FACILITATOR:
        return True
    return any(one.wall_id == community.wall_id and one.role == WallMember.Role.LEAD for one in request.standing)


def _cycles(person: Asker, community: Community) -> list[Worked]:
    under_way = Cycle.objects.visible_to(person).filter(community=community).exclude(step=Cycle.Step.DONE)
    newest = under_way.select_related("made_by").defer("search").order_by("-changed")[:CYCLES_SHOWN]
    return [Worked(one, STEPS[Cycle.Step(one.step)]) for one in newest]


def _conversations(person: Asker, community: Community) -> list[Talked]:
    answers = Post.objects.filter(artifact=OuterRef("pk"), removed=None).order_by()
    counted = answers.values("artifact").annotate(n=Count("pk")).values("n")
    newest = Conversation.objects.visible_to(person).filter(community=community).select_related("made_by")
    shown = list(
        newest.annotate(answers=Subquery(counted)).defer("search").order_by("-changed")[: CONVERSATIONS_SHOWN + 1]
    )
    said = Post.objects.visible_to(person).filter(artifact__in=[one.pk for one in shown]).select_related("by")
    last = {one.artifact_id: one for one in said.defer("search").order_by("artifact", "-said").distinct("artifact")}
    return [Talked(one, getattr(one, "answers", None) or 0, last.get(one.pk)) for one in shown]
