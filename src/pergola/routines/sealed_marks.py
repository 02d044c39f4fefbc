"""A mark as it stands in its row: sealed with the installation's key, so that a copy of the database tells where nobody stands."""

import logging

from pergola.commons.secrecy import Unsealable, seal, unseal
from pergola.routines.models import Mark

log = logging.getLogger(__name__)
LEFT_OUT = 0
"""The month is left out: nobody but its owner can tell it from a mark."""


def seal_place(place: int) -> bytes:
    return seal({"place": str(place)})


def place_of(mark: Mark) -> int | None:
    """1 to 7, or LEFT_OUT. None where the installation's key was lost, and with it what was sealed."""
    try:
        return int(unseal(mark.sealed)["place"])
    except Unsealable:
        log.warning("A mark was sealed with another key than this installation has now; it counts as left out.")
        return None
