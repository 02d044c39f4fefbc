"""A network's shared definitions: who counts by which version, and their numbers side by side, never averaged."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pergola.inquiry.models import CountedBy, Definition, DefinitionVersion, Measure, Observation
from pergola.inquiry.models.definition import WORDS
from pergola.inquiry.picture import suffix_of
from pergola.inquiry.points import points_of
from pergola.inquiry.reading import describe, read_aloud
from pergola.inquiry.rules import is_own, with_own
from pergola.inquiry.wording import Unit, Wording, day_and_year, short_day
from pergola.kernel.charts import Panel, Small, small_multiples
from pergola.people.models import Asker


@dataclass(frozen=True, slots=True)
class User:
    """A team that counts by a definition, and by which version. Its measure, if the reader may see it."""

    name: str
    place: str
    """The school system it is of."""
    version: int
    since: date | None
    measure: Measure | None


@dataclass(frozen=True, slots=True)
class Side:
    """One team's numbers among the others'."""

    user: User
    small: Small | None
    headline: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A definition in a list: its newest words, and how many count by it."""

    definition: Definition
    newest: DefinitionVersion
    users: int


def listed_in(person: Asker, network: UUID) -> list[Listed]:
    """The definitions of a network, by name. Two queries, however many."""
    seen = (
        Definition.objects.visible_to(person)
        .filter(network=network)
        .select_related("withdrawn_by")
        .prefetch_related("versions")
    )
    users: dict[UUID, set[UUID]] = defaultdict(set)
    for definition, measure in _taken(person).values_list("version__definition", "measure"):
        users[definition].add(measure)
    found = [Listed(one, one.versions.all()[0], len(users[one.pk])) for one in seen]
    return sorted(found, key=lambda one: one.newest.title.casefold())


def offered_in(person: Asker, network: UUID) -> list[Listed]:
    """Those one can take up. Two queries."""
    return [one for one in listed_in(person, network) if one.definition.withdrawn is None]


@dataclass(frozen=True, slots=True)
class Changed:
    """A word that a version says otherwise than the one before."""

    label: str
    before: str
    now: str


def changed_in(version: DefinitionVersion, before: DefinitionVersion | None) -> list[Changed]:
    """What this version says otherwise than the one before it."""
    if before is None:
        return []
    labels = {
        "title": _("What it is called"), "counts": _("Counts"), "out_of": _("Out of"), "window": _("Over what time"),
        "population": _("Of whom"), "every": _("One point"), "role": _("What for"), "more_is_better": _("Hoped for"),
    }  # fmt: skip
    differing = [name for name in WORDS if getattr(version, name) != getattr(before, name)]
    return [Changed(labels[name], _said(before, name), _said(version, name)) for name in differing]


def _said(version: DefinitionVersion, name: str) -> str:
    if name == "role":
        return str(version.get_role_display())
    if name == "more_is_better":
        return _("more") if version.more_is_better else _("less")
    return str(getattr(version, name)) or _("nothing")


@dataclass(frozen=True, slots=True)
class Step:
    """A version a team has not taken up yet, and what it says otherwise than the one before it."""

    version: DefinitionVersion
    changed: list[Changed]


def steps_since(definition: Definition, number: int) -> list[Step]:
    """Every version newer than this one, the oldest first. One query."""
    versions = {one.number: one for one in definition.versions.select_related("made_by")}
    return [
        Step(versions[at], changed_in(versions[at], versions.get(at - 1))) for at in sorted(versions) if at > number
    ]


def users_of(person: Asker, definition: Definition) -> list[User]:
    """Everyone behind the wall reads which teams count by it; a team's numbers only those who may."""
    rows = _taken(person).filter(version__definition=definition)
    named = rows.values("measure", "since", "version__number", "measure__team__name", "measure__team__system__name")
    latest: dict[UUID, dict[str, Any]] = {}
    for row in named.order_by("version__number"):
        latest[row["measure"]] = row
    seen = with_own(person, Measure.objects.visible_to(person))
    measures = {one.pk: one for one in seen.filter(pk__in=latest)}
    users = [
        User(
            row["measure__team__name"] or "",
            row["measure__team__system__name"] or "",
            row["version__number"],
            row["since"],
            measures.get(key),
        )
        for key, row in latest.items()
    ]
    return sorted(users, key=lambda user: (user.name.casefold(), user.version))


def counted_in_words(users: Sequence[User], newest: int) -> str:
    """How many count by it, and by which version: the words beside it are the newest one's."""
    many = ngettext("One team counts so.", "%(many)s teams count so.", len(users))
    if all(user.version == newest for user in users):
        return many % {"many": str(apnumber(len(users))).capitalize()}
    by = Counter(user.version for user in users)
    told = [
        _("%(many)s by version %(number)d, which stands here")
        % {"many": apnumber(by[newest]) if by[newest] else _("none"), "number": newest}
    ]
    told += [
        _("%(many)s by version %(number)d") % {"many": apnumber(by[number]), "number": number}
        for number in sorted(by, reverse=True)
        if number != newest
    ]
    many = ngettext("One team counts by it: %(told)s.", "%(many)s teams count by it: %(told)s.", len(users))
    return many % {"many": str(apnumber(len(users))).capitalize(), "told": "; ".join(told)}


def standing_of(person: Asker, measure: Measure) -> tuple[CountedBy | None, int | None]:
    """By which version a measure is counted, and the number of a newer one. One query; a second if it is counted by any."""
    seen = CountedBy.objects.visible_to(person).filter(measure=measure)
    taken = seen.select_related("version__definition__withdrawn_by").last()
    if taken is None:
        return None, None
    newest = taken.version.definition.versions.first()
    return taken, newest.number if newest is not None and newest.number > taken.version.number else None


def side_by_side(person: Asker, users: Sequence[User]) -> list[Side]:
    """Each team's run chart, on one scale and one stretch of time; other teams' as everybody may have them. One query."""
    shown = [user for user in users if user.measure is not None]
    series: dict[UUID, list[Observation]] = defaultdict(list)
    keys = [user.measure.pk for user in shown if user.measure is not None]
    for one in Observation.objects.visible_to(person).filter(measure__in=keys).order_by("on"):
        series[one.measure_id].append(one)
    panels: list[tuple[User, Panel | None, str, Wording]] = []
    for user in shown:
        assert user.measure is not None
        panels.append((user, *_panel(user, user.measure, series[user.measure.pk])))
    drawn = iter(_draw([(panel, wording) for _u, panel, _h, wording in panels if panel is not None], series))
    return [Side(user, None if panel is None else next(drawn), headline) for user, panel, headline, _w in panels]


def _taken(person: Asker) -> Any:
    return CountedBy.objects.visible_to(person).filter(measure__removed=None)


def _panel(user: User, measure: Measure, observations: Sequence[Observation]) -> tuple[Panel | None, str, Wording]:
    days = [one.on for one in observations]
    points = points_of(measure, observations, own=is_own(measure))
    chart = points.chart()
    wording = points.wording
    if not chart.observed:
        return None, points.why_nothing or _("No numbers yet."), wording
    reading = read_aloud(chart, days, wording)
    placed = tuple(zip((day.toordinal() for day in days), points.ends, strict=True))
    marked = chart.marked if reading.told else frozenset[int]()
    alt = describe(f"{user.name}: {measure.title}", chart, days, wording)
    panel = Panel(user.name, alt, placed, chart.median, marked, reading.tone, hidden=points.hidden)
    return panel, reading.headline, wording


def _draw(panels: Sequence[tuple[Panel, Wording]], series: dict[UUID, list[Observation]]) -> list[Small]:
    if not panels:
        return []
    days = [one.on for rows in series.values() for one in rows if one.value is not None]
    wording = panels[0][1]
    first, last = min(days), max(days)
    name = day_and_year if first.year != last.year else lambda day: short_day(day, wording.every)
    share = wording.unit is Unit.SHARE
    return small_multiples(
        [panel for panel, _wording in panels],
        begin=name(first),
        end=name(last),
        suffix=suffix_of(wording),
        from_zero=True,
        most=100 if share else None,
    )
