"""What can this person see, and who can see this thing: two questions, one answer, for every model and every actor."""

from collections.abc import Callable
from uuid import UUID

from django.db.models import Model
from tests.architecture.test_doors import MODELS
from tests.befriending import FRIENDLY, of_critique
from tests.world import World

from pergola.commons.models import Artifact, Citation, Draft, FigureRelease, File, Letter, Link, Once, Participation
from pergola.gather.models import (
    Call,
    Commitment,
    Elsewhere,
    EntryRequest,
    FocusArea,
    HandOver,
    Invitation,
    JoinRequest,
    NotAgain,
    Pack,
    Pair,
    Pathway,
    PathwayLevel,
    PathwayPlace,
    PathwayThing,
    Promise,
    Rest,
    Support,
    Thanks,
    Workplace,
)
from pergola.inquiry.models import (
    Aim,
    AskedNumber,
    ChangeIdea,
    Claim,
    CountedBy,
    Cycle,
    Definition,
    DefinitionVersion,
    EarlierValue,
    Expectation,
    Ground,
    Lean,
    Measure,
    Observation,
    Part,
    Problem,
    QuietNudge,
    Split,
    TakenUp,
    TeamStage,
    Version,
    Weighing,
)
from pergola.insight.models import NumbersRelease
from pergola.instruments.models import Asking, Instrument, Item, Result, Sharing, Sheet, SheetLine, Tally, Ticket
from pergola.meetings.models import Coming, Gathering, Presence
from pergola.people.models import Person, WallMember, walls_of
from pergola.publishing.models import Consent, Edition, Lesson, PackageAdoption
from pergola.routines.models import Adoption, Agreement, Mark, PooledMonth, Routine, Tension, Trial, Voice, Wording
from pergola.spaces import models as spaces
from pergola.systems.models import RosterImport, RosterInvitation, RosterOrg, RosterPerson
from pergola.talk.models import Conversation, Hearing, Notice, Post, QuietHours
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

EVERYBODY = "everybody"
type Readers = set[object]


def of_artifact(thing: Artifact) -> Readers:
    """Asked backward: the audience is asked for its people."""
    if thing.audience.kind == spaces.Audience.Kind.PUBLIC:
        return {EVERYBODY}
    return set(thing.audience.people().values_list("pk", flat=True))


def of_room(thing: Model) -> Readers:
    return set(WallMember.objects.filter(wall=thing.wall_id).values_list("person", flat=True))  # type: ignore[attr-defined]


def of_one(thing: Draft | Once | Hearing | QuietHours | Ticket | Pack | Mark) -> Readers:
    return {thing.person_id}


def of_place(thing: PathwayPlace) -> Readers:
    """Oneself, and where one lets others on it find one, those who let it, too."""
    there = PathwayPlace.objects.unrestricted(Reason.COUNTING).filter(pathway=thing.pathway_id, found=True)
    return {thing.person_id} | (set(there.values_list("person", flat=True)) if thing.found else set())


def of_post(thing: Post | File) -> Readers:
    """Whoever sees the artifact now and saw it when this was said."""
    audience = spaces.Audience.objects.unrestricted(Reason.COUNTING).get(pk=thing.audience_id)
    then = of_audience(audience)
    now_ = of_artifact(thing.artifact)
    return then if EVERYBODY in now_ else now_ if EVERYBODY in then else then & now_


def of_file(thing: File) -> Readers:
    """Whoever sees the artifact now; with a post, whoever saw it when that was said. Nobody once it is taken away."""
    if thing.removed or thing.post_removed:
        return set()
    return of_post(thing) if thing.said_in else of_artifact(thing.artifact)


def of_notice(thing: Notice) -> Readers:
    """Whoever is told, while they see what they are told of."""
    assert thing.post is not None
    both = (of_audience(thing.audience), of_post(thing.post))
    return {thing.person_id} if all(EVERYBODY in who or thing.person_id in who for who in both) else set()


def of_participation(thing: Participation) -> Readers:
    """One's own, where one is still behind the wall it happened behind: the first lock holds for oneself, too."""
    behind = WallMember.objects.filter(wall=thing.wall_id, person=thing.person_id).exists()
    return {thing.person_id} if behind else set()


def of_link(thing: Link) -> Readers:
    return of_artifact(thing.source) & of_artifact(thing.target)


def of_lean(thing: Lean) -> Readers:
    team = spaces.TeamMember.objects.unrestricted(Reason.COUNTING).filter(team=thing.cycle.team_id)
    return of_artifact(thing.cycle) & set(team.values_list("person", flat=True))


def of_part(thing: Part) -> Readers:
    """Whoever sees what it grows from, and the idea where one hangs there. What was taken out only to be brought back."""
    if thing.removed is not None:
        return set()
    return of_artifact(thing.artifact) & (of_artifact(thing.idea) if thing.idea else of_artifact(thing.artifact))


def of_consent(thing: Consent) -> Readers:
    """The team that is asked, and whoever may write the lesson."""
    lesson = thing.lesson
    team = spaces.TeamMember.objects.unrestricted(Reason.COUNTING).filter(team=lesson.team_id)
    keeping = spaces.Membership.objects.unrestricted(Reason.COUNTING).filter(
        community=lesson.community_id, role="facilitator"
    )
    of_nobodys_team = set(keeping.values_list("person", flat=True)) | {lesson.made_by_id}
    writing = set(team.values_list("person", flat=True)) if lesson.team_id else of_nobodys_team
    asked = spaces.TeamMember.objects.unrestricted(Reason.COUNTING).filter(team=thing.team_id)
    return (of_artifact(lesson) & writing) | set(asked.values_list("person", flat=True))


def of_invitation(thing: Invitation) -> Readers:
    """Those who could have sent it: who keeps the community, leads the team, leads behind the wall."""
    keeping = spaces.Membership.objects.unrestricted(Reason.COUNTING).filter(
        community=thing.community_id, role="facilitator"
    )
    leading = spaces.TeamMember.objects.unrestricted(Reason.COUNTING).filter(team=thing.team_id, role="lead")
    leads = WallMember.objects.filter(wall=thing.wall_id, role=WallMember.Role.LEAD)
    readers: Readers = {one for found in (keeping, leading, leads) for one in found.values_list("person", flat=True)}
    operators = Person.objects.unrestricted(Reason.COUNTING).filter(is_operator=True).values_list("pk", flat=True)
    return {*readers, *operators} if thing.is_to_lead else readers


def of_roster(thing: RosterOrg | RosterPerson | RosterImport | RosterInvitation) -> Readers:
    """The leads of its system."""
    leads = WallMember.objects.filter(wall=thing.wall_id, role=WallMember.Role.LEAD)
    return set(leads.values_list("person", flat=True))


def of_result(thing: Result) -> Readers:
    """A pulse: who is in its community. A poll: the leads; closed, everybody behind the wall."""
    asking = thing.asking
    if asking.community_id:
        inside = spaces.Membership.objects.unrestricted(Reason.COUNTING).filter(community=asking.community_id)
        return set(inside.values_list("person", flat=True))
    behind = WallMember.objects.filter(wall=thing.wall_id)
    return set((behind if asking.closed else behind.filter(role=WallMember.Role.LEAD)).values_list("person", flat=True))


def on_team(team: UUID) -> Readers:
    on_it = spaces.TeamMember.objects.unrestricted(Reason.COUNTING).filter(team=team)
    return set(on_it.values_list("person", flat=True))


def of_hub(wall: int) -> Readers:
    return set(WallMember.objects.filter(wall=wall, role__in=["lead", "evaluator"]).values_list("person", flat=True))


def of_sheet(thing: Sheet) -> Readers:
    """The team; the hub, once it is agreed and while the team lets it."""
    shared = Sharing.objects.unrestricted(Reason.COUNTING).filter(team=thing.team_id).exists()
    return on_team(thing.team_id) | (of_hub(thing.wall_id) if shared and thing.agreed else set())


def of_charter(thing: spaces.Charter) -> Readers:
    """As it stands by the wall, as it was by those who are in it."""
    return of_members(thing) if thing.replaced else of_room(thing)


def of_members(thing: spaces.Charter | Thanks | Tension) -> Readers:
    here = spaces.Membership.objects.unrestricted(Reason.COUNTING).filter(community=thing.community_id)
    return set(here.values_list("person", flat=True))


def of_request(thing: JoinRequest) -> Readers:
    """Whoever asks, while behind the wall, and those who answer."""
    keeping = spaces.Membership.objects.unrestricted(Reason.COUNTING).filter(
        community=thing.community_id, role="facilitator"
    )
    leads = WallMember.objects.filter(wall=thing.wall_id, role=WallMember.Role.LEAD)
    answering = {one for found in (keeping, leads) for one in found.values_list("person", flat=True)}
    return answering | {thing.person_id}


def of_entry(thing: EntryRequest) -> Readers:
    """Those who lead there. Whoever asks stands behind no wall of it, and reads it where the act opened it for them."""
    leads = WallMember.objects.filter(wall=thing.wall_id, role=WallMember.Role.LEAD)
    return set(leads.values_list("person", flat=True))


def of_presence(thing: Presence) -> Readers:
    """Oneself, and who keeps the gathering: whoever set it, who facilitates the community, the team."""
    one = thing.gathering
    keeping = spaces.Membership.objects.unrestricted(Reason.COUNTING).filter(
        community=one.community_id, role="facilitator"
    )
    team = spaces.TeamMember.objects.unrestricted(Reason.COUNTING).filter(team=one.team_id)
    kept = set(team.values_list("person", flat=True)) if one.team_id else set(keeping.values_list("person", flat=True))
    return of_artifact(one) & (kept | {one.made_by_id, thing.person_id})


def of_support(thing: Support) -> Readers:
    """Oneself; whoever leads, only where somebody offers to lead."""
    leads = WallMember.objects.filter(wall=thing.wall_id, role=WallMember.Role.LEAD)
    return {thing.person_id} | (set(leads.values_list("person", flat=True)) if thing.leads else set())


def of_month(thing: Commitment | Elsewhere | Rest) -> Readers:
    """One’s own, and the coach’s who has said yes and of whom neither has said that it is over."""
    chosen = {"wall": thing.wall_id, "asked_by": thing.person_id, "kind": "coach", "answer": "yes", "ended": None}
    coaches = Pair.objects.unrestricted(Reason.COUNTING).filter(**chosen)
    return {thing.person_id, *coaches.values_list("asked_to", flat=True)}


def of_routine(thing: Trial | Adoption | Agreement) -> Readers:
    """Whoever sees the routine now, and was meant when this was written; what was taken back, nobody."""
    if getattr(thing, "taken_back", None) or getattr(thing, "stopped", None):
        return set()
    audience = spaces.Audience.objects.unrestricted(Reason.COUNTING).get(pk=thing.audience_id)
    return of_artifact(thing.routine) & of_audience(audience)


def of_audience(thing: spaces.Audience) -> Readers:
    return {EVERYBODY} if thing.kind == "public" else set(thing.people().values_list("pk", flat=True))


BACKWARD: dict[type[Model], Callable[..., Readers]] = {
    **dict.fromkeys(
        (Artifact, Conversation, Problem, Aim, ChangeIdea, Cycle, Measure, Claim, Lesson, Edition, Gathering, FocusArea, Routine), of_artifact
    ),
    **dict.fromkeys(
        (
            spaces.Network, spaces.MemberSystem, spaces.Phase, spaces.Milestone, spaces.HubRole, spaces.DeclaredFigure, spaces.Team,
            spaces.TeamMember, spaces.Community, spaces.Membership, spaces.AudiencePerson,
            Instrument, Item, Asking, Call, Pathway, PathwayLevel, PathwayThing, Definition, DefinitionVersion, CountedBy,
        ),
        of_room,
    ),
    **dict.fromkeys((Draft, Once, Hearing, QuietHours, Ticket, Pack, QuietNudge, Mark), of_one),
    **dict.fromkeys(FRIENDLY, of_critique),
    Weighing: lambda one: of_artifact(one.idea),
    **dict.fromkeys((Trial, Adoption, Agreement), of_routine),
    Wording: lambda one: of_routine(one.agreement),
    Voice: lambda one: of_routine(one.wording.agreement),
    TakenUp: lambda one: of_artifact(one.idea) & (on_team(one.team_id) | on_team(one.idea.team_id) | of_hub(one.wall_id)),
    TeamStage: lambda one: on_team(one.team_id) | of_hub(one.wall_id),
    PathwayPlace: of_place,
    Support: of_support,
    Tally: lambda _: set(),
    Result: of_result,
    Sharing: lambda one: on_team(one.team_id) | of_hub(one.wall_id),
    Promise: lambda one: on_team(one.team_id) | of_hub(one.wall_id),
    Sheet: of_sheet,
    SheetLine: lambda one: of_sheet(one.sheet),
    Participation: of_participation,
    Post: of_post,
    File: of_file,
    Citation: lambda one: of_artifact(one.artifact),
    EarlierValue: lambda one: of_artifact(one.measure),
    Observation: lambda one: of_artifact(one.measure),
    Split: lambda one: of_artifact(one.measure),
    AskedNumber: lambda one: of_artifact(one.measure),
    Expectation: lambda one: of_artifact(one.cycle),
    Lean: of_lean,
    Part: of_part,
    Ground: lambda one: of_artifact(one.artifact) & of_artifact(one.source),
    Version: lambda one: of_artifact(one.artifact),
    Coming: lambda one: of_artifact(one.gathering),
    Presence: of_presence,
    spaces.Charter: of_charter,
    JoinRequest: of_request,
    EntryRequest: of_entry,
    HandOver: lambda one: {one.given_by_id, one.given_to_id},
    **dict.fromkeys((Thanks, Tension), of_members),
    PooledMonth: lambda one: of_members(one.tension),
    Link: of_link,
    Consent: of_consent,
    PackageAdoption: lambda one: {EVERYBODY} if one.named else on_team(one.team_ref),
    Invitation: of_invitation,
    spaces.Audience: of_audience,
    Letter: lambda _: set(),
    FigureRelease: lambda _: set(),
    Notice: of_notice,
    NumbersRelease: lambda _: {EVERYBODY},
    **dict.fromkeys((RosterOrg, RosterPerson, RosterImport, RosterInvitation), of_roster),
    **dict.fromkeys((Commitment, Elsewhere, Rest), of_month),
    Pair: lambda one: {one.asked_by_id, one.asked_to_id},
    NotAgain: lambda one: {one.person_id},
    Workplace: lambda one: of_room(one) if one.found else {one.person_id},
}  # fmt: skip
PUBLIC_FACTS = {model for model in MODELS if model._meta.app_label == "systems"} - set(BACKWARD)


def test_every_model_is_asked_both_ways() -> None:
    assert {model.__name__ for model in MODELS if model not in BACKWARD} - {m.__name__ for m in PUBLIC_FACTS} == {
        "Person"
    }


def test_forward_and_backward_agree_for_every_model_and_every_actor(world: World) -> None:
    cast = world.cast
    pairs = seen = 0
    for model, readers in BACKWARD.items():
        with walls(cast.every_wall):
            backward = {row.pk: readers(row) for row in model._default_manager.all().unrestricted(Reason.COUNTING)}  # type: ignore[attr-defined]
        assert backward, f"the world has no {model.__name__}: nothing could leak"
        for name, actor in cast.actors.items():
            with walls(walls_of(actor)):
                forward = set(model._default_manager.visible_to(actor).values_list("pk", flat=True))  # type: ignore[attr-defined]
            expected = {pk for pk, who in backward.items() if EVERYBODY in who or actor.pk in who}
            assert forward == expected, f"{model.__name__} and the {name}"
            pairs, seen = pairs + len(backward), seen + len(expected)
    assert (pairs > 800, 0 < seen < pairs) == (True, True)


def test_the_feed_shows_what_the_door_shows(world: World) -> None:
    for name, actor in world.cast.actors.items():
        with walls(walls_of(actor)):
            door = list(Artifact.objects.visible_to(actor).order_by("-changed", "-pk").values_list("pk", flat=True))
            assert [
                one.pk for one in Artifact.objects.newest(spaces.Audience.objects.visible_to(actor), most=500)
            ] == door, name


def test_nobody_reaches_what_is_behind_a_wall_of_others_even_with_its_wall_open(world: World) -> None:
    """Lock 1 alone: with every wall open by mistake, the doors still hold."""
    cast = world.cast
    for name, actor in cast.actors.items():
        with walls(walls_of(actor)):
            usual = set(Artifact.objects.visible_to(actor).values_list("pk", flat=True))
        with walls(cast.every_wall):
            assert set(Artifact.objects.visible_to(actor).values_list("pk", flat=True)) == usual, name


def test_people_see_themselves_and_those_behind_a_wall_with_them(world: World) -> None:
    cast = world.cast
    with walls(walls_of(cast.outsider)):
        assert set(Person.objects.visible_to(cast.outsider)) == {cast.outsider}
    with walls(walls_of(cast.lead_b)):
        assert set(Person.objects.visible_to(cast.lead_b)) == {cast.lead_b, cast.team_lead_b}
    assert list(Person.objects.visible_to(cast.visitor)) == []
