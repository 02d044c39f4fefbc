"""Disciplined inquiry: a problem of practice, an aim, change ideas, cycles that test them, measures, claims."""

from pergola.inquiry.models.asked import AskedNumber
from pergola.inquiry.models.critique import Critique, CritiqueTeam, Remark, SentVersion
from pergola.inquiry.models.cycle import Cycle, Expectation, Lean
from pergola.inquiry.models.definition import CountedBy, Definition, DefinitionVersion
from pergola.inquiry.models.measure import EarlierValue, Measure, Observation
from pergola.inquiry.models.part import Ground, Part, Version
from pergola.inquiry.models.purpose import Aim, ChangeIdea, Claim, Problem
from pergola.inquiry.models.split import Split
from pergola.inquiry.models.stage import QuietNudge, TeamStage
from pergola.inquiry.models.weighing import TakenUp, Weighing

__all__ = [
    "Aim",
    "AskedNumber",
    "ChangeIdea",
    "Claim",
    "CountedBy",
    "Critique",
    "CritiqueTeam",
    "Cycle",
    "Definition",
    "DefinitionVersion",
    "EarlierValue",
    "Expectation",
    "Ground",
    "Lean",
    "Measure",
    "Observation",
    "Part",
    "Problem",
    "QuietNudge",
    "Remark",
    "SentVersion",
    "Split",
    "TakenUp",
    "TeamStage",
    "Version",
    "Weighing",
]
