"""Assembling the front page: of each network what it published and what it counted. Networks never mix."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from pergola.insight.figures import Figure
from pergola.insight.models import NumbersRelease
from pergola.people.models import Asker
from pergola.publishing.article import Cover, cover_of
from pergola.publishing.edition import Content, open_content
from pergola.publishing.models import Edition
from pergola.publishing.reading import newest_editions

MORE = 4
NOBODY = "–"


@dataclass(frozen=True, slots=True)
class ShownNumber:
    key: str
    n: str
    label: str
    detail: str
    definition: str
    as_of: date
    rows_url: str
    rows_label: str


@dataclass(frozen=True, slots=True)
class LeadLesson:
    """The newest lesson of a network that has evidence, opened, with its cover."""

    edition: Edition
    content: Content
    cover: Cover | None


@dataclass(frozen=True, slots=True)
class Front:
    """One network's part of the front page."""

    ref: UUID
    name: str
    purpose: str
    sample: bool
    lead: LeadLesson | None
    more: tuple[Edition, ...]
    count: int
    numbers: tuple[ShownNumber, ...]
    unreported: tuple[ShownNumber, ...]
    """Figures that nobody has reported yet: named, not shown."""


def fronts(person: Asker) -> list[Front]:
    """Each network that has published anything, lessons first, then by name. Four queries, however many lessons."""
    editions = list(newest_editions(person))
    releases = _newest_releases(person)
    by_network: dict[UUID, list[Edition]] = {release.network_ref: [] for release in releases}
    for edition in editions:
        by_network.setdefault(edition.network_ref, []).append(edition)
    for each in by_network.values():
        each.sort(key=lambda one: one.first_claim is None)  # type: ignore[attr-defined]  # annotated; with evidence first
    leads = _opened(person, [each[0].pk for each in by_network.values() if each])
    counted = {release.network_ref: release for release in releases}
    parts = [_front(ref, each, counted.get(ref), leads) for ref, each in by_network.items()]
    return sorted(parts, key=lambda one: (one.lead is None, one.sample, one.name))


def _newest_releases(person: Asker) -> list[NumbersRelease]:
    newest = NumbersRelease.objects.visible_to(person).order_by("network_ref", "-as_of").distinct("network_ref")
    return list(newest)


def _opened(person: Asker, leads: Sequence[UUID]) -> dict[UUID, Edition]:
    return {one.pk: one for one in Edition.objects.visible_to(person).filter(pk__in=leads).defer("search", "words")}


def _front(ref: UUID, editions: Sequence[Edition], release: NumbersRelease | None, leads: dict[UUID, Edition]) -> Front:
    numbers = _numbers(release) if release else []
    opened = leads.get(editions[0].pk) if editions else None
    lead = None
    if opened is not None:
        content = open_content(opened)
        lead = LeadLesson(opened, content, cover_of(content))
    return Front(
        ref=ref,
        name=release.network_name if release else editions[0].network_name,
        purpose=release.purpose if release else "",
        sample=release.sample if release else editions[0].sample,
        lead=lead,
        more=tuple(sorted(editions[1:], key=lambda one: one.made, reverse=True)[:MORE]),
        count=len(editions),
        numbers=tuple(one for one in numbers if one.n != NOBODY),
        unreported=tuple(one for one in numbers if one.n == NOBODY),
    )


def _numbers(release: NumbersRelease) -> list[ShownNumber]:
    return [_number(release, Figure.from_json(figure)) for figure in release.figures]


def _number(release: NumbersRelease, figure: Figure) -> ShownNumber:
    rows_url = reverse("insight:released_rows", args=[release.pk, figure.key])
    return ShownNumber(
        figure.key, figure.n, figure.label, figure.said, figure.definition, figure.day, rows_url, figure.rows_label
    )
