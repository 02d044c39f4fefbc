"""Who took a lesson up, from the newest release: the public pairs of lesson and team, and nothing that was not released."""

from collections.abc import Collection
from uuid import UUID

from pergola.insight.figures import Figure
from pergola.insight.models import NumbersRelease
from pergola.people.models import Asker

TAKEN_UP = "taken-up"


def teams_taking_up(person: Asker, network: UUID, editions: Collection[str]) -> list[str]:
    """The teams that took up one of these editions, which are the versions of one lesson. One query."""
    releases = NumbersRelease.objects.visible_to(person).filter(network_ref=network)
    newest = releases.order_by("-as_of").values_list("figures", flat=True).first()
    figures = [Figure.from_json(stored) for stored in newest or [] if stored["key"] == TAKEN_UP]
    return [row.by for figure in figures for row in figure.rows if row.edition in editions]
