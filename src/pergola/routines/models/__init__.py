"""Routines and tensions. Each model in a module of its own, named here."""
