"""What is known already when somebody of the hub meets with a team: the form is filled in as far as that goes."""

from typing import Any

from django.utils.translation import gettext as _

from pergola.meetings.models import Gathering
from pergola.spaces.models import Team
from pergola.walls.reasons import Reason


def known_of(team: Team) -> dict[str, Any]:
    """Its name, the clock it met by last (and nothing else of its gatherings), and what it asked the hub for. One query."""
    met = Gathering.objects.unrestricted(Reason.HUB).filter(team=team, removed=None)
    known: dict[str, Any] = {"title": _("%(team)s and the hub") % {"team": team.name}}
    if zone := met.order_by("-begins").values_list("zone", flat=True).first():
        known["zone"] = zone
    if team.asked_for_help and team.help_wanted:
        known["body"] = _("You would be glad of help: %(what)s") % {"what": team.help_wanted}
    return known
