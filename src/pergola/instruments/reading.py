"""What pages of askings show: the questions, and what has been released of the answers."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from pergola.instruments.heard import read_heard
from pergola.instruments.models import Asking, Item, Result
from pergola.instruments.release import NOTHING, Heard, is_shown
from pergola.kernel.suppression.chosen import STEP, Among, told_among
from pergola.people.models import Asker
from pergola.walls.reasons import Reason


def items_of(asking: Asking) -> list[Item]:
    """The questions, for whoever may answer them: that is asked before. One query."""
    every = Item.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(instrument=asking.instrument_id)
    return list(every.select_related("instrument"))


@dataclass(frozen=True)
class Chosen:
    """A choice of a poll, and about how many would join; None where that was not shown."""

    text: str
    among: Among | None

    @property
    def told(self) -> str:
        return _in_words(self.among)


@dataclass(frozen=True)
class PollResult:
    """What a poll shows, once it is closed."""

    asking: Asking
    answered_by_me: bool
    n: int
    """How many answers the counts below are of; 0: nothing is shown yet."""
    chosen: Sequence[Chosen]
    wishes: Sequence[str]

    @property
    def as_before(self) -> bool:
        """Is something told as it was when the same was asked before?"""
        return any(one.among and one.among.as_before for one in self.chosen)


def shown_of(person: Asker, askings: Sequence[Asking]) -> dict[object, dict[str, Heard]]:
    """By asking, what has been released to this person. One query."""
    results = Result.objects.visible_to(person).filter(asking__in=[one.pk for one in askings])
    return {one.asking_id: read_heard(one.heard) for one in results}


def polls_behind(person: Asker, wall: int, answered: Set[UUID], most: int) -> list[PollResult]:
    """The polls behind a wall, the newest first. Three queries."""
    askings = list(
        Asking.objects.visible_to(person).filter(wall=wall, kind=Asking.Kind.POLL).select_related("instrument").order_by("-opened")[:most]
    )  # fmt: skip
    items: dict[object, dict[str, Item]] = {one.instrument_id: {} for one in askings}
    for item in Item.objects.visible_to(person).filter(instrument__in=list(items)).select_related("instrument"):
        items[item.instrument_id][item.key] = item
    shown = shown_of(person, askings)
    return [_poll(one, items[one.instrument_id], shown.get(one.pk, {}), mine=one.pk in answered) for one in askings]


def _poll(asking: Asking, items: dict[str, Item], heard: dict[str, Heard], *, mine: bool) -> PollResult:
    join, wish = heard.get("join", NOTHING), heard.get("wish", NOTHING)
    chosen = [Chosen(text, among) for text, among in zip(items["join"].options, told_of(join), strict=False)]
    chosen.sort(key=lambda one: -one.among.high if one.among else 0)
    shown = is_shown(join) and asking.closed is not None
    return PollResult(
        asking, mine, join.n if shown else 0, chosen if shown else [], wish.words if is_shown(wish) else []
    )


def told_of(join: Heard) -> tuple[Among | None, ...]:
    """Of each choice, as it is kept; of polls that closed before it was kept so, by their counts."""
    return join.told or tuple(told_among([(many, join.n)]) for many in join.counts if is_shown(join))


def _in_words(told: Among | None) -> str:
    if told is None:
        return _("not shown")
    if told.as_before:
        said = {"low": told.low, "high": told.high, "of": told.of}
        return _("much as before: %(low)d to %(high)d of %(of)d") % said
    if told.of < 2 * STEP and told.low != told.high:
        return _("more than half of them") if told.most else _("half of them or fewer")
    if told.low == told.high:
        return number_format(told.low, force_grouping=True)
    if told.most:
        return _("most of them, or all")
    if told.few:
        return _("fewer than five")
    return _("%(low)d to %(high)d") % {"low": told.low, "high": told.high}
