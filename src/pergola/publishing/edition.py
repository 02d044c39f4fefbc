"""What an edition holds: the words, the claims with their chains, who agreed. Written once here, and read again here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from pergola.publishing.evidence import Chain
from pergola.publishing.frozen import FORMAT, as_shown, freeze, thaw
from pergola.publishing.materials import said_of
from pergola.publishing.models import PACKAGE_WORDS, Consent, Edition, Lesson
from pergola.publishing.readiness import Asked, Cited, Readiness
from pergola.publishing.sealing import LICENCE

SECTIONS = ("body", "tried", "saw", "cannot_say", "if_you_try")
CARD = ("challenge", "context", "steps")
WORDS_A_MINUTE = 200
MOST_ON_COVER = 4


@dataclass(frozen=True, slots=True)
class PublishedClaim:
    number: int
    sentence: str
    chain: Chain


@dataclass(frozen=True, slots=True)
class Agreed:
    """A team that agreed, and on which day, as the edition says it."""

    name: str
    on: str


@dataclass(frozen=True, slots=True)
class Content:
    """An edition opened for reading."""

    byline: str
    places: tuple[str, ...]
    sections: dict[str, str]
    card: dict[str, str]
    claims: tuple[PublishedClaim, ...]
    agreed: tuple[Agreed, ...]
    minutes: int
    licence: str
    package: dict[str, str]
    """What a solution package says, by the name of each field; empty for everything else."""
    relied_on: tuple[str, ...] = ()
    """Teams that were not asked: published lessons show just this of them."""

    @property
    def cycles(self) -> int:
        """Cycles the lesson rests on, each once, with those that are not shown."""
        shown = {one.ref for claim in self.claims for one in claim.chain.evidence}
        hidden = max((c.chain.withheld_for + c.chain.withheld_against for c in self.claims), default=0)
        return len(shown) + hidden

    @property
    def disagreeing(self) -> int:
        shown = {one.ref for claim in self.claims for one in claim.chain.contradicting}
        return len(shown) + max((claim.chain.withheld_against for claim in self.claims), default=0)

    @property
    def coarse(self) -> tuple[int, ...]:
        """The steps, in per cent, that shares are told in anywhere in it."""
        steps = {step for c in self.claims for one in c.chain.evidence if one.series for step in one.series.coarse}
        return tuple(sorted(steps))

    @property
    def covered(self) -> PublishedClaim | None:
        """The first claim with data: its cycles are the cover."""
        return next((claim for claim in self.claims if any(one.has_data for one in claim.chain.evidence)), None)


def content_of(lesson: Lesson, state: Readiness) -> dict[str, Any]:
    """The copy to keep."""
    kept: dict[str, Any] = {
        "format": FORMAT,
        "byline": lesson.byline,
        "places": _places(lesson, state),
        "sections": {name: getattr(lesson, name) for name in SECTIONS},
        "card": {name: getattr(lesson, name) for name in CARD},
        "claims": [_claim(one, state.withheld) for one in state.cited if one.chain is not None],
        "agreed": [_agreed(one) for one in state.asked if one.given],
        "minutes": minutes(lesson),
        "licence": LICENCE,
        "text": state.text,
        "seals": sorted(one.text for one in state.asked if one.answer),
        "given": sorted(one.text for one in state.asked if one.given),
    }
    return kept | _package(lesson, state) if lesson.form == Lesson.Form.PACKAGE else kept


def _package(lesson: Lesson, state: Readiness) -> dict[str, Any]:
    """What only a package says; and by which lessons it shows teams that it did not ask."""
    files = [said_of(one) for one in state.files]
    return ({"files": files} if files else {}) | {
        "package": {name: getattr(lesson, name) for name in PACKAGE_WORDS},
        "relies_on": sorted({str(ref) for one in state.public for ref in one.lessons}),
        "relied_on": sorted(one.place.name for one in state.public),
        "system": lesson.team.system_id if lesson.team else None,
    }


def asked_about(lesson: Lesson, state: Readiness, one: Asked) -> dict[str, Any]:
    """What this team is asked about, to be kept with its answer: the text, and what would be published with it.

    What it has withheld before is in it: it may agree now.
    """
    withheld = state.withheld - {one.place.team}
    claims = [_claim(each, withheld) for each in state.cited if each.chain is not None]
    kept = {**content_of(lesson, state), "title": lesson.title, "dek": lesson.dek, "claims": claims}
    return kept | {"files": [{**said_of(each), "pk": str(each.pk)} for each in state.files]} if state.files else kept


def open_asked(consent: Consent) -> Content | None:
    """The text a team was asked about; None where none was kept."""
    return _opened(consent.shown) if consent.shown else None


def preview_of(lesson: Lesson, state: Readiness) -> Content:
    """What would be published now."""
    return _opened(content_of(lesson, state))


def open_content(edition: Edition) -> Content:
    """The edition's content as values."""
    return _opened(edition.content)


def _opened(kept: dict[str, Any]) -> Content:
    return Content(
        byline=kept["byline"],
        places=tuple(kept["places"]),
        sections=kept["sections"],
        card=kept["card"],
        claims=tuple(PublishedClaim(one["number"], one["sentence"], thaw(one["chain"])) for one in kept["claims"]),
        agreed=tuple(Agreed(**one) for one in kept["agreed"]),
        minutes=kept["minutes"],
        licence=kept.get("licence", LICENCE),
        package=kept.get("package", {}),
        relied_on=tuple(kept.get("relied_on", ())),
    )


def minutes(lesson: Lesson) -> int:
    """How long it takes to read, in whole minutes and never none."""
    words = sum(len(getattr(lesson, name).split()) for name in (*SECTIONS, *PACKAGE_WORDS))
    return max(1, round(words / WORDS_A_MINUTE))


def _claim(one: Cited, withheld: frozenset[str]) -> dict[str, Any]:
    assert one.chain is not None
    return {"number": one.number, "sentence": one.sentence, "chain": freeze(as_shown(one.chain, withheld))}


def _agreed(one: Asked) -> dict[str, str]:
    assert one.consent is not None
    assert one.consent.answered is not None
    return {"name": one.place.name, "on": timezone.localtime(one.consent.answered).date().isoformat()}


def _places(lesson: Lesson, state: Readiness) -> Sequence[str]:
    """Whose lesson it is, then who else is in it by consent."""
    own = [lesson.team.name] if lesson.team else []
    given = (one.place.name for one in state.asked if one.given and not one.own)
    return [*own, *given, *(one.place.name for one in state.public)]
