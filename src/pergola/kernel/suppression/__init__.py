"""Numbers about people, told so that nobody can be found in them. Pure: no Django, no words.

`shares` tells one share of one group, coarsely. `cells`, `system`, `hiding` and `bands` judge whole tables, and several
that overlap, together; `together.suppress` is their one door. Those four need scipy, and are imported by who needs them.
"""

from pergola.kernel.suppression.shares import (
    FEWEST,
    FEWEST_STAFF,
    HIDDEN,
    STEPS,
    Bound,
    Share,
    band,
    class_of,
    counts_in,
    in_steps,
    is_small,
    step_for,
    suppress_share,
)

__all__ = [
    "FEWEST",
    "FEWEST_STAFF",
    "HIDDEN",
    "STEPS",
    "Bound",
    "Share",
    "band",
    "class_of",
    "counts_in",
    "in_steps",
    "is_small",
    "step_for",
    "suppress_share",
]
