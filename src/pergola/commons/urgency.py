"""What the worker does first, where more than one thing waits."""

from enum import IntEnum


class Urgency(IntEnum):
    """Procrastinate's priorities: the higher goes first. What says nothing has 0, such as the house at night."""

    SWEEP = 40
    """Looking for what waits: among it may be a code that could not go at first."""
    AT_THE_DOOR = 30
    """Somebody waits for a code, or must hear that their account was changed."""
    INVITING = 20
    NEWS = 10
    WHENEVER = -10
    """The week, and smaller pictures of what is there already."""
