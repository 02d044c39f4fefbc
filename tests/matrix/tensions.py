"""Boards on the stage: a tension in each of three communities, marked by those in it, with a month that was told; one taken off."""

from datetime import date
from typing import Any

from tests.cast import Cast

from pergola.kernel.clock import now
from pergola.people.models import Person
from pergola.routines.models import Mark, PooledMonth, Tension
from pergola.routines.sealed_marks import seal_place
from pergola.spaces.models import Community, Membership

Things = dict[str, dict[str, Any]]


def lay_tensions(things: Things, ids: dict[str, Any], cast: Cast, brier: Community) -> None:
    for name, community, keeper in (
        ("talk", cast.talk, cast.facilitator), ("seats", cast.seats, cast.neighbour), ("brier", brier, cast.lead_b),
    ):  # fmt: skip
        made = lay_tension(community, keeper)
        things[f"tension of {name}"] = {"pk": made.pk}
        ids[f"line of {community.pk}"] = f"tension-{made.pk}"
    gone = lay_tension(cast.talk, cast.facilitator)
    Tension.objects.filter(pk=gone.pk).update(retired=now(), retired_by=cast.facilitator, reason="Decided.")
    things["tension taken off"] = {"pk": gone.pk}


def lay_tension(community: Community, keeper: Person) -> Tension:
    made = Tension.objects.create(
        community=community, one_pole="cover the content", other_pole="go deep", why="The test asks for all of it.",
        question="What did you leave out?", put_by=keeper,
    )  # fmt: skip
    for one in Membership.objects.filter(community=community):
        Mark.objects.create(tension=made, person_id=one.person_id, month=date(2026, 9, 1), sealed=seal_place(3))
    PooledMonth.objects.create(tension=made, month=date(2026, 9, 1), at=2, upper=2, low=1, high=4)
    return made
