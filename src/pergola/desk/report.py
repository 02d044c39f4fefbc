"""A chain as a report one prints for others: what is said of it, in which order, and how much is left out. Two queries more than the page."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pergola.commons.models import Artifact
from pergola.commons.seen import SeenBy, seen_by
from pergola.commons.walk import left_out
from pergola.desk.chain import ChainPage
from pergola.inquiry.aims import sentence_of
from pergola.inquiry.models import Aim, Cycle, Problem
from pergola.kernel.charts.chain import draw_chain
from pergola.kernel.charts.paper import standing_alone
from pergola.kernel.charts.run import Drawing
from pergola.people.models import Asker
from pergola.publishing.evidence import Evidence, Thing
from pergola.publishing.picture import picture_of
from pergola.publishing.series import drawing_of
from pergola.publishing.telling import Definition, coarse_words, definitions_of, lede_of

TOLD_WHOLE: Final = 30
"""Cycles told with their chart and their words; those that contradict come first. The others stand in one line each."""
LINES: Final = 40
LETTERS: Final = 3000
"""So much of one answer is told on paper."""
type Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A problem, an aim or an idea with what is known of it; a cycle with its chart."""

    thing: Thing
    facts: Facts


@dataclass(frozen=True, slots=True)
class ToldCycle:
    one: Evidence
    facts: Facts
    chart: SafeString


@dataclass(frozen=True, slots=True)
class Part:
    """Cycles that say the same to the claim. `empty`: what stands there where there are none."""

    name: str
    title: str
    empty: str
    whole: tuple[ToldCycle, ...]
    named: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Report:
    page: ChainPage
    title: str
    lede: str
    picture: SafeString
    parts: tuple[Part, ...]
    purpose: tuple[Told, ...]
    definitions: list[Definition]
    seen: SeenBy
    left_out: int
    only_named: int
    """Cycles that stand here by their names alone, since there are so many."""
    coarse: str
    """How its shares are told."""


def report_of(page: ChainPage, person: Asker, *, paper: bool) -> Report:
    """Everything the report says, for `person`, for whom the page was assembled. `paper`: its drawings are pictures by themselves."""
    chain = page.chain
    drawn = draw_chain(
        picture_of(chain, lessons=page.lessons, adoptions=[one.thing for one in page.adoptions], addresses={})
    )
    parts = tuple(_parts(page, paper=paper))
    return Report(
        page=page,
        title=chain.sentence if chain.ref else page.start.title,
        lede=lede_of(chain, adoptions=len(page.adoptions)) if chain.ref else " ".join(page.missing[:1]),
        picture=_shown(drawn, paper=paper),
        parts=parts,
        purpose=tuple(Told(one, _facts_of(page, one)) for one in chain.purpose),
        definitions=definitions_of(chain),
        seen=seen_by((page.claim or page.start).audience),
        left_out=left_out(page.behind, person),
        only_named=sum(len(one.named) for one in parts),
        coarse=coarse_words(sorted({step for one in chain.evidence if one.series for step in one.series.coarse})),
    )


def is_null(one: Evidence) -> bool:
    """It showed nothing, or nothing yet: no data, or a line that chance alone would draw as well."""
    return one.series is None or not one.has_data or not one.series.chart.signal


def _parts(page: ChainPage, *, paper: bool) -> Iterator[Part]:
    """What speaks against it, what showed nothing, what speaks for it: in this order, and none without its heading."""
    chain, room = page.chain, TOLD_WHOLE
    nothing = [one for one in chain.agreeing if is_null(one)]
    something = [one for one in chain.agreeing if not is_null(one)]
    against = (_("What speaks against it"), _("Nothing that can be seen here speaks against it. Has anybody looked?"))
    each = _("Every cycle that speaks for it shows a change in its chart.")
    null = (
        _("What showed nothing, or nothing yet"),
        each if something and chain.ref else _("None that can be seen here."),
    )
    found = (
        (_("What speaks for it"), _("Nothing that can be seen here speaks for it."))
        if chain.ref
        else (_("Where something changed"), _("Of no cycle here the chart shows a change."))
    )
    named = (("against", against, chain.contradicting), ("null", null, nothing), ("found", found, something))
    for name, (title, empty), cycles in named:
        if name == "against" and not chain.ref:
            continue
        whole = cycles[:room]
        room -= len(whole)
        yield Part(name, title, empty, tuple(_cycle(one, paper=paper) for one in whole), tuple(cycles[len(whole) :]))


def _cycle(one: Evidence, *, paper: bool) -> ToldCycle:
    drawing = drawing_of(one.series) if one.series else None
    decided = str(Cycle.Decision(one.decision).label) if one.decision else ""
    facts = (
        (_("What was predicted"), one.prediction or _("Nothing was predicted.")),
        (_("What happened"), one.outcome),
        (_("What was learned"), one.learned),
        (_("What was decided"), ". ".join(filter(None, [decided, one.because]))),
        (_("What its team says of the claim"), one.note),
        (_("When this was tied, the claim said"), one.told),
    )
    return ToldCycle(one, _given(facts), _shown(drawing, paper=paper) if drawing else SafeString(""))


def _facts_of(page: ChainPage, thing: Thing) -> Facts:
    node = next((one for pk, one in page.behind.nodes.items() if str(pk) == thing.ref), None)
    return _given(_known(node)) if node else ()


def _known(node: Artifact) -> Sequence[tuple[str, str]]:
    if node.kind == Problem.KIND:
        problem = node.problem
        return (
            (_("Who is affected"), problem.affected),
            (_("How we know"), problem.evidence),
            (_("Where we stand"), problem.baseline),
        )
    if node.kind == Aim.KIND:
        return ((_("In one sentence"), sentence_of(node.aim)),)
    return ((_("What it is"), node.body),)


def _given(facts: Sequence[tuple[str, str]]) -> Facts:
    return tuple((name, _for_paper(text)) for name, text in facts if text)


def _for_paper(text: str) -> str:
    """As much as is read at a table; a text of ten thousand lines could not be printed at all."""
    lines = text.splitlines()
    kept = "\n".join(lines[:LINES])[:LETTERS]
    if len(lines) <= LINES and len(text) <= LETTERS:
        return text
    return _("%(text)s … The rest of it stands on its own page.") % {"text": kept.rstrip()}


def _shown(drawing: Drawing, *, paper: bool) -> SafeString:
    """In the page as it stands there always; on paper a picture with the same words for those who do not see it."""
    if not paper:
        return SafeString(drawing.wide + drawing.narrow)
    packed = b64encode(standing_alone(drawing.wide).encode()).decode()
    return format_html('<img src="data:image/svg+xml;base64,{}" alt="{}">', packed, drawing.alt)
