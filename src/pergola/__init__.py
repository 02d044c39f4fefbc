"""Pergola: where school systems run communities of practice for educators."""
