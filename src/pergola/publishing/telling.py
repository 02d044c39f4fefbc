"""What a chain comes to, in sentences: the contradictions first, then what speaks for it, then what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pergola.inquiry.wording import word
from pergola.kernel.suppression import FEWEST, STEPS
from pergola.publishing.evidence import Chain, Evidence


@dataclass(frozen=True, slots=True)
class Definition:
    """How a measure is defined, and by which cycles it is used so."""

    title: str
    counts: str
    out_of: str
    names: str
    many: bool


def lede_of(chain: Chain, *, adoptions: int = 0) -> str:
    """The page's first sentences. A contradiction is always the first thing said."""
    said = [*_against(chain), *_for(chain)]
    if adoptions:
        said.append(
            ngettext("%(many)s more has taken the lesson up.", "%(many)s more have taken the lesson up.", adoptions)
            % {"many": word(adoptions).capitalize()}
        )
    return " ".join(said)


def definitions_of(chain: Chain) -> list[Definition]:
    """The measures behind it: one where all count alike, several where they do not."""
    found: dict[tuple[str, str], list[Evidence]] = {}
    for one in chain.evidence:
        if one.series is not None:
            counts = one.series.counts or one.series.title
            found.setdefault((counts.casefold(), one.series.out_of.casefold()), []).append(one)
    defined = []
    for each in found.values():
        first = each[0].series
        assert first is not None
        names = ", ".join(dict.fromkeys(one.place.name for one in each if one.place.name))
        defined.append(Definition(first.title, first.counts, first.out_of, names, many=len(each) > 1))
    return defined


def coarse_words(steps: Sequence[int]) -> str:
    """How shares are told in public, as the page says it; "" where there are none."""
    if not steps:
        return ""
    classes = {
        step: (least, above) for (least, step), above in zip(STEPS, (None, *(one for one, _s in STEPS)), strict=False)
    }
    if len(steps) == 1:
        least, above = classes[steps[0]]
        names = {"step": steps[0], "least": least, "most": (above or 0) - 1}
        if above is None:
            return _("Shares are given in bands of %(step)d %%, as we do for groups of %(least)d and more.") % names
        return _("Shares are given in bands of %(step)d %%, as we do for groups of %(least)d to %(most)d.") % names
    names = {"first": steps[0], "last": steps[-1], "fewest": FEWEST}
    return (
        _(
            "Shares are given in bands of %(first)d to %(last)d %%: the smaller the group, the wider. "
            "Groups under %(fewest)d are not shown."
        )
        % names
    )


def _against(chain: Chain) -> list[str]:
    said = []
    if chain.contradicting:
        count = len(chain.contradicting)
        sentence = ngettext(
            "%(many)s cycle contradicts it: %(names)s.", "%(many)s cycles contradict it: %(names)s.", count
        )
        said.append(sentence % {"many": word(count).capitalize(), "names": _names(chain.contradicting)})
    if chain.withheld_against:
        sentence = ngettext(
            "%(many)s contradicting cycle is not shown, at its team’s wish.",
            "%(many)s contradicting cycles are not shown, at their teams’ wish.",
            chain.withheld_against,
        )
        said.append(sentence % {"many": word(chain.withheld_against).capitalize()})
    return said


def _for(chain: Chain) -> list[str]:
    count = len(chain.agreeing)
    if not count:
        return [_("Nothing that can be seen here supports it yet.")]
    sentence = ngettext("%(many)s supports it: %(names)s.", "%(many)s support it: %(names)s.", count)
    said = [sentence % {"many": word(count).capitalize(), "names": _names(chain.agreeing)}]
    if not chain.tested:
        said.append(_("Nothing that can be seen here contradicts it."))
    return said


def _names(cycles: Sequence[Evidence]) -> str:
    """The places, each once; who did it several times is named once."""
    return ", ".join(dict.fromkeys(one.place.name or one.title for one in cycles))
