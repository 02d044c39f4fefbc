"""What is asked on the stage: pulses of three communities, polls of two systems, a self-assessment of the network."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from tests.cast import Cast

from pergola.commons.by_link import hashed, token
from pergola.instruments.actions import ask_for_self_assessment, ask_who_would_join, close, save_sheet
from pergola.instruments.actions.assessing import Stand
from pergola.instruments.heard import keep_heard, seal_heard
from pergola.instruments.models import Asking, Result, Sheet, Tally, Ticket
from pergola.instruments.release import Heard
from pergola.instruments.shipped import PRACTICE, shipped
from pergola.instruments.tickets import tickets_for
from pergola.instruments.wording import Wording, write
from pergola.kernel.clock import at, now, today
from pergola.people.models import Person
from pergola.spaces.models import Community, Membership, Team
from pergola.walls.models import Wall

KEYS = [one.key for one in shipped(PRACTICE).items]
CHOICES = ["Talk in mathematics", "Reading slowly"]
EARLIER = timedelta(days=200)


def lay_questions(things: dict[str, dict[str, Any]], cast: Cast, brier: Community) -> None:
    pulses = {
        name: _pulse(by, community)
        for name, by, community in (
            ("talk", cast.facilitator, cast.talk), ("seats", cast.neighbour, cast.seats), ("brier", cast.lead_b, brier),
        )
    }  # fmt: skip
    polls = {
        "alder": _poll(cast.lead_a, cast.alder_wall, before=True),
        "brier": _poll(cast.lead_b, cast.brier_wall),
    }
    things |= {f"pulse of {name}": {"pk": one.pk} for name, one in pulses.items()}
    things |= {f"poll of {name}": {"pk": one.pk} for name, one in polls.items()}
    _links(things, pulses["talk"], "talk", cast.member)
    _links(things, pulses["seats"], "seats", cast.neighbour)
    _links(things, pulses["brier"], "brier", cast.lead_b)
    there = things["answering in talk"]["token"].partition("-")[2]
    things["answering in talk, behind another wall"] = {"token": f"{cast.brier_wall.pk}-{there}"}
    _assessments(things, cast)
    things["community to ask"] = {"pk": _to_ask(cast).pk}


def _to_ask(cast: Cast) -> Community:
    """One that nobody has asked yet, and large enough."""
    made = Community.objects.create(
        wall=cast.alder_wall, name="Open hands", charter="We ask.", joining="invited", started=today()
    )
    for one in (cast.facilitator, cast.lead_a, cast.team_lead, cast.former, cast.neighbour):
        role = "facilitator" if one == cast.facilitator else "member"
        Membership.objects.create(community=made, person=one, role=role, joined=now())
    return made


def _pulse(by: Person, community: Community) -> Asking:
    """Row by row: these communities are too small to be asked, and it is asked here who may."""
    words = write(by, community, [Wording("problem", "We chose our problem."), Wording("value")], 1)
    asking = Asking.objects.create(
        wall_id=community.wall_id, instrument=words, kind="health", of="members", community=community, asked_by=by,
        opened=now(), closes=now() + timedelta(days=7),
    )  # fmt: skip
    shown = {"problem": Heard(6, (0, 1, 3, 2))}
    Tally.objects.create(asking=asking, sealed=seal_heard(shown))
    Result.objects.create(asking=asking, heard=keep_heard(shown))
    here = Membership.objects.filter(community=community).select_related("person")
    Ticket.objects.bulk_create(tickets_for(asking, [one.person for one in here]))
    return asking


def _poll(by: Person, wall: Wall, *, before: bool = False) -> Asking:
    """One that is open; `before` it, one that is closed and shown."""
    named: dict[str, Any] = {"by": by, "wall": wall, "question": "Which would you join?", "of": Asking.Of.BOTH}
    if before:
        earlier = ask_who_would_join(choices=CHOICES, **named)
        said = {"join": Heard(7, (7, 3)), "wish": Heard(5, (), ("Lesson visits", "Mentors", "Quiet", "Time", "Tea"))}
        Tally.objects.filter(asking=earlier).update(sealed=seal_heard(said))
        close(by=None, asking=earlier)
    return ask_who_would_join(choices=CHOICES, **named)


def _links(things: dict[str, dict[str, Any]], asking: Asking, name: str, whose: Person) -> None:
    """Only the hash of a link’s secret is kept: give it one we know."""
    secret = f"a-link-of-{name}"
    Ticket.objects.filter(asking=asking, person=whose).update(secret=hashed(secret))
    things[f"answering in {name}"] = {"token": token(asking.wall_id, secret)}


def _assessments(things: dict[str, dict[str, Any]], cast: Cast) -> None:
    teams = {"alder": (cast.alder_team, cast.team_lead), "brier": (cast.brier_team, cast.team_lead_b)}
    with at(now() - EARLIER):
        first = _round(cast)
        sheet = _kept(cast.team_lead, cast.alder_team, first, KEYS[:1])
        Sheet.objects.filter(pk=sheet.pk).update(agreed=now(), agreed_by=cast.team_lead)
        close(by=None, asking=first)
    asking = _round(cast)
    for name, (team, by) in teams.items():
        _kept(by, team, asking, KEYS[:1])
        things[f"sheet of {name}"] = {"pk": team.pk, "asking": asking.pk}
    things["sheet of alder, asked of a poll"] = {"pk": cast.alder_team.pk, "asking": things["poll of alder"]["pk"]}


def _round(cast: Cast) -> Asking:
    return ask_for_self_assessment(by=cast.hub_director, network=cast.network, framework=PRACTICE)


def _kept(by: Person, team: Team, asking: Asking, keys: Iterable[str]) -> Any:
    stands = {key: Stand(1, "Four schools of nine.") for key in keys}
    return save_sheet(by=by, team=team, asking=asking, stands=stands, revision=0)
