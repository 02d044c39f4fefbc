"""Routines: ways of teaching with their trials, what a community agrees on, and who uses them."""

from pergola.routines.models.adoption import Adoption
from pergola.routines.models.agreement import Agreement, Voice, Wording
from pergola.routines.models.routine import Routine
from pergola.routines.models.trial import Trial

__all__ = ["Adoption", "Agreement", "Routine", "Trial", "Voice", "Wording"]
