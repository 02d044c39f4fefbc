"""A chain as an edition keeps it: plain JSON, in a form that says its number, brought back as the same values."""

import json
from dataclasses import asdict, replace
from datetime import date
from typing import Any, Final

from django.core.serializers.json import DjangoJSONEncoder

from pergola.inquiry.runchart import Run, RunChart, Trend
from pergola.publishing.evidence import Chain, Evidence, Place, Row, Series, Thing

FORMAT: Final = 1
"""Goes up when a field changes its meaning; an edition is read by the form it was written in."""
SAID_WHERE_SO: Final = ("told", "taken_out")
"""Fields that came later: left out where they say nothing, so that what was sealed without them is still the same."""


def as_shown(chain: Chain, withheld: frozenset[str] | set[str]) -> Chain:
    """The chain without the cycles of teams that do not wish to be shown; how many they are is still said."""
    kept = tuple(one for one in chain.evidence if one.place.team not in withheld)
    gone = [one for one in chain.evidence if one.place.team in withheld]
    against = sum(one.against for one in gone)
    return replace(chain, evidence=kept, withheld_for=len(gone) - against, withheld_against=against)


def freeze(chain: Chain) -> dict[str, Any]:
    """The chain without addresses that only those behind the wall can open, and without the names of who tied what."""
    frozen: dict[str, Any] = json.loads(json.dumps(asdict(chain), cls=DjangoJSONEncoder))
    for each in (frozen, *frozen["purpose"], *frozen["evidence"]):
        each["address"] = ""
    for each in frozen["evidence"]:
        each["linked_by"] = ""
        for name in SAID_WHERE_SO:
            if not each[name]:
                del each[name]
    return frozen


def thaw(kept: dict[str, Any]) -> Chain:
    """The chain an edition holds."""
    return Chain(
        **{
            **kept,
            "place": Place(**kept["place"]),
            "purpose": tuple(Thing(**{**one, "place": Place(**one["place"])}) for one in kept["purpose"]),
            "leads_to": tuple((source, target) for source, target in kept["leads_to"]),
            "evidence": tuple(_evidence(one) for one in kept["evidence"]),
        }
    )


def _evidence(kept: dict[str, Any]) -> Evidence:
    return Evidence(
        **{
            **kept,
            "place": Place(**kept["place"]),
            "linked_on": date.fromisoformat(kept["linked_on"]),
            "locked_on": _day(kept["locked_on"]),
            "series": None if kept["series"] is None else _series(kept["series"]),
        }
    )


def _series(kept: dict[str, Any]) -> Series:
    return Series(
        **{
            **kept,
            "rows": tuple(Row(**{**row, "on": date.fromisoformat(row["on"])}) for row in kept["rows"]),
            "chart": _chart(kept["chart"]),
            "begins": _day(kept["begins"]),
            "sentences": tuple(kept["sentences"]),
            "coarse": tuple(kept["coarse"]),
        }
    )


def _chart(kept: dict[str, Any]) -> RunChart:
    return RunChart(
        **{
            **kept,
            "points": tuple(kept["points"]),
            "sides": tuple(kept["sides"]),
            "runs": tuple(Run(**run) for run in kept["runs"]),
            "longest": None if kept["longest"] is None else Run(**kept["longest"]),
            "trend": None if kept["trend"] is None else Trend(**kept["trend"]),
        }
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
