"""Ways of teaching with their trials, what a community agrees on, and who uses them; the poles a group works between."""

from pergola.routines.models.adoption import Adoption
from pergola.routines.models.agreement import Agreement, Voice, Wording
from pergola.routines.models.routine import Routine
from pergola.routines.models.tension import Mark, PooledMonth, Tension
from pergola.routines.models.trial import Trial

__all__ = ["Adoption", "Agreement", "Mark", "PooledMonth", "Routine", "Tension", "Trial", "Voice", "Wording"]
