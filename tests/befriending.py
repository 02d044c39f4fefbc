"""One of everything that critical friends, ideas of a network, stages and nudges leave behind; and who may read each, by hand."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from tests.cast import Cast

from pergola.commons.models import Artifact
from pergola.inquiry.models import (
    ChangeIdea,
    Critique,
    CritiqueTeam,
    QuietNudge,
    Remark,
    SentVersion,
    TakenUp,
    TeamStage,
    Weighing,
)
from pergola.kernel.clock import now
from pergola.spaces.audiences import for_wall
from pergola.spaces.models import TeamMember
from pergola.walls.reasons import Reason

FRIENDLY: tuple[type[models.Model], ...] = (Critique, CritiqueTeam, SentVersion, Remark)


def befriend(cast: Cast, chain: dict[str, Artifact]) -> None:
    """An open critique and a closed one; a remark taken back; an idea weighed and taken up; where both teams stand."""
    for closed in (None, now()):
        asked = Critique.objects.create(
            artifact=Artifact.objects.unrestricted(Reason.DEMO).get(pk=chain["problem"].pk), team=cast.alder_team,
            criteria="Can it be seen?", due=date(2026, 12, 1), asked_by=cast.member,
        )  # fmt: skip
        SentVersion.objects.create(
            critique=asked, revision=1, title="Evidence is copied", words=[["affected", "Grade 7"]]
        )
        CritiqueTeam.objects.create(critique=asked, team=cast.brier_team)
        said = {"critique": asked, "team": cast.brier_team, "criterion": "Can it be seen?", "by": cast.team_lead_b}
        Remark.objects.create(tone="warm", words="Yes.", **said)
        Remark.objects.create(tone="cool", words="Not yet.", taken_back=now(), **said)
        asked.closed, asked.closed_by = closed, cast.member if closed else None
        asked.save(update_fields=["closed", "closed_by"])
    idea = ChangeIdea.objects.create(
        title="Walk first", wall_id=cast.network.wall_id, audience=for_wall(cast.network.wall_id), team=cast.brier_team,
        made_by=cast.team_lead_b,
    )  # fmt: skip
    Weighing.objects.create(idea=idea, word="promising", because="Small.", by=cast.hub_director)
    TakenUp.objects.create(idea=idea, own_id=chain["idea"].pk, team=cast.alder_team, by=cast.member)
    for team, by in ((cast.alder_team, cast.member), (cast.brier_team, cast.team_lead_b)):
        TeamStage.objects.create(team=team, scale="1", stage="aiming", suggested="aiming", because="So.", by=by)
    for who in (cast.member, cast.team_lead_b):
        QuietNudge.objects.create(wall_id=cast.network.wall_id, person=who, nudge="data")


def on_team(team: UUID) -> set[Any]:
    there = TeamMember.objects.unrestricted(Reason.COUNTING).filter(team=team)
    return set(there.values_list("person", flat=True))


def of_critique(one: Any) -> set[Any]:
    """The team that asks, and those it asked; the words only while they are asked; a remark by the two it is between."""
    critique: Critique = one if isinstance(one, Critique) else one.critique
    if critique.artifact.removed is not None:
        return set()
    asking = on_team(critique.team_id)
    if isinstance(one, Remark):
        return set() if one.taken_back else asking | on_team(one.team_id)
    if isinstance(one, CritiqueTeam):
        return asking | on_team(one.team_id)
    if isinstance(one, SentVersion) and critique.closed is not None:
        return asking
    asked = CritiqueTeam.objects.unrestricted(Reason.COUNTING).filter(critique=critique)
    return asking.union(*(on_team(team) for team in asked.values_list("team", flat=True)))
