"""A lesson laid out for reading: its sections in order, each claim where the text puts it, the cover drawn from the series."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pergola.inquiry.picture import cover_bay
from pergola.kernel.charts import cover
from pergola.publishing.edition import MOST_ON_COVER, Content, PublishedClaim
from pergola.publishing.evidence import Chain, Evidence
from pergola.publishing.models import Edition
from pergola.publishing.packages import Package, read_package
from pergola.publishing.readiness import PLACED
from pergola.talk.rendering import as_html


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A sentence that opens its chain."""

    number: int
    sentence: str
    summary: str
    chain: Chain
    address: str


@dataclass(frozen=True, slots=True)
class Part:
    """Some text, or a claim in its place."""

    html: SafeString | None = None
    claim: ShownClaim | None = None


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Bay:
    """One bay of the cover."""

    svg: SafeString
    name: str
    figures: str
    against: bool


@dataclass(frozen=True, slots=True)
class Cover:
    bays: tuple[Bay, ...]
    caption: str


@dataclass(frozen=True, slots=True)
class Article:
    sections: tuple[Section, ...]
    cover: Cover | None
    package: Package | None


def lay_out(content: Content, edition: Edition | None = None) -> Article:
    """Everything the article shows. Without an edition (a preview) the claims lead nowhere yet."""
    shown = {claim.number: _shown(claim, edition) for claim in content.claims}
    named = {
        "body": "",
        "tried": _("What we tried"),
        "saw": _("What it rests on") if content.package else _("What we saw"),
        "cannot_say": _("What we cannot say"),
        "if_you_try": _("If you try it"),
    }
    texts = {name: content.sections.get(name, "") for name in named}
    placed = {int(number) for text in texts.values() for number in PLACED.findall(text)}
    left = [shown[number] for number in sorted(shown) if number not in placed]
    sections = []
    for name, title in named.items():
        parts = [*_parts(texts[name], shown), *(Part(claim=one) for one in left if name == "saw")]
        if parts:
            sections.append(Section(title, tuple(parts)))
    return Article(tuple(sections), cover_of(content), read_package(content.package))


def cover_of(content: Content) -> Cover | None:
    """The cycles of the first claim with data, drawn small on one scale; contradicting ones are never left off."""
    claim = content.covered
    if claim is None:
        return None
    for_it = [one for one in claim.chain.agreeing if one.has_data]
    against = [one for one in claim.chain.contradicting if one.has_data]
    room = max(1, MOST_ON_COVER - len(against))
    bays = [*for_it[:room], *against]
    drawn = cover([cover_bay(one.series.chart, supports=not one.against) for one in bays if one.series])
    shown = tuple(
        Bay(svg, one.place.name or one.title, one.series.short, one.against)
        for svg, one in zip(drawn, bays, strict=True)
        if one.series
    )
    return Cover(shown, _caption(bays))


def summary_of(number: int, chain: Chain) -> str:
    """“Claim 1: supported twice, contradicted once”."""
    agreeing = len(chain.agreeing) + chain.withheld_for
    against = len(chain.contradicting) + chain.withheld_against
    said = (
        [_times_supported(agreeing)]
        if agreeing
        else [_("not of an effect")]
        if not chain.of_effect
        else [_("nothing supports it yet")]
    )
    if against:
        said.append(_times_contradicted(against))
    return _("Claim %(number)d: %(said)s") % {"number": number, "said": ", ".join(said)}


def _times_supported(times: int) -> str:
    if times == 1:
        return _("supported once")
    if times == 2:
        return _("supported twice")
    return ngettext("supported %(n)d time", "supported %(n)d times", times) % {"n": times}


def _times_contradicted(times: int) -> str:
    if times == 1:
        return _("contradicted once")
    if times == 2:
        return _("contradicted twice")
    return ngettext("contradicted %(n)d time", "contradicted %(n)d times", times) % {"n": times}


def _caption(bays: Sequence[Evidence]) -> str:
    series = bays[0].series
    assert series is not None
    counted = series.counts or series.title
    names = {"what": counted[:1].upper() + counted[1:], "every": series.every or _("point"), "change": series.change}
    if series.change:
        return _("%(what)s, %(every)s by %(every)s. At the upright line: %(change)s. Level lines are medians.") % names
    return _("%(what)s, %(every)s by %(every)s. Level lines are medians.") % names


def _parts(text: str, shown: dict[int, ShownClaim]) -> Iterator[Part]:
    pieces = PLACED.split(text)
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            if piece.strip():
                yield Part(html=as_html(piece.strip()))
        elif int(piece) in shown:
            yield Part(claim=shown[int(piece)])


def _shown(claim: PublishedClaim, edition: Edition | None) -> ShownClaim:
    address = reverse("publishing:evidence", args=[edition.pk, claim.number]) if edition else ""
    return ShownClaim(claim.number, claim.sentence, summary_of(claim.number, claim.chain), claim.chain, address)
