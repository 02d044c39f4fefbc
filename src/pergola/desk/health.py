"""How a community goes: what its people say beside what happened. Where the two disagree, both stand, and a conversation is suggested."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pergola.desk.happened import WEEKS, Indicator, Level, happened_in
from pergola.desk.talk_about import DONE_MORE, SAID_MORE
from pergola.instruments.models import Asking, Item
from pergola.instruments.reading import items_of, shown_of
from pergola.instruments.release import NOTHING, Heard, is_shown, middle
from pergola.instruments.rules import asks_in
from pergola.instruments.shipped import HEALTH, shipped
from pergola.instruments.tickets import ticket_of
from pergola.kernel.clock import now
from pergola.kernel.errors import Sentence
from pergola.people.models import Person
from pergola.spaces.models import Community

MOST_LOOKED_AT = 12


@dataclass(frozen=True)
class Feature:
    """One feature: the question, what people say in the middle, what happened, and whether the two disagree."""

    key: str
    title: str
    stem: str
    said: str
    """Empty where fewer than five have answered it."""
    n: int
    indicator: Indicator
    says: Level | None

    @property
    def better_said(self) -> bool:
        return self.says is Level.HIGH and self.indicator.level is Level.LOW

    @property
    def better_done(self) -> bool:
        return self.says is Level.LOW and self.indicator.level is Level.HIGH

    @property
    def question(self) -> Sentence:
        """What to talk about, where the two disagree; else nothing."""
        if self.better_said:
            return SAID_MORE[self.key]
        return DONE_MORE[self.key] if self.better_done else ""


@dataclass(frozen=True)
class Health:
    """The page of it, for somebody who is in the community."""

    features: Sequence[Feature]
    open_now: Asking | None
    shown_from: Asking | None
    """The asking whose answers are shown; None: nothing may be shown yet."""
    waits_for_me: bool
    asks: bool
    weeks: int = WEEKS

    @property
    def disagreeing(self) -> list[Feature]:
        return [one for one in self.features if one.question]


def health_of(person: Person, community: Community) -> Health:
    """Eleven queries, whatever is there."""
    every = Asking.objects.visible_to(person).filter(community=community, kind=Asking.Kind.HEALTH)
    askings = list(every.select_related("instrument").order_by("-opened")[:MOST_LOOKED_AT])
    shown = shown_of(person, askings)
    seen = next((one for one in askings if any(is_shown(heard) for heard in shown.get(one.pk, {}).values())), None)
    open_now = next((one for one in askings if one.closed is None and one.closes > now()), None)
    mine = ticket_of(person, open_now) if open_now else None
    return Health(
        _features(community, items_of(seen) if seen else [], shown[seen.pk] if seen else {}),
        open_now,
        seen,
        open_now is not None and not (mine and mine.answered),
        asks_in(person, community),
    )


def _features(community: Community, items: Sequence[Item], heard: dict[str, Heard]) -> list[Feature]:
    """Those that were asked; where nothing is shown yet, all six by what happened."""
    happened = happened_in(community)
    if not items:
        return [Feature(one.key, one.title, one.stem, "", 0, happened[one.key], None) for one in shipped(HEALTH).items]
    return [_feature(one, heard.get(one.key, NOTHING), happened[one.key]) for one in items]


def _feature(item: Item, heard: Heard, indicator: Indicator) -> Feature:
    if not is_shown(heard):
        return Feature(item.key, item.title, item.stem, "", 0, indicator, None)
    found, words = middle(heard.counts), item.options
    half = len(words) // 2
    says = Level.HIGH if found.at >= half else Level.LOW if found.upper < half else Level.BETWEEN
    if found.between:
        said = _("In the middle, between “%(one)s” and “%(other)s”.") % {
            "one": words[found.at],
            "other": words[found.upper],
        }
    else:
        said = _("In the middle: “%(one)s”.") % {"one": words[found.at]}
    if found.low != found.high:
        said = f"{said} {_('Half of the answers lie from “%(low)s” to “%(high)s”.') % {'low': words[found.low], 'high': words[found.high]}}"
    return Feature(item.key, item.title, item.stem, said, heard.n, indicator, says)
