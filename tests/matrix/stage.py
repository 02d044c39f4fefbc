"""What the matrix asks about: something of every kind in every relation, so that a denial has something that could leak."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.db import models
from tests.cast import Cast, Standing, person
from tests.matrix.calling import lay_calls
from tests.matrix.chains import WHEN, Place, lay
from tests.matrix.critiquing import lay_critiques
from tests.matrix.dead_ends import lay_dead_ends
from tests.matrix.defining import lay_definitions
from tests.matrix.filing import lay_files
from tests.matrix.leading import lay_leads
from tests.matrix.living import lay_lives
from tests.matrix.nearby import lay_pairs, somebody_of_brier
from tests.matrix.packing import lay_packages
from tests.matrix.promising import lay_promises
from tests.matrix.questions import lay_questions
from tests.matrix.rostering import lay_rosters
from tests.matrix.teaching import lay_routines
from tests.matrix.tensions import lay_tensions
from tests.people.software_key import SoftwareKey
from tests.publishing.stories import agree, published, tell

from pergola.commons.by_link import hashed, token
from pergola.gather.actions import found_network, invite
from pergola.gather.models import Invitation
from pergola.insight.actions import release_numbers
from pergola.kernel.clock import at, now
from pergola.people.models import Asker, Identity, Person, WallMember
from pergola.publishing.actions import ask_for_consent, cite_claim, write_lesson
from pergola.publishing.models import Edition
from pergola.spaces import audiences
from pergola.spaces.models import (
    Audience,
    Community,
    Membership,
    MemberSystem,
    Milestone,
    Network,
    Phase,
    Team,
    TeamMember,
)
from pergola.systems.models import School
from pergola.talk.models import Conversation, How, Notice, Post, QuietHours
from pergola.talk.unsubscribing import Off
from pergola.walls.models import Wall
from pergola.walls.opening import walls

PASSWORD = "seven quiet herons at the weir"


@dataclass
class Stage:
    cast: Cast
    things: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By name, the words that name it in an address."""
    ids: dict[str, Any] = field(default_factory=dict)
    """By name, the key of something a form may choose."""
    identities: dict[str, Identity] = field(default_factory=dict)
    paz: Person = field(default_factory=lambda: person("Paz Otherhub"))

    @property
    def actors(self) -> dict[str, Asker]:
        return self.cast.actors

    def pk(self, thing: str) -> Any:
        return self.things[thing]["pk"]


def set_stage() -> Stage:
    """All of it, with every wall open while it is made and none afterwards."""
    stage = Stage(Standing.copy())
    stage.things["nothing"] = {}
    _identities(stage)
    far, far_team = _beyond(stage)
    with walls(Wall.objects.values_list("pk", flat=True)):
        brier = _community_of_brier(stage.cast)
        _rooms(stage, brier, far, far_team)
        _conversations(stage, brier)
        lay_lives(stage.things, cast=stage.cast, brier=brier)
        stage.ids["partner in talk"] = stage.pk("partner in talk")
        lay_promises(stage.things, cast=stage.cast, far_team=far_team, paz=stage.paz)
        lay_files(stage.things, cast=stage.cast)
        _chains(stage, far_team)
        _numbers_asked(stage)
        _invitations(stage, brier)
        lay_leads(stage.things, stage.cast, stage.identities["former member"])
        lay_rosters(stage.things, stage.cast)
        _published(stage)
        _notices(stage)
        lay_questions(stage.things, stage.cast, brier)
        lay_calls(stage.things, stage.ids, stage.cast)
        lay_critiques(stage.things, stage.ids, cast=stage.cast, far_team=far_team, paz=stage.paz)
        lay_routines(stage.things, cast=stage.cast, brier=brier)
        lay_pairs(stage.things, stage.ids, stage.cast, somebody_of_brier(stage.cast))
        lay_tensions(stage.things, stage.ids, stage.cast, brier)
        lay_definitions(stage.things, stage.ids, cast=stage.cast, far=far, paz=stage.paz)
        lay_dead_ends()
    return stage


def _identities(stage: Stage) -> None:
    """Everybody but the visitor can sign in; the sample’s person is for the demo’s one click."""
    hashed_once = make_password(PASSWORD)
    for name, actor in stage.actors.items():
        if isinstance(actor, Person):
            email = f"{name.replace(' ', '-').lower()}@alder.example"
            one = Identity.objects.create(email=email, person=actor, password=hashed_once)
            EmailAddress.objects.create(user=one, email=email, verified=True, primary=True)
            stage.identities[name] = one
    Identity.objects.create_user("nina@sample.invalid", name="Nina Sample")
    _ways_in(stage)


def _ways_in(stage: Stage) -> None:
    """The coach has a passkey and recovery codes, the lead of Brier a passkey and an app; both are signed in elsewhere."""
    drawn = {"user": {"id": "eA"}, "challenge": "eA"}
    for number, (name, actor) in enumerate((("coach", "coach"), ("lead of brier", "lead of system B")), 1):
        identity = stage.identities[actor]
        held = {"name": "A key", "credential": json.loads(SoftwareKey().make(drawn))}
        made = Authenticator.objects.create(user=identity, type="webauthn", data=held)
        there = UserSession.objects.create(user=identity, ip="192.0.2.1", session_key=f"elsewhere{number}")
        stage.things |= {f"passkey of {name}": {"pk": made.pk}, f"session of {name}": {"pk": there.pk}}
    coach, lead = stage.identities["coach"], stage.identities["lead of system B"]
    stage.ids["recovery code of the coach"] = RecoveryCodes.activate(coach).get_unused_codes()[0]
    TOTP.activate(lead, "JBSWY3DPEHPK3PXP")


def _beyond(stage: Stage) -> tuple[Network, Team]:
    """Another network, in which nobody of the cast is, with a team of Alder Valley’s own system."""
    cast, paz = stage.cast, stage.paz
    far = found_network(by=cast.operator, name="Lakes", purpose="Others learn.", starts=date(2025, 9, 1))
    WallMember.objects.create(wall_id=far.wall_id, person=paz, role=WallMember.Role.LEAD)
    with walls([far.wall_id]):
        team = Team.objects.create(network=far, system=cast.alder, name="Alder Valley by the lakes")
        TeamMember.objects.create(team=team, person=paz, role=TeamMember.Role.LEAD, since=date(2025, 9, 1))
    return far, team


def _community_of_brier(cast: Cast) -> Community:
    made = Community.objects.create(
        wall=cast.brier_wall, name="Brier reads", charter="We read.", started=date(2026, 1, 1)
    )
    _bring(made, cast.lead_b, Membership.Role.FACILITATOR)
    return made


def _bring(community: Community, who: Person, role: Membership.Role = Membership.Role.MEMBER) -> Membership:
    return Membership.objects.create(community=community, person=who, role=role, joined=WHEN)


def _rooms(stage: Stage, brier: Community, far: Network, far_team: Team) -> None:
    cast, things = stage.cast, stage.things
    rooms: dict[str, models.Model] = {
        "talk": cast.talk, "seats": cast.seats, "community of brier": brier, "alder’s team": cast.alder_team,
        "brier’s team": cast.brier_team, "far team": far_team, "network": cast.network, "far network": far,
    }  # fmt: skip
    things |= {name: {"pk": one.pk} for name, one in rooms.items()}
    things |= {"wall of alder": {"wall": cast.alder_wall.pk}, "wall of brier": {"wall": cast.brier_wall.pk}}
    things["wall of the network"] = {"wall": cast.network.wall_id}
    things |= {"alder": {"slug": cast.alder.slug}, "elsewhere": {"slug": cast.elsewhere.slug}}
    things["school"] = {"pk": School.objects.create(name="Alder Street School", state="OR", sample=True).pk}
    nils = person("Nils Newcomer")
    WallMember.objects.create(wall=cast.alder_wall, person=nils)
    WallMember.objects.create(wall_id=far.wall_id, person=nils)
    bo = person("Bo Newcomer")
    WallMember.objects.create(wall=cast.brier_wall, person=bo)
    here = {
        "talk": Membership.objects.get(community=cast.talk, person=cast.member),
        "seats": _bring(cast.seats, nils),
        "brier": _bring(brier, bo),
    }
    things["membership of talk"] = {"pk": cast.talk.pk, "membership": here["talk"].pk}
    things["membership of seats"] = {"pk": cast.seats.pk, "membership": here["seats"].pk}
    things["membership of brier"] = {"pk": brier.pk, "membership": here["brier"].pk}
    things["membership of seats, asked in talk"] = {"pk": cast.talk.pk, "membership": here["seats"].pk}
    things["membership of brier, asked in talk"] = {"pk": cast.talk.pk, "membership": here["brier"].pk}
    on = {
        team: TeamMember.objects.filter(team=team).order_by("pk").last() for team in (cast.alder_team, cast.brier_team)
    }
    alders, briers = (one.pk for one in on.values() if one is not None)
    things["somebody on alder’s team"] = {"pk": cast.alder_team.pk, "member": alders}
    things["somebody on brier’s team"] = {"pk": cast.brier_team.pk, "member": briers}
    things["somebody on brier’s team, asked in alder’s"] = {"pk": cast.alder_team.pk, "member": briers}
    things["evaluator of the hub"] = {"pk": cast.network.pk, "person": cast.hub_evaluator.pk}
    things["evaluator, asked in the far network"] = {"pk": far.pk, "person": cast.hub_evaluator.pk}
    things["a member, asked in the hub"] = {"pk": cast.network.pk, "person": cast.member.pk}
    asking = Team.objects.filter(pk__in=[cast.alder_team.pk, cast.brier_team.pk])
    asking.update(asked_for_help=WHEN, help_wanted="Somebody who can count.")
    stage.ids |= {
        "somebody of seats": nils.pk, "somebody of brier": bo.pk, "the member": cast.member.pk,
        "everybody who could be there": [cast.member.pk, cast.neighbour.pk, cast.lead_b.pk],
    }  # fmt: skip
    _times(stage, far)
    stage.ids |= {"somebody of the network": cast.hub_evaluator.pk, "somebody of the far network": nils.pk}


def _times(stage: Stage, far: Network) -> None:
    """A stretch, a milestone and a member system of the network, of the far one, and those asked for in the wrong one."""
    cast, things = stage.cast, stage.things
    far_member = MemberSystem.objects.create(network=far, system=cast.alder, joined=date(2025, 9, 1))
    members = {one.system_id: one.pk for one in MemberSystem.objects.filter(network=cast.network)}
    for kind, name in ((Phase, "phase"), (Milestone, "milestone")):
        span = {"starts": date(2026, 1, 1), "ends": date(2026, 6, 1)} if kind is Phase else {"due": date(2026, 6, 1)}
        near, there = (kind.objects.create(network=one, name="Begin", **span).pk for one in (cast.network, far))
        things[f"{name} of the network"] = {"pk": cast.network.pk, name: near}
        things[f"{name} of the far network"] = {"pk": far.pk, name: there}
        things[f"{name} of the far network, asked in ours"] = {"pk": cast.network.pk, name: there}
    things["alder in the network"] = {"pk": cast.network.pk, "member": members[cast.alder.pk]}
    things["brier in the network"] = {"pk": cast.network.pk, "member": members[cast.brier.pk]}
    things["alder in the far network"] = {"pk": far.pk, "member": far_member.pk}
    things["alder of the far network, asked in ours"] = {"pk": cast.network.pk, "member": far_member.pk}


def _conversations(stage: Stage, brier: Community) -> None:
    cast = stage.cast
    here: dict[str, tuple[Audience, Person, dict[str, Any]]] = {
        "talk": (audiences.for_community(cast.talk), cast.member, {"community": cast.talk}),
        "keepers": (audiences.for_facilitators(cast.talk), cast.facilitator, {"community": cast.talk}),
        "seats": (audiences.for_community(cast.seats), cast.neighbour, {"community": cast.seats}),
        "brier": (audiences.for_community(brier), cast.lead_b, {"community": brier}),
        "alder’s leads": (audiences.for_leads(cast.alder_wall), cast.lead_a, {}),
        "alder": (audiences.for_wall(cast.alder_wall), cast.lead_a, {}),
        "coach and member": (audiences.for_named(cast.alder_wall, [cast.coach, cast.member]), cast.coach, {}),
        "alder’s team": (audiences.for_team(cast.alder_team), cast.member, {"team": cast.alder_team}),
        "brier’s team": (audiences.for_team(cast.brier_team), cast.team_lead_b, {"team": cast.brier_team}),
        "hub": (audiences.for_leads(cast.network.wall), cast.hub_director, {}),
        "network": (audiences.for_wall(cast.network.wall), cast.hub_director, {}),
        "elsewhere": (audiences.for_wall(cast.elsewhere_wall), cast.outsider, {}),
        "everyone": (audiences.for_public(), cast.hub_director, {}),
    }
    for name, (audience, by, inside) in here.items():
        _converse(stage, name, audience, by, inside)
    stage.ids["audience of brier"] = here["brier"][0].pk
    gone = {"removed": lately(), "removed_by": cast.member}
    _converse(stage, "talk, removed", *here["talk"][:2], here["talk"][2] | gone)
    _converse(stage, "seats, removed", *here["seats"][:2], here["seats"][2] | gone | {"removed_by": cast.neighbour})
    for name, by in (("talk", cast.member), ("seats", cast.neighbour), ("brier", cast.lead_b)):
        about, back = stage.pk(f"conversation of {name}"), {"removed": lately(), "removed_by": by}
        stage.things[f"removed post of {name}"] = {
            "pk": Post.objects.create(artifact_id=about, by=by, body="Back", **back).pk
        }
    stage.things["draft for a post"] = {"place": f"post:{stage.pk('post of talk')}"}
    stage.things["draft for nonsense"] = {"place": "nonsense"}
    for name, wall in (("alder", cast.alder_wall), ("brier", cast.brier_wall)):
        stage.things[f"draft of a community in {name}"] = {"place": f"open-community@{wall.pk}"}


def _converse(stage: Stage, name: str, audience: Audience, by: Person, inside: dict[str, Any]) -> None:
    made = Conversation.objects.create(
        title=f"For {name}", body="Read this.", wall_id=audience.wall_id, audience=audience, made_by=by, **inside
    )
    post = Post.objects.create(artifact=made, by=by, body=f"Said to {name}")
    stage.things |= {
        f"conversation of {name}": {"pk": made.pk},
        f"post of {name}": {"pk": post.pk},
        f"draft for {name}": {"place": f"post:{made.pk}"},
    }


def _chains(stage: Stage, far_team: Team) -> None:
    """Alder Valley’s team keeps one chain to itself and shares another; others have theirs; one was removed."""
    cast = stage.cast
    network = audiences.for_wall(cast.network.wall)
    places = [
        Place("alder", cast.alder_team, audiences.for_team(cast.alder_team), cast.team_lead),
        Place("alder, shared", cast.alder_team, network, cast.team_lead),
        Place("alder, removed", cast.alder_team, network, cast.team_lead, lately()),
        Place("brier", cast.brier_team, audiences.for_team(cast.brier_team), cast.team_lead_b),
        Place("brier, shared", cast.brier_team, network, cast.team_lead_b),
        Place("far", far_team, audiences.for_wall(far_team.wall_id), stage.paz),
        Place("talk", cast.talk, audiences.for_community(cast.talk), cast.member),
        Place("seats", cast.seats, audiences.for_community(cast.seats), cast.neighbour),
    ]
    for place in places:
        stage.things |= lay(place)
    for child, number in (("day", "day"), ("earlier value", "earlier"), ("asked number", "asked")):
        astray = {"pk": stage.pk("measure of alder"), number: stage.things[f"{child} of brier"][number]}
        stage.things[f"{child} of brier, asked in alder"] = astray
    for child, parent, number in (("tie", "cycle at done", "link"), ("citing", "lesson", "citing")):
        astray = {"pk": stage.pk(f"{parent} of alder"), number: stage.things[f"{child} of brier"][number]}
        stage.things[f"{child} of brier, asked in alder"] = astray


def _numbers_asked(stage: Stage) -> None:
    there = stage.things["link to alder for a number"]["token"].partition("-")[2]
    stage.things["link for a number, behind another wall"] = {"token": f"{stage.cast.brier_wall.pk}-{there}"}


def _invitations(stage: Stage, brier: Community) -> None:
    cast = stage.cast
    places: dict[str, tuple[Person, Community | Team | Network]] = {
        "talk": (cast.facilitator, cast.talk), "seats": (cast.neighbour, cast.seats), "brier": (cast.lead_b, brier),
        "alder’s team": (cast.team_lead, cast.alder_team), "hub": (cast.hub_director, cast.network),
    }  # fmt: skip
    for name, (by, place) in places.items():
        role = "coach" if name == "hub" else "member"
        email = stage.identities["former member"].email if name == "talk" else f"{len(name)}@new.example"
        invitation = invite(by=by, place=place, addresses=[email], site="http://testserver/", role=role)[0]
        stage.things[f"invitation to {name}"] = {"pk": invitation.pk}
        _link(stage, f"link to {name}", invitation)
    taken = Invitation.objects.get(pk=stage.pk("invitation to talk"))
    taken.pk, taken.email, taken.answer, taken.answered, taken.answered_by = (
        uuid4(),
        "gone@new.example",
        "withdrawn",
        WHEN,
        cast.lead_a,
    )
    taken._state.adding = True
    _link(stage, "link taken back", taken)
    stage.things["invitation taken back"] = {"pk": taken.pk}
    there = stage.things["link to talk"]["token"].partition("-")[2]
    stage.things["link to talk, behind another wall"] = {"token": f"{cast.brier_wall.pk}-{there}"}


def _link(stage: Stage, name: str, invitation: Invitation) -> None:
    """Only the hash of a link’s secret is kept: give it one we know."""
    secret = f"a-secret-of-{len(stage.things)}"
    invitation.secret = hashed(secret)
    invitation.save()
    stage.things[name] = {"token": token(invitation.wall_id, secret)}


def _published(stage: Stage) -> None:
    """A lesson whose chain is whole and whose systems agree, published once; the network’s numbers; a withdrawn lesson."""
    cast, things = stage.cast, stage.things
    story = tell(cast)
    agree(story)
    edition = published(story)
    essay = {"form": "essay", "dek": "What is not published yet.", "byline": "Alder Valley"}
    waiting = write_lesson(
        by=story.writer, home=cast.alder_team, title="Still being asked about", whole_network=True, **essay
    )
    cite_claim(by=story.writer, lesson=waiting, claim=story.claim)
    asked = {one.team_id: one for one in ask_for_consent(by=story.writer, lesson=waiting)}
    things |= {
        "ready lesson": {"pk": story.lesson.pk},
        "edition": {"pk": edition.pk},
        "evidence of the edition": {"pk": edition.pk, "number": 1},
        "evidence the edition has not": {"pk": edition.pk, "number": 2},
        "evidence of a lesson": {"pk": story.lesson.pk, "number": 1},
        "consent of alder, ready": {"pk": asked[cast.alder_team.pk].pk},
        "consent of brier, ready": {"pk": asked[cast.brier_team.pk].pk},
    }
    things["withdrawn edition"] = {"pk": _withdrawn(edition, story.lesson.pk, cast.team_lead)}
    things["withdrawn edition of brier"] = {"pk": _withdrawn(edition, stage.pk("lesson of brier"), cast.team_lead_b)}
    things["evidence of a withdrawn edition"] = {**things["withdrawn edition"], "number": 1}
    things |= lay_packages(cast, story, lately())
    with at(now() - timedelta(days=1)):  # of today, another with the same numbers would be the same
        release = release_numbers(by=cast.hub_director, network=cast.network)
    things["released figure"] = {"pk": release.pk, "key": "systems"}
    things["released network"] = {"network": release.network_ref}
    things["far network, by its number"] = {"network": stage.pk("far network")}
    things["team, by its number"] = {"network": stage.pk("alder’s team")}
    things["released figure of no such name"] = {"pk": release.pk, "key": "secrets"}
    things["figure now"] = {"pk": cast.network.pk, "key": "systems"}
    things["figure of no such name"] = {"pk": cast.network.pk, "key": "secrets"}
    things["figure of the far network"] = {"pk": stage.pk("far network"), "key": "systems"}
    things["figure of a team"] = {"pk": cast.alder_team.pk, "key": "systems"}


def _notices(stage: Stage) -> None:
    """Everybody is told something; and of what is whose, those whose it is. A link out of a mail to the member."""
    cast, public = stage.cast, audiences.for_public()
    for name, who in stage.actors.items():
        if isinstance(who, Person):
            stage.things[f"notice of {name}"] = {"pk": _tell(who, public).pk}
    for name, who in (("talk", cast.member), ("seats", cast.neighbour), ("brier", cast.lead_b)):
        about = Conversation.objects.get(pk=stage.pk(f"conversation of {name}"))
        stage.things[f"notice about {name}"] = {"pk": _tell(who, about.audience, about).pk}
    gone = Conversation.objects.get(pk=stage.pk("conversation of talk, removed"))
    stage.things["notice about talk, removed"] = {"pk": _tell(cast.member, gone.audience, gone).pk}
    QuietHours.objects.create(person=cast.member, refused="marisol@nowhere.example")
    off = Off(cast.member.pk, Notice.Kind.POST, cast.alder_wall.pk, cast.talk.pk)
    stage.things["link that stops mails"] = {"token": off.token}


def _tell(who: Person, audience: Audience, about: Conversation | None = None) -> Notice:
    return Notice.objects.create(
        wall_id=audience.wall_id, person=who, audience=audience, kind=Notice.Kind.BEGAN, event=uuid4(),
        artifact=about, led_to="" if about else "/help/", how=How.DIGEST,
    )  # fmt: skip


def _withdrawn(edition: Edition, lesson: Any, by: Person) -> Any:
    same = ("title", "wall_id", "audience", "network_ref", "network_name", "form", "finding", "dek", "content")
    taken = Edition.objects.create(
        lesson_ref=lesson, version=9, made_by=by, removed=lately(), removed_by=by,
        **{name: getattr(edition, name) for name in same},
    )  # fmt: skip
    return taken.pk


def lately() -> datetime:
    """When what is removed here was removed: it can still come back."""
    return now() - timedelta(days=1)
