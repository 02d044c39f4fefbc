"""How communities live on the stage: gatherings, askings, hand-overs, one that is closed, a fellowship, packs."""

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from tests.cast import Cast, person

from pergola.commons.files.keeping import keep
from pergola.gather.models import EntryRequest, HandOver, JoinRequest, Pack
from pergola.kernel.clock import now
from pergola.meetings.models import Gathering
from pergola.people.models import Person, WallMember
from pergola.spaces import audiences
from pergola.spaces.models import Audience, Charter, Community, Membership, Team
from pergola.talk.models import Conversation, Post
from pergola.walls.models import Wall

Things = dict[str, dict[str, Any]]


def lay_lives(things: Things, *, cast: Cast, brier: Community) -> None:
    _gatherings(things, cast, brier)
    _asking(things, cast)
    _ending(things, cast)
    _charters(things, cast, brier)
    _packs(things, cast, brier)


def _gatherings(things: Things, cast: Cast, brier: Community) -> None:
    rooms: dict[str, tuple[Community | Team, Person, Audience]] = {
        "talk": (cast.talk, cast.facilitator, audiences.for_community(cast.talk)),
        "seats": (cast.seats, cast.neighbour, audiences.for_community(cast.seats)),
        "brier": (brier, cast.lead_b, audiences.for_community(brier)),
        "alder’s team": (cast.alder_team, cast.team_lead, audiences.for_team(cast.alder_team)),
        "brier’s team": (cast.brier_team, cast.team_lead_b, audiences.for_team(cast.brier_team)),
    }
    for name, (room, by, audience) in rooms.items():
        things[f"gathering of {name}"] = _gathering(room, by, audience, now() + timedelta(days=9))
        things[f"past gathering of {name}"] = _gathering(room, by, audience, now() - timedelta(days=9))
    two = audiences.for_named(cast.alder_wall, [cast.coach, cast.member])
    things["check-in of coach and member"] = _gathering(
        cast.talk, cast.coach, two, now() + timedelta(days=3), of_two=True
    )
    gone = {"removed": now() - timedelta(days=1), "removed_by": cast.facilitator}
    room, by, audience = rooms["talk"]
    things["removed gathering of talk"] = _gathering(room, by, audience, now() + timedelta(days=4), **gone)
    pia = person("Pia Partner")
    WallMember.objects.create(wall=cast.alder_wall, person=pia)
    here = Membership.objects.create(community=cast.talk, person=pia, joined=now())
    things["partner in talk"] = {"pk": here.person_id}


def _gathering(room: Community | Team, by: Person, audience: Audience, begins: datetime, **more: Any) -> dict[str, Any]:
    inside = {"community": room} if isinstance(room, Community) else {"team": room}
    made = Gathering.objects.create(
        title="We meet", body="Bring slips.", made_by=by, wall_id=room.wall_id, audience=audience, begins=begins,
        ends=begins + timedelta(hours=1), zone="America/New_York", place="Room 12", **inside, **more,
    )  # fmt: skip
    return {"pk": made.pk}


def _community(wall: Wall, name: str, keeper: Person | None, **more: Any) -> Community:
    facts = {"name": name, "charter": f"We meet for {name}.", "started": date(2026, 1, 1), **more}
    made = Community.objects.create(wall=wall, **facts)
    if keeper is not None:
        _bring(made, keeper, Membership.Role.FACILITATOR)
    return made


def _bring(community: Community, who: Person, role: Membership.Role = Membership.Role.MEMBER) -> Membership:
    return Membership.objects.create(community=community, person=who, role=role, joined=now())


def _asking(things: Things, cast: Cast) -> None:
    """A community into which one comes on request, and who asks; and one that is being handed over."""
    on_request = {"joining": Community.Joining.REQUEST}
    asks = _community(cast.alder_wall, "Asking", cast.facilitator, **on_request)
    far = _community(cast.brier_wall, "Asking in Brier", None, **on_request)
    bo = person("Bo Asking")
    WallMember.objects.create(wall=cast.brier_wall, person=bo)
    here = JoinRequest.objects.create(community=asks, person=cast.former, words="I teach it, too.")
    there = JoinRequest.objects.create(community=far, person=bo, words="So do I.")
    for name, wall, who in (("alder", cast.alder_wall, cast.outsider), ("brier", cast.brier_wall, cast.coach)):
        entry = EntryRequest.objects.create(wall=wall, person=who, words="I teach at Lakeside High.")
        things[f"entry into {name}"] = {"pk": entry.pk}
    offer = HandOver.objects.create(
        community=asks, given_by=cast.facilitator, given_to=cast.coach, kept_for="The Alder Fund", words="Will you?"
    )
    elsewhere = HandOver.objects.create(community=far, given_by=cast.lead_b, given_to=bo, words="Will you?")
    things |= {
        "asks": {"pk": asks.pk},
        "asks of brier": {"pk": far.pk},
        "request to asks": {"pk": here.pk},
        "request to asks of brier": {"pk": there.pk},
        "hand-over of asks": {"pk": offer.pk},
        "hand-over in brier": {"pk": elsewhere.pk},
    }


def _ending(things: Things, cast: Cast) -> None:
    """A fellowship with a last day, and communities that are closed, with what was said in them before."""
    fellows = _community(cast.alder_wall, "Fellows", cast.facilitator, ends=date(2099, 6, 1))
    far = _community(cast.brier_wall, "Fellows of Brier", cast.lead_b, ends=date(2099, 6, 1))
    closed = _community(cast.alder_wall, "Folders on paper", cast.facilitator)
    for who in (cast.coach, cast.member):
        _bring(closed, who)
    closed_far = _community(cast.brier_wall, "Folders of Brier", cast.lead_b)
    audience = audiences.for_community(closed)
    said = Conversation.objects.create(
        title="What was on the cover?", body="A line.", wall=cast.alder_wall, audience=audience, community=closed,
        made_by=cast.member,
    )  # fmt: skip
    post = Post.objects.create(artifact=said, by=cast.member, body="What I was proud of.")
    for one, by in ((closed, cast.facilitator), (closed_far, cast.lead_b)):
        one.closed, one.closed_by, one.farewell = now() - timedelta(days=3), by, "The year is over."
        one.save(update_fields=["closed", "closed_by", "farewell"])
    things |= {
        "fellowship": {"pk": fellows.pk},
        "fellowship of brier": {"pk": far.pk},
        "closed": {"pk": closed.pk},
        "closed in brier": {"pk": closed_far.pk},
        "conversation of the closed": {"pk": said.pk},
        "post of the closed": {"pk": post.pk},
    }


def _charters(things: Things, cast: Cast, brier: Community) -> None:
    Charter.objects.create(community=brier, version=1, sentence=brier.charter, by=cast.lead_b)
    rooms = {"talk": cast.talk, "seats": cast.seats, "brier": brier}
    things |= {f"charter of {name}": {"pk": one.pk, "version": 1} for name, one in rooms.items()}
    things["charter of talk that is not there"] = {"pk": cast.talk.pk, "version": 7}


def _packs(things: Things, cast: Cast, brier: Community) -> None:
    ago = now() - timedelta(hours=2)
    of = {
        "member": (cast.talk, cast.member),
        "neighbour": (cast.seats, cast.neighbour),
        "lead of brier": (brier, cast.lead_b),
    }
    for name, (room, who) in of.items():
        key = keep(room.wall_id, BytesIO(b"PK\x05\x06" + bytes(18)))
        made = Pack.objects.create(community=room, person=who, asked=ago, made=ago, key=key, size=22)
        things[f"pack of the {name}"] = {"pk": made.pk}
    gone = Pack.objects.create(community=cast.talk, person=cast.member, asked=ago, made=ago, key="", size=0)
    things["pack that is gone"] = {"pk": gone.pk}
