"""Clocks by the names people have for them. A clock is a name of the tz database, such as America/Denver."""

from collections.abc import Mapping
from typing import Final
from zoneinfo import available_timezones

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pergola.kernel.errors import Sentence

LONGEST: Final = 40
"""So long a name of a clock may be; the longest there is has 32 letters."""
NEAR: Final[Mapping[str, Sentence]] = {
    "America/New_York": _("Eastern time (New York)"),
    "America/Chicago": _("Central time (Chicago)"),
    "America/Denver": _("Mountain time (Denver)"),
    "America/Phoenix": _("Arizona, without summer time (Phoenix)"),
    "America/Los_Angeles": _("Pacific time (Los Angeles)"),
    "America/Anchorage": _("Alaska (Anchorage)"),
    "Pacific/Honolulu": _("Hawaii (Honolulu)"),
    "America/Puerto_Rico": _("Atlantic time (Puerto Rico)"),
    "Pacific/Guam": _("Guam and the Northern Marianas"),
    "Pacific/Pago_Pago": _("American Samoa"),
}
"""The clocks of the country’s schools, by the names people have for them."""


def clock_name(zone: str) -> Sentence:
    """“Pacific time (Los Angeles)”."""
    return NEAR.get(zone, zone.replace("_", " "))


def clocks_to_choose(usual: str = "") -> list[tuple[Sentence, list[tuple[str, Sentence]]]]:
    """The usual clock first, then the others of the country, then the rest of the world."""
    usual = usual or settings.TIME_ZONE
    near = {usual: clock_name(usual)} | dict(NEAR)
    rest = sorted(one for one in available_timezones() - set(near) if "/" in one)
    return [(_("Near here"), list(near.items())), (_("Elsewhere"), [(one, clock_name(one)) for one in rest])]
