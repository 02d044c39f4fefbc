"""One of everything, behind more than one wall and for every kind of audience: what the locks and doors are tried on.

Made row by row and not by actions: these tests ask whether a row is seen, whoever wrote it.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from tests.befriending import befriend
from tests.cast import Cast
from tests.matrix.growth import lay_growth
from tests.matrix.nearby import lay_pairs
from tests.matrix.rostering import lay_roster
from tests.matrix.teaching import lay_agreement, lay_routine
from tests.matrix.tensions import lay_tension

from pergola.commons.models import Artifact, Citation, Draft, File, Letter, Link, Once, Participation
from pergola.commons.releasing import release_figures
from pergola.gather.models import (
    Call,
    EntryRequest,
    FocusArea,
    HandOver,
    Invitation,
    JoinRequest,
    Pack,
    Pathway,
    PathwayLevel,
    PathwayPlace,
    PathwayThing,
    Promise,
    Support,
    Thanks,
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
    Lean,
    Measure,
    Observation,
    Problem,
    Split,
)
from pergola.insight.models import NumbersRelease
from pergola.instruments.models import Asking, Instrument, Item, Result, Sharing, Sheet, SheetLine, Tally, Ticket
from pergola.kernel.suppression.cells import Rule, one_way
from pergola.meetings.models import Coming, Gathering, Presence
from pergola.people.models import Person, WallMember
from pergola.publishing.models import Consent, Edition, Lesson, PackageAdoption
from pergola.spaces import audiences
from pergola.spaces.models import Audience, Charter, Community, DeclaredFigure, MemberSystem, Milestone, Phase, Team
from pergola.talk.models import Conversation, Hearing, How, Notice, Post, QuietHours
from pergola.walls.models import PUBLIC_WALL
from pergola.walls.opening import walls

WHEN = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)


@dataclass
class World:
    cast: Cast
    artifacts: list[Artifact] = field(default_factory=list)
    """One conversation for each kind of audience behind each wall that can have it."""
    chain: dict[str, Artifact] = field(default_factory=dict)
    """Alder Valley's chain, seen by its team: problem, aim, idea, cycle, measure, claim, lesson."""
    posts: list[Post] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    """On each conversation one that stands on it and one said in its post; one on the cycle, shared after it was said."""


def make_world(cast: Cast) -> World:
    world = World(cast)
    with walls(cast.every_wall):
        _conversations(world)
        _chain(world)
        _rooms(world)
        _papers(world)
        _files(world)
        lay_pairs({}, {}, cast, cast.team_lead_b)
        lay_roster({}, cast, "alder", [cast.member, cast.former], "new@example.invalid")
        lay_roster({}, cast, "brier", [cast.lead_b, cast.team_lead_b], "new@example.invalid")
        _asked(world)
        _called(world)
        lay_tension(cast.talk, cast.facilitator)
        lay_tension(cast.seats, cast.neighbour)
        befriend(cast, world.chain)
        _taught(cast)
    return world


def converse(
    audience: Audience, by: Person, *, community: Community | None = None, team: Team | None = None
) -> Conversation:
    return Conversation.objects.create(
        title=f"Seen by {audience.kind} behind {audience.wall_id}", wall_id=audience.wall_id, audience=audience,
        made_by=by, community=community, team=team,
    )  # fmt: skip


def _conversations(world: World) -> None:
    cast = world.cast
    spaces = [
        (audiences.for_community(cast.talk), cast.facilitator, cast.talk, None),
        (audiences.for_facilitators(cast.talk), cast.facilitator, cast.talk, None),
        (audiences.for_community(cast.seats), cast.neighbour, cast.seats, None),
        (audiences.for_leads(cast.alder_wall), cast.lead_a, None, None),
        (audiences.for_wall(cast.alder_wall), cast.lead_a, None, None),
        (audiences.for_named(cast.alder_wall, [cast.coach, cast.member]), cast.coach, None, None),
        (audiences.for_leads(cast.brier_wall), cast.lead_b, None, None),
        (audiences.for_wall(cast.brier_wall), cast.lead_b, None, None),
        (audiences.for_wall(cast.elsewhere_wall), cast.outsider, None, None),
        (audiences.for_team(cast.alder_team), cast.team_lead, None, cast.alder_team),
        (audiences.for_team(cast.brier_team), cast.team_lead_b, None, cast.brier_team),
        (audiences.for_leads(cast.network.wall), cast.hub_director, None, None),
        (audiences.for_wall(cast.network.wall), cast.hub_director, None, None),
        (audiences.for_public(), cast.hub_director, None, None),
    ]
    for audience, by, community, team in spaces:
        made = converse(audience, by, community=community, team=team)
        world.artifacts.append(made)
        world.posts.append(Post.objects.create(artifact=made, by=by, body=f"Said to {audience.kind}"))


def _chain(world: World) -> None:
    cast = world.cast
    audience = audiences.for_team(cast.alder_team)
    common = {"wall_id": cast.network.wall_id, "audience": audience, "team": cast.alder_team, "made_by": cast.team_lead}
    chain = world.chain
    chain["problem"] = Problem.objects.create(title="Evidence is copied", affected="Grade 7", **common)
    chain["aim"] = Aim.objects.create(title="60 % explain", goal="60 %", by_when=date(2027, 5, 31), **common)
    chain["idea"] = ChangeIdea.objects.create(title="Say it, then write it", **common)
    cycle = Cycle.objects.create(title="Say it, then write it", begins=date(2026, 9, 29), **common)
    measure = Measure.objects.create(
        title="Slips that explain", counts="slips with a reason", out_of="all slips", **common
    )
    chain |= {"cycle": cycle, "measure": measure}
    chain["claim"] = Claim.objects.create(title="The share rises and stays up", **common)
    lesson = Lesson.objects.create(title="Say it before you write it", dek="Four minutes of talk.", **common)
    chain["lesson"] = lesson
    Expectation.objects.create(cycle=cycle, text="Half of all slips")
    Lean.objects.create(cycle=cycle, person=cast.member, towards=Cycle.Decision.ADAPT, said=WHEN)
    Observation.objects.create(measure=measure, on=date(2026, 9, 1), value="34", put_in_by=cast.team_lead)
    EarlierValue.objects.create(
        measure=measure,
        on=date(2026, 9, 2),
        value="33",
        put_in_by=cast.team_lead,
        put_in=WHEN,
        taken_out_by=cast.team_lead,
    )
    definition = Definition.objects.create(network=cast.network, unit="share", made_by=cast.hub_director)
    version = DefinitionVersion.objects.create(
        definition=definition, number=1, title="Slips that explain", counts="slips", made_by=cast.hub_director
    )
    CountedBy.objects.create(measure=measure, version=version, by=cast.team_lead)
    AskedNumber.objects.create(
        measure=measure,
        on=date(2026, 9, 3),
        of_whom="A clerk",
        until=date(2099, 1, 1),
        secret="0" * 64,
        asked_by=cast.team_lead,
    )
    Split.objects.create(measure=measure, on=date(2026, 9, 2), what="A new form", made_by=cast.team_lead)
    for source, target, kind in [
        ("aim", "problem", Link.Kind.ADDRESSES), ("idea", "aim", Link.Kind.ADDRESSES), ("cycle", "idea", Link.Kind.TESTS),
        ("measure", "cycle", Link.Kind.MEASURES), ("cycle", "claim", Link.Kind.SUPPORTS), ("lesson", "claim", Link.Kind.CITES),
    ]:  # fmt: skip
        Link.objects.create(source=chain[source], target=chain[target], kind=kind, made_by=cast.team_lead)
    lay_growth("alder", chain, cast.team_lead)
    Consent.objects.create(lesson=lesson, team=cast.alder_team, text="0" * 64)
    Consent.objects.create(lesson=lesson, team=cast.brier_team, text="0" * 64)


def _rooms(world: World) -> None:
    cast = world.cast
    member_system = MemberSystem.objects.get(network=cast.network, system=cast.alder)
    Milestone.objects.create(network=cast.network, name="Every team has a problem", due=date(2026, 2, 1))
    Phase.objects.create(network=cast.network, name="Starting", starts=date(2025, 9, 1), ends=date(2026, 2, 1))
    DeclaredFigure.objects.create(
        member=member_system,
        what=DeclaredFigure.What.STUDENTS,
        low=900,
        high=1000,
        source="its own page",
        as_of=date(2026, 9, 1),
    )


def _papers(world: World) -> None:
    cast = world.cast
    first, wall = world.artifacts[0], cast.alder_wall
    Citation.objects.create(
        artifact=first,
        kind=Link.Kind.CITES,
        cited_id=uuid4(),
        cited_title="Elsewhere",
        cited_wall="Brierfield",
        made_by=cast.facilitator,
    )
    for who in (cast.member, cast.facilitator):
        Participation.objects.create(
            wall=wall, person=who, verb=Participation.Verb.SAID, artifact=first, community=cast.talk
        )
        Draft.objects.create(wall=wall, person=who, place="post:here", text="I was about to say")
        Once.objects.create(wall=wall, person=who, key=uuid4())
    Invitation.objects.create(
        wall=wall, community=cast.talk, email="new@example.invalid", secret="0" * 64, invited_by=cast.facilitator,
        sent=WHEN, expires=WHEN + timedelta(days=30),
    )  # fmt: skip
    _notices(world)
    _lives(world)
    Letter.objects.create(wall=wall, kind="account", key="account:1", to="new@example.invalid", about=uuid4())
    release_figures(
        by=cast.team_lead, wall=cast.network.wall_id, what="groups", about=world.chain["measure"].pk, moment="2026-09-01", told_to="wall",
        counts=one_way((256, 114), {"Race": {"Black": (96, 34), "White": (160, 80)}}), rule=Rule(),
    )  # fmt: skip
    edition = Edition.objects.create(
        title="Say it before you write it", wall_id=PUBLIC_WALL, audience=audiences.for_public(), made_by=cast.hub_director,
        lesson_ref=world.chain["lesson"].pk, network_ref=cast.network.pk, network_name="Crossfields", version=1,
        form=Lesson.Form.LESSON, finding=Lesson.Finding.CHANGE, dek="Four minutes of talk.", content={"sections": {"tried": "Talk."}},
    )  # fmt: skip
    for team, named in ((cast.alder_team, ""), (cast.brier_team, "Brierfield")):
        PackageAdoption.objects.create(
            edition=edition,
            package_ref=edition.lesson_ref,
            team_ref=team.pk,
            problem_ref=uuid4(),
            idea_ref=uuid4(),
            named=named,
        )
    NumbersRelease.objects.create(
        wall_id=PUBLIC_WALL, network_ref=cast.network.pk, network_name="Crossfields", purpose="Learn", figures=[]
    )


def _lives(world: World) -> None:
    """A gathering of everybody and one of two, with who comes and who was there; what hangs on a community's beginning and end."""
    cast = world.cast
    two = audiences.for_named(cast.alder_wall, [cast.coach, cast.member])
    for audience, by, inside in (
        (audiences.for_community(cast.talk), cast.facilitator, {"community": cast.talk}),
        (audiences.for_community(cast.seats), cast.neighbour, {"community": cast.seats}),
        (audiences.for_team(cast.brier_team), cast.team_lead_b, {"team": cast.brier_team}),
        (two, cast.coach, {"community": cast.talk, "of_two": True}),
    ):
        made = Gathering.objects.create(
            title="We meet", wall_id=audience.wall_id, audience=audience, made_by=by, begins=WHEN,
            ends=WHEN + timedelta(hours=1), zone="America/New_York", **inside,
        )  # fmt: skip
        for who in (by, cast.member):
            if audience.people().filter(pk=who.pk).exists():
                Coming.objects.create(gathering=made, person=who, answer=Coming.Answer.YES, said=WHEN)
                Presence.objects.create(gathering=made, person=who, minutes=60, confirmed_by=by, at=WHEN)
    for version, replaced in ((7, WHEN), (8, WHEN), (9, WHEN)):
        facts = {"version": version, "sentence": "We read.", "why": "To say more.", "by": cast.member}
        Charter.objects.create(community=cast.talk, replaced=replaced, **facts)
    JoinRequest.objects.create(community=cast.seats, person=cast.former, words="May I?")
    EntryRequest.objects.create(
        wall=cast.alder_wall, person=cast.outsider, words="I teach here, too.", address="osei@cast.example"
    )
    HandOver.objects.create(community=cast.talk, given_by=cast.facilitator, given_to=cast.coach)
    Thanks.objects.create(community=cast.talk, person=cast.member, words="For the coffee.", said=WHEN)
    Pack.objects.create(community=cast.talk, person=cast.member)
    for team in (cast.alder_team, cast.brier_team):
        Promise.objects.create(
            team=team, words="We come and count.", by_when=date(2026, 12, 4), made_by=cast.hub_director
        )


def _files(world: World) -> None:
    """Rows alone: whether one is seen is no question of its bytes."""
    for number, post in enumerate(world.posts):
        for said_in in (None, post.pk):
            world.files.append(_document(f"{number} {bool(said_in)}", post.artifact, post.by, said_in=said_in))
    world.files.append(_document("cycle", world.chain["cycle"], world.cast.member))
    first, keeper = world.posts[0], world.cast.facilitator
    _document("gone", first.artifact, keeper, removed=WHEN, removed_by=keeper)
    _document("gone with its post", first.artifact, keeper, said_in=first.pk, post_removed=WHEN)


def _document(key: str, artifact: Artifact, by: Person, **more: object) -> File:
    return File.objects.create(
        artifact=artifact, added_by=by, kind=File.Kind.DOCUMENT, media="pdf", name=f"{key}.pdf", size=7, key=key, **more
    )


def _notices(world: World) -> None:
    """Everybody is told of everything: most of them must see nothing of it."""
    for thing, post in zip(world.artifacts, world.posts, strict=True):
        for who in world.cast.actors.values():
            if isinstance(who, Person):
                Notice.objects.create(
                    wall_id=thing.wall_id, person=who, audience=thing.audience, kind=Notice.Kind.POST, event=post.pk,
                    by=thing.made_by, artifact=thing, post=post, how=How.DIGEST,
                )  # fmt: skip
    cast = world.cast
    Hearing.objects.create(
        wall=cast.alder_wall, person=cast.member, place=cast.talk.pk, kind=Notice.Kind.POST, how=How.MAIL
    )
    QuietHours.objects.create(person=cast.member)


def _asked(world: World) -> None:
    """A pulse of a community, polls open and closed, and a self-assessment: agreed and shared, agreed, half done."""
    cast, closes = world.cast, WHEN + timedelta(days=7)
    common = {"closes": closes, "opened": WHEN}
    pulse = Instrument.objects.create(
        wall=cast.alder_wall, community=cast.talk, shipped="health", made_by=cast.facilitator
    )
    poll = Instrument.objects.create(wall=cast.alder_wall, question="Which would you join?", made_by=cast.lead_a)
    frame = Instrument.objects.create(
        wall_id=cast.network.wall_id, network=cast.network, shipped="practice", shipped_version="1", made_by=cast.hub_director
    )  # fmt: skip
    for asked_with, key in ((pulse, "problem"), (poll, "join"), (frame, "need")):
        Item.objects.create(instrument=asked_with, place=0, key=key)
    asked = [
        Asking.objects.create(
            wall=cast.alder_wall, instrument=pulse, kind="health", of="members", community=cast.talk,
            asked_by=cast.facilitator, **common,
        ),
        *(
            Asking.objects.create(
                wall=cast.alder_wall, instrument=poll, kind="poll", of="both", asked_by=cast.lead_a, closed=closed, **common
            )
            for closed in (None, closes)
        ),
    ]  # fmt: skip
    for one in asked:
        Tally.objects.create(asking=one, sealed=b"sealed")
        Result.objects.create(asking=one)
        for number, who in enumerate((cast.member, cast.facilitator)):
            Ticket.objects.create(asking=one, person=who, secret=f"{number}{one.pk}")
    _sheets(cast, frame)


def _sheets(cast: Cast, frame: Instrument) -> None:
    for agreed, team in ((WHEN, cast.alder_team), (None, cast.alder_team), (WHEN, cast.brier_team)):
        asking = Asking.objects.create(
            wall_id=cast.network.wall_id, instrument=frame, kind="self", of="teams", network=cast.network,
            asked_by=cast.hub_director, opened=WHEN, closes=WHEN + timedelta(days=60),
        )  # fmt: skip
        sheet = Sheet.objects.create(asking=asking, team=team, saved_by=cast.team_lead)
        SheetLine.objects.create(sheet=sheet, key="need", level=1, evidence="Four schools of nine.")
        if agreed:
            Sheet.objects.filter(pk=sheet.pk).update(agreed=agreed, agreed_by=cast.team_lead)
    Sharing.objects.create(team=cast.alder_team, said_by=cast.team_lead)


def _called(world: World) -> None:
    """A call in two districts with a focus area each: somebody would come, somebody would lead; and a pathway with who is on it."""
    cast = world.cast
    for wall, lead, others in (
        (cast.alder_wall, cast.lead_a, (cast.member, cast.coach)),
        (cast.brier_wall, cast.lead_b, (cast.team_lead_b,)),
    ):
        WallMember.objects.get_or_create(wall=wall, person=others[0])
        call = Call.objects.create(wall=wall, asks="What next?", until=date(2027, 1, 31), people=5, opened_by=lead)
        area = FocusArea.objects.create(
            title="Talk in mathematics", body="Few explain.", for_whom="Grade 7", why_now="New books.", call=call,
            wall_id=wall.pk, audience=audiences.for_wall(wall), made_by=others[0],
        )  # fmt: skip
        pathway = Pathway.objects.create(wall=wall, name="Blended learning", about="For all.", made_by=lead)
        level = PathwayLevel.objects.create(pathway=pathway, place=1, number="1.0", name="One station")
        PathwayThing.objects.create(level=level, kind="page", title="Stations", link="https://notes.example/stations")
        for number, who in enumerate(others):
            Support.objects.create(focus_area=area, person=who, leads=bool(number), school="school:1")
            PathwayPlace.objects.create(pathway=pathway, person=who, level=level, found=True)


def _taught(cast: Cast) -> None:
    """A routine in two communities; one of them seen by the whole district by now, and still agreed on by the community alone."""
    for community, by in ((cast.talk, cast.member), (cast.seats, cast.neighbour)):
        made = lay_routine(community, by, audiences.for_community(community))
        lay_agreement(made, community, by, by)
    made.audience = audiences.for_wall(cast.alder_wall)
    made.save(update_fields=["audience"])
