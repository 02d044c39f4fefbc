"""What is said of a month that was told: in words, without a number of people and without a name."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pergola.routines.models import PooledMonth, Tension
from pergola.routines.models.tension import PLACES

HALFWAY = PLACES // 2
CLOSE, FAR = 1, 3
"""How many places the middle half spans, to be called close together or far apart."""


def side(told: PooledMonth) -> int:
    """-1 where most stand nearer to the one pole, 1 to the other; 0 between. Both middle marks must lie on that side."""
    at, upper = ends(told)
    return -1 if upper < HALFWAY else 1 if at > HALFWAY else 0


def ends(told: PooledMonth) -> tuple[int, int]:
    """The two middle marks; they are one where as many stand below as above."""
    assert told.at is not None
    assert told.upper is not None
    return told.at, told.upper


def is_told(told: PooledMonth | None) -> bool:
    """Did five or more mark?"""
    return told is not None and told.at is not None


def said_of(tension: Tension, told: PooledMonth, before: PooledMonth | None) -> str:
    """“Most stand nearer to …”, how far apart they are, and what moved since the month that was told before."""
    parts = [_stand(tension, told), _spread(told)]
    if before is not None and is_told(before):
        parts.append(_moved(tension, told, before))
    return " ".join(filter(None, parts))


def _stand(tension: Tension, told: PooledMonth) -> str:
    where = side(told)
    if where == 0:
        return _("The middle of the marks lies between the two.")
    pole = tension.one_pole if where < 0 else tension.other_pole
    return _("Most stand nearer to “%(pole)s”.") % {"pole": pole}


def _spread(told: PooledMonth) -> str:
    assert told.low is not None
    assert told.high is not None
    apart = told.high - told.low
    if apart >= FAR:
        return _("They stand far apart.")
    return _("They stand close together.") if apart <= CLOSE else ""


def _moved(tension: Tension, told: PooledMonth, before: PooledMonth) -> str:
    """By the middle: where it lies between two marks, by both."""
    by = sum(ends(told)) - sum(ends(before))
    since = {"month": date_format(before.month, "F")}
    if by == 0:
        return _("That is where it stood in %(month)s.") % since
    pole = tension.one_pole if by < 0 else tension.other_pole
    return _("Since %(month)s the middle has moved toward “%(pole)s”.") % (since | {"pole": pole})
