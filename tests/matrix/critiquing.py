"""On the stage: what critical friends are asked and say, what the hub thinks of ideas, where teams stand, what is put away."""

from datetime import date
from typing import Any
from uuid import UUID

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
from pergola.people.models import Person
from pergola.spaces.models import Team
from pergola.walls.reasons import Reason

Things = dict[str, dict[str, Any]]


def lay_critiques(things: Things, ids: dict[str, Any], *, cast: Cast, far_team: Team, paz: Person) -> None:
    """One of each team, asked of the other; one that nobody of the cast is asked; one of a network far away."""
    asked = {
        "alder": ("problem of alder", cast.alder_team, cast.member, cast.brier_team, cast.team_lead_b),
        "alder, removed": (
            "problem of alder, removed",
            cast.alder_team,
            cast.member,
            cast.brier_team,
            cast.team_lead_b,
        ),
        "brier": ("problem of brier", cast.brier_team, cast.team_lead_b, cast.alder_team, cast.member),
        "brier, of nobody": ("aim of brier", cast.brier_team, cast.team_lead_b, None, None),
        "far": ("problem of far", far_team, paz, None, None),
    }
    for name, (thing, team, by, friend, friends) in asked.items():
        made = _critique(things[thing]["pk"], team, by)
        things[f"critique of {name}"] = {"pk": made.pk}
        ids[f"criterion of {made.pk}"] = made.by_criterion[0]
        if friend is None or friends is None:
            continue
        CritiqueTeam.objects.create(critique=made, team=friend)
        said = Remark.objects.create(
            critique=made, team=friend, criterion=made.by_criterion[0], tone="cool", words="Not yet.", by=friends
        )
        things[f"remark on {name}"] = {"pk": made.pk, "remark": said.pk}
    things["remark on brier, asked in alder"] = {
        "pk": things["critique of alder"]["pk"],
        "remark": things["remark on brier"]["remark"],
    }
    _ideas(things, cast)
    _stages(things, cast, far_team, paz)


def _critique(thing: UUID, team: Team, by: Person) -> Critique:
    made = Critique.objects.create(
        artifact_id=thing, team=team, question="What do you see?", criteria="Can it be seen?\nIs it ours?",
        due=date(2099, 1, 31), asked_by=by,
    )  # fmt: skip
    stood = Artifact.objects.unrestricted(Reason.CHAIN_OF_ACT).get(pk=thing)
    SentVersion.objects.create(critique=made, revision=1, title=stood.title, words=[["affected", "Grade 7"]])
    return made


def _ideas(things: Things, cast: Cast) -> None:
    """What the hub thinks of one that is shared and of one that is not; and one team's, taken up by the other."""
    for name in ("idea of alder", "idea of alder, shared", "idea of brier, shared"):
        Weighing.objects.create(idea_id=things[name]["pk"], word="promising", because="Small.", by=cast.hub_director)
    shared = ChangeIdea.objects.unrestricted(Reason.CHAIN_OF_ACT).get(pk=things["idea of brier, shared"]["pk"])
    facts = {
        "wall_id": shared.wall_id,
        "audience": shared.audience,
        "made_by": cast.team_lead_b,
        "team": cast.brier_team,
    }
    taken = ChangeIdea.objects.create(title="Walk, then write", **facts)
    TakenUp.objects.create(idea=taken, own_id=things["idea of alder"]["pk"], team=cast.alder_team, by=cast.member)


def _stages(things: Things, cast: Cast, far_team: Team, paz: Person) -> None:
    for team, by in ((cast.alder_team, cast.member), (cast.brier_team, cast.team_lead_b), (far_team, paz)):
        TeamStage.objects.create(
            team=team, scale="steps of a team, 1", stage="aiming", suggested="testing", reasons="One aim is set.",
            because="We begin anew.", by=by,
        )  # fmt: skip
    for name, who, cycle in (
        ("member", cast.member, "cycle at do of alder"),
        ("somebody of brier", cast.team_lead_b, "cycle at do of brier"),
    ):
        made = QuietNudge.objects.create(
            wall_id=cast.network.wall_id, person=who, nudge="study", cycle_id=things[cycle]["pk"]
        )
        things[f"quiet of {name}"] = {"pk": made.pk}
