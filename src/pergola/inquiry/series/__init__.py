"""Observations that people type or paste: read whole, or refused with every reason at once. Nothing is half-taken."""

from pergola.inquiry.series.groups import Holds
from pergola.inquiry.series.parse import parse
from pergola.inquiry.series.result import MOST_PROBLEMS, MOST_ROWS, Observation, Parsed, Problem

__all__ = ["MOST_PROBLEMS", "MOST_ROWS", "Holds", "Observation", "Parsed", "Problem", "parse"]
