"""Who means what each month, who is paired with whom, who may be found: in Alder Valley for the member and beside them, and in Brier."""

from datetime import timedelta
from typing import Any

from tests.cast import Cast, person

from pergola.gather.models import Commitment, Elsewhere, NotAgain, Pair, Rest, Workplace
from pergola.gather.models.commitment import Kind
from pergola.kernel.clock import now, today
from pergola.people.models import Person, WallMember
from pergola.systems.models import Feeder, School, SchoolSystem, SystemSchool
from pergola.walls.models import Wall

Things = dict[str, dict[str, Any]]


def lay_pairs(things: Things, ids: dict[str, Any], cast: Cast, nils: Person) -> None:
    """`nils`: somebody behind Brier’s wall."""
    alder, brier = cast.alder_wall, cast.brier_wall
    things |= {
        "coach and member": _pair(alder, cast.member, cast.coach, Pair.Kind.COACH, answer="yes"),
        "member asks facilitator": _pair(alder, cast.member, cast.facilitator, Pair.Kind.PEER),
        "neighbour and former": _pair(alder, cast.former, cast.neighbour, Pair.Kind.COACH, answer="yes"),
        "pair of brier": _pair(brier, cast.team_lead_b, cast.lead_b, Pair.Kind.COACH, answer="yes"),
        "pair that has ended": _pair(alder, cast.member, cast.coach, Pair.Kind.MENTOR, answer="yes", ended=now()),
        "the lead, who may be found": {"pk": cast.lead_a.pk},
        "the neighbour, who is not to be found": {"pk": cast.neighbour.pk},
        "somebody of brier who may be found": {"pk": nils.pk},
    }
    ids["the coach"] = cast.coach.pk
    NotAgain.objects.create(wall=alder, person=cast.facilitator, of=cast.neighbour)
    _months(things, cast)
    for wall, who, found in (
        (alder, cast.lead_a, True), (alder, cast.neighbour, False), (alder, cast.member, True), (brier, nils, True),
        (brier, cast.lead_b, True),
    ):  # fmt: skip
        Workplace.objects.create(wall=wall, person=who, role="teacher", low_grade=3, high_grade=4, found=found)
    for system in (cast.alder, cast.elsewhere):
        ids[f"schools of {system.slug}"] = _schools(system)


def somebody_of_brier(cast: Cast) -> Person:
    nils = person("Nils Nearby")
    WallMember.objects.create(wall=cast.brier_wall, person=nils)
    return nils


def _pair(wall: Wall, by: Person, to: Person, kind: Pair.Kind, **more: Any) -> dict[str, Any]:
    answered = {"answered": now()} if more.get("answer") else {}
    words = {"words": "Would you?"}
    return {"pk": Pair.objects.create(wall=wall, asked_by=by, asked_to=to, kind=kind, **words, **answered, **more).pk}


def _months(things: Things, cast: Cast) -> None:
    month = today().replace(day=1)
    whose = {"member": (cast.alder_wall, cast.member), "neighbour": (cast.alder_wall, cast.neighbour)}
    whose["lead of brier"] = (cast.brier_wall, cast.lead_b)
    for name, (wall, who) in whose.items():
        own: dict[str, Any] = {"wall": wall, "person": who}
        Commitment.objects.create(times=2, starts=month, **own)
        Rest.objects.create(month=(month - timedelta(days=1)).replace(day=1), **own)
        said = Elsewhere.objects.create(kind=Kind.VISIT, day=today(), words="To room nine.", **own)
        things[f"elsewhere of the {name}"] = {"pk": said.pk}
    gone = Elsewhere.objects.create(
        wall=cast.alder_wall, person=cast.member, kind=Kind.VISIT, day=today(), words="Not so.", removed=now()
    )
    things["elsewhere that is taken out"] = {"pk": gone.pk}


def _schools(system: SchoolSystem) -> list[int]:
    """Three, of which the first leads to the second."""
    made = [School.objects.create(name=f"{system.name} {n}", sample=True, open=True) for n in ("East", "West", "South")]
    SystemSchool.objects.bulk_create([SystemSchool(system=system, school=one) for one in made])
    Feeder.objects.create(system=system, school=made[0], into=made[1])
    return [one.pk for one in made]
