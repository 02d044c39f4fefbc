"""Routines and tensions. Each model in a module of its own, named here."""

from pergola.routines.models.tension import Mark, PooledMonth, Tension

__all__ = ["Mark", "PooledMonth", "Tension"]
