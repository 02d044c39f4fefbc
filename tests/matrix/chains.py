"""A whole chain for one home, row by row: a problem, its aim, an idea, a cycle at every step, a measure, a claim, a lesson."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from tests.matrix.growth import lay_growth

from pergola.commons.by_link import hashed
from pergola.commons.models import Artifact, Link
from pergola.inquiry.asked import secret_for, token_of
from pergola.inquiry.models import (
    Aim,
    AskedNumber,
    ChangeIdea,
    Claim,
    Cycle,
    EarlierValue,
    Expectation,
    Measure,
    Observation,
    Problem,
)
from pergola.people.models import Person
from pergola.publishing.models import Consent, Lesson
from pergola.spaces.models import Audience, Community, Team

WHEN = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
STEPS = list(Cycle.Step)
Kwargs = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """Where a chain is at home, who made it and who sees it."""

    name: str
    home: Team | Community
    audience: Audience
    by: Person
    removed: datetime | None = None

    @property
    def fields(self) -> Kwargs:
        inside = {"team": self.home} if isinstance(self.home, Team) else {"community": self.home}
        gone = {"removed": self.removed, "removed_by": self.by} if self.removed else {}
        return {"wall_id": self.home.wall_id, "audience": self.audience, "made_by": self.by, **inside, **gone}


def lay(place: Place) -> dict[str, Kwargs]:
    """Make it all. What comes back: “problem of alder” → the words of its address."""
    made = _upstream(place) | _cycles(place)
    made |= {"claim": Claim.objects.create(title="The share rises", **place.fields)}
    made |= {"uncited claim": Claim.objects.create(title="It stays up", **place.fields)}
    made |= {"lesson": Lesson.objects.create(title="Say it before you write it", **place.fields)}
    _tie(place, made)
    addresses: dict[str, Kwargs] = {f"{name} of {place.name}": {"pk": one.pk} for name, one in made.items()}
    part = Expectation.objects.get(cycle=made["cycle at study"].pk)
    addresses[f"part of cycle at study of {place.name}"] = {"pk": part.pk}
    grown = lay_growth(place.name, made, place.by)
    return addresses | _numbers(place, made["measure"]) | _ties(place, made) | _consent(place, made["lesson"]) | grown


def _upstream(place: Place) -> dict[str, Artifact]:
    return {
        "problem": Problem.objects.create(title="Evidence is copied", affected="Grade 7", **place.fields),
        "aim": Aim.objects.create(title="60 % explain", goal="60 %", by_when=date(2027, 5, 31), **place.fields),
        "idea": ChangeIdea.objects.create(title="Say it, then write it", **place.fields),
        "measure": Measure.objects.create(title="Slips", counts="slips with a reason", every="lesson", **place.fields),
    }


def _cycles(place: Place) -> dict[str, Artifact]:
    """One at each step of plan, do, study, act, done."""
    cycles: dict[str, Artifact] = {}
    for step in STEPS:
        cycles[f"cycle at {step.value}"] = cycle = Cycle.objects.create(
            title="Say it, then write it", number=STEPS.index(step) + 1, prediction="Half of all slips",
            begins=date(2026, 9, 29), **place.fields,
        )  # fmt: skip
        Expectation.objects.create(cycle=cycle, text="Half of all slips")
        if step != Cycle.Step.PLAN:
            cycle.step, cycle.locked, cycle.locked_by = step, WHEN, place.by
        if step == Cycle.Step.DONE:
            cycle.decision, cycle.because, cycle.decided, cycle.decided_by = "adopt", "It works.", WHEN, place.by
        cycle.save()
    return cycles


def _tie(place: Place, made: dict[str, Artifact]) -> None:
    pairs = [
        ("aim", "problem", "addresses"),
        ("idea", "aim", "addresses"),
        ("measure", "aim", "measures"),
        ("lesson", "claim", "cites"),
    ]
    pairs += [(f"cycle at {step.value}", "idea", "tests") for step in STEPS]
    pairs += [("measure", f"cycle at {step.value}", "measures") for step in STEPS]
    pairs += [("cycle at done", "claim", "supports")]
    for source, target, kind in pairs:
        Link.objects.create(source=made[source], target=made[target], kind=kind, made_by=place.by)


def _numbers(place: Place, measure: Artifact) -> dict[str, Kwargs]:
    day = Observation.objects.create(measure_id=measure.pk, on=date(2026, 9, 1), value=Decimal(34), put_in_by=place.by)
    earlier = EarlierValue.objects.create(
        measure_id=measure.pk,
        on=date(2026, 9, 2),
        value=Decimal(33),
        put_in_by=place.by,
        put_in=WHEN,
        taken_out_by=place.by,
    )
    asked = AskedNumber(
        measure_id=measure.pk, on=date(2026, 9, 10), of_whom="A clerk", until=date(2099, 1, 1), asked_by=place.by
    )
    asked.secret = hashed(secret_for(asked.pk))
    asked.save(force_insert=True)
    return {
        f"link to {place.name} for a number": {"token": token_of(AskedNumber.objects.get(pk=asked.pk))},
        f"asked number of {place.name}": {"pk": measure.pk, "asked": asked.pk},
        f"day of {place.name}": {"pk": measure.pk, "day": day.pk},
        f"earlier value of {place.name}": {"pk": measure.pk, "earlier": earlier.pk},
    }


def _ties(place: Place, made: dict[str, Artifact]) -> dict[str, Kwargs]:
    cycle, lesson = made["cycle at done"], made["lesson"]
    supports, cites = Link.objects.get(source=cycle, kind="supports"), Link.objects.get(source=lesson, kind="cites")
    return {
        f"tie of {place.name}": {"pk": cycle.pk, "link": supports.pk},
        f"citing of {place.name}": {"pk": lesson.pk, "citing": cites.pk},
    }


def _consent(place: Place, lesson: Artifact) -> dict[str, Kwargs]:
    if not isinstance(place.home, Team):
        return {}
    asked = Consent.objects.create(lesson_id=lesson.pk, team=place.home, text="0" * 64)
    return {f"consent of {place.name}": {"pk": asked.pk}}
