"""What a run chart says, in words: the finding as a headline, each signal with its figure and limit, what it cannot say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pergola.inquiry.prediction import Beside, Prediction, hold_beside, said
from pergola.inquiry.runchart import LEAST_USEFUL, TREND_POINTS, Run, RunChart, Trend, chance_of_trend
from pergola.inquiry.verdict import (
    RARE,
    UNUSUAL,
    by_chance_crossings,
    by_chance_run,
    few_are_rare,
    moving_before,
    told,
)
from pergola.inquiry.wording import (
    Every,
    Wording,
    amount,
    charts_like_this,
    how_many,
    not_all_shows,
    one_in,
    period,
    plain_day,
    span,
    word,
)
from pergola.kernel.charts import Tone


class State(StrEnum):
    EMPTY = "empty"
    TOO_EARLY = "too-early"
    QUIET = "quiet"
    TREND = "trend"
    FEW_CROSSINGS = "few-crossings"
    MOVING_BEFORE = "moving-before"
    SHIFT_UP = "shift-up"
    SHIFT_DOWN = "shift-down"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the chart, for the list beneath it."""

    name: str
    speaks: bool
    words: str


@dataclass(frozen=True, slots=True)
class Reading:
    state: State
    tone: Tone
    """leaf: as hoped. straw: not as hoped. slate: neither, or nobody said what was hoped."""
    headline: str
    sentences: tuple[str, ...]
    how: str
    rules: tuple[Rule, ...]
    told: bool
    """`told` of its chart: what the headline, the rules, the picture and every sentence elsewhere go by."""

    @property
    def text(self) -> str:
        """Everything in one paragraph, for mail, search and the picture’s description."""
        return " ".join((self.headline, *self.sentences))


def read_aloud(chart: RunChart, days: Sequence[date], wording: Wording) -> Reading:
    """Say what a chart shows. `days`: one for each place. Raises ValueError if they are not as many as the places."""
    if len(days) != len(chart.points):
        raise ValueError("a chart needs one day for each place")
    voice = _Voice(chart, days, wording.fitted(chart.points))
    state, tone, headline, sentences = voice.finding()
    return Reading(state, tone, headline, tuple(sentences), voice.how(), voice.rules(), told(chart))


def describe(
    title: str, chart: RunChart, days: Sequence[date], wording: Wording, prediction: Prediction | None = None
) -> str:
    """The picture in words, for those who do not see it: what, how many, when, the median, the finding, the prediction."""
    reading = read_aloud(chart, days, wording)
    if chart.median is None:
        return _("Run chart: %(title)s. %(reading)s") % {"title": title, "reading": reading.text}
    seen = [day for day, point in zip(days, chart.points, strict=True) if point is not None]
    text = _("Run chart: %(title)s, %(many)s %(period)s. The median is %(median)s. %(reading)s") % {
        "title": title,
        "many": how_many(chart.observed, wording.every),
        "period": period(seen[0], seen[-1], wording.every),
        "median": amount(chart.median, wording.fitted(chart.points)),
        "reading": reading.text,
    }
    return text if prediction is None else f"{text} {said(prediction, wording.fitted(chart.points))}"


def before_and_after(chart: RunChart) -> tuple[float, float] | None:
    """The medians before and after the pinned change; None if there is none or one side is empty."""
    if chart.change_at is None or chart.median_after is None:
        return None
    if chart.baseline == chart.change_at and chart.median is not None:  # the line that is drawn, told as it is drawn
        return chart.median, chart.median_after
    before = [point for point in chart.points[: chart.change_at] if point is not None]
    return (median(before), chart.median_after) if before else None


def in_short(chart: RunChart, wording: Wording) -> str:
    """A line under a small picture: “34 to 52 %”, “38 to 40 %, no shift”, “5 lessons, too early to say”."""
    if not chart.observed:
        return _("nothing yet")
    if not chart.enough:
        return _("%(many)s, too early to say") % {"many": how_many(chart.observed, wording.every)}
    both = before_and_after(chart)
    wording = wording.fitted(chart.points)
    if both is not None:
        text = span(both[0], both[1], wording)
    else:
        text = _("median %(median)s") % {"median": amount(chart.median or 0, wording)}
    if not told(chart):
        return _("%(range)s, no shift") % {"range": text}
    return _("%(range)s, moving before") % {"range": text} if moving_before(chart) else text


class _Voice:
    """One chart being read; holds what every sentence needs."""

    def __init__(self, chart: RunChart, days: Sequence[date], wording: Wording) -> None:
        self.chart = chart
        self.days = days
        self.wording = wording

    def finding(self) -> tuple[State, Tone, str, list[str]]:
        chart = self.chart
        if chart.median is None:
            return State.EMPTY, "slate", _("Nothing to read yet."), [_("The chart begins with the first observation.")]
        if not chart.enough:
            return State.TOO_EARLY, "slate", _("It is too early to say."), self._too_early()
        if chart.shift is not None:
            return self._shift(chart.shift)
        if chart.few_crossings and by_chance_crossings(self.chart, chart.crossings) <= UNUSUAL:
            return (
                State.FEW_CROSSINGS,
                "slate",
                _("This would be unusual if nothing had changed."),
                [
                    self._crossings_words(),
                    _(
                        "The line may drift slowly, or two different conditions may be mixed. The chart cannot say which."
                    ),
                ],
            )
        if chart.trend is not None:
            headline = _("A climb, not yet a change.") if chart.trend.side > 0 else _("A fall, not yet a change.")
            return State.TREND, "slate", headline, [self._trend_words(chart.trend), *self._quiet()]
        return (
            State.QUIET,
            "slate",
            _("Nothing here that chance alone could not do."),
            [
                *self._quiet(),
                _("A change may still be too small or too new to show."),
            ],
        )

    def how(self) -> str:
        """How the median is set and the signal found."""
        chart, every = self.chart, self.wording.every
        if not chart.observed:
            return ""
        if chart.baseline is None:
            median_words = _("Median of all %(many)s.") % {"many": how_many(chart.observed, every)}
        else:
            median_words = _("Median of the first %(many)s, carried forward.") % {
                "many": how_many(chart.baseline_points, every)
            }
        if not chart.useful:
            return median_words
        shift = _("A shift is a run longer than log₂(%(useful)d) + 3, rounded: %(limit)d.") % {
            "useful": chart.useful,
            "limit": chart.longest_limit,
        }
        if chart.baseline is not None:
            shift = f"{shift} {self._carried_words()}"
        on = chart.observed - chart.useful
        if not on:
            return f"{median_words} {shift}"
        left_out = ngettext(
            "One point lies on the median and is not counted.",
            "%(on)d points lie on the median and are not counted.",
            on,
        ) % {"on": on}
        return f"{median_words} {shift} {left_out}"

    def rules(self) -> tuple[Rule, ...]:
        chart = self.chart
        if not chart.enough:
            return ()
        trend = chart.trend
        none = _("No five in a row all rise or all fall.")
        return (
            Rule(_("Longest run"), told(chart), self._longest_words()),
            Rule(_("Crossings"), chart.few_crossings and few_are_rare(self.chart), self._crossings_words()),
            Rule(_("Trend"), trend is not None, none if trend is None else self._trend_words(trend)),
        )

    def _too_early(self) -> list[str]:
        chart, every = self.chart, self.wording.every
        on = chart.observed - chart.useful
        so_far = _("There are %(many)s so far.") if chart.observed != 1 else _("There is %(many)s so far.")
        sentences = [so_far % {"many": how_many(chart.observed, every)}]
        if on and on == chart.observed and on > 1:
            sentences.append(_("All of them are alike."))
        elif on and chart.observed >= LEAST_USEFUL:
            sentences.append(
                ngettext(
                    "One of them lies on the median and tells nothing.",
                    "Of these, %(on)s lie on the median and tell nothing.",
                    on,
                )
                % {"on": word(on)}
            )
        return [*sentences, _("From ten that do not lie on the median, the chart can be read.")]

    def _shift(self, run: Run) -> tuple[State, Tone, str, list[str]]:
        chart = self.chart
        state = State.SHIFT_UP if run.side > 0 else State.SHIFT_DOWN
        chance = by_chance_run(self.chart, run.length)
        sentences = [self._run_words(run), self._rare_words(chance)]
        if not chart.shows(run):
            sentences.append(not_all_shows())
        if not told(chart):
            return state, "slate", _unsure(chance), [*sentences, _("The chart cannot say why.")]
        if moving_before(chart):
            sentences.append(
                _("All of it lies in the time the median was set on, so later points are hard to judge by it.")
            )
            return State.MOVING_BEFORE, "slate", _("It was already moving before the change."), sentences
        if chart.change_at is not None and run.start < chart.change_at:
            sentences.append(_("The run begins before the change that is marked."))
        if chart.lasts:
            sentences.append(self._new_median(run))
        if chart.few_crossings:
            sentences.append(self._crossings_words())
        sentences.append(_("The chart cannot say why."))
        hoped = self.wording.more_is_better
        if hoped is None or hoped == (run.side > 0):
            tone: Tone = "slate" if hoped is None else "leaf"
            held = _("Something changed, and it held.") if chart.lasts else _("Something changed, and did not last.")
            return state, tone if chart.lasts else "slate", held, sentences
        turned = _("Something changed, and not as hoped.")
        return (
            state,
            "straw",
            turned if chart.lasts else _("For a while, something changed, and not as hoped."),
            sentences,
        )

    def _run_words(self, run: Run) -> str:
        chart, every = self.chart, self.wording.every
        old = chart.lasts and run == chart.shift and chart.baseline is not None and run.end >= chart.baseline
        names = {
            "many": how_many(run.length, every),
            "line": self._line(run, old=old),
            "first": plain_day(self.days[run.start], every),
            "last": plain_day(self.days[run.end], every),
        }
        if chart.lasts and run == chart.shift:
            text = (
                _("Since %(first)s, %(many)s in a row lie above %(line)s.")
                if run.side > 0
                else _("Since %(first)s, %(many)s in a row lie below %(line)s.")
            )
        else:
            text = (
                _("From %(first)s to %(last)s, %(many)s in a row lie above %(line)s.")
                if run.side > 0
                else _("From %(first)s to %(last)s, %(many)s in a row lie below %(line)s.")
            )
        return text % names

    def _line(self, run: Run | None, *, old: bool = False) -> str:
        """The median a run is told by: with its figure, where all of the run lies on its side of it as drawn."""
        if run is not None and not self.chart.shows(run):
            return _("the old median") if old else _("the median")
        figured = _("the old median of %(median)s") if old else _("the median of %(median)s")
        return figured % {"median": amount(self.chart.median or 0, self.wording)}

    def _rare_words(self, chance: float) -> str:
        return _("If nothing had changed, %(charts)s would hold a run as long.") % {"charts": charts_like_this(chance)}

    def _carried_words(self) -> str:
        """Anhøj's limit is made for a median of the same points; what it is worth beside one carried forward is said."""
        return _("With a median carried forward, chance alone passes this limit in %(charts)s.") % {
            "charts": charts_like_this(by_chance_run(self.chart, self.chart.longest_limit + 1))
        }

    def _new_median(self, run: Run) -> str:
        chart = self.chart
        if chart.median_after is not None and chart.change_at is not None and run.start >= chart.change_at:
            return _("The new median is %(median)s.") % {"median": amount(chart.median_after, self.wording)}
        since = [point for point in chart.points[run.start :] if point is not None]
        return _("The median since then is %(median)s.") % {"median": amount(median(since), self.wording)}

    def _longest_words(self) -> str:
        chart = self.chart
        chance = by_chance_run(self.chart, chart.longest_limit + 1)
        rare = _(
            "The longest run on one side of %(line)s is %(many)s; one longer than %(limit)s would be rare by chance."
        )
        often = _(
            "The longest run on one side of %(line)s is %(many)s; "
            "chance alone makes one longer than %(limit)s in %(charts)s."
        )
        return (rare if chance <= RARE else often) % {
            "line": self._line(chart.longest),
            "many": how_many(chart.longest.length if chart.longest else 0, self.wording.every),
            "limit": word(chart.longest_limit),
            "charts": charts_like_this(chance),
        }

    def _crossings_words(self) -> str:
        chart = self.chart
        chance = by_chance_crossings(self.chart, chart.crossings_limit - 1)
        if few_are_rare(self.chart):
            crossed = ngettext(
                "The line crosses the median once; fewer than %(limit)s crossings would be rare by chance.",
                "The line crosses the median %(times)s times; fewer than %(limit)s would be rare by chance.",
                chart.crossings,
            )
            never = _("The line never crosses the median; fewer than %(limit)s crossings would be rare by chance.")
        else:
            crossed = ngettext(
                "The line crosses the median once; chance alone makes fewer than %(limit)s crossings in %(charts)s.",
                "The line crosses the median %(times)s times; chance alone makes fewer than %(limit)s in %(charts)s.",
                chart.crossings,
            )
            never = _(
                "The line never crosses the median; chance alone makes fewer than %(limit)s crossings in %(charts)s."
            )
        return (crossed if chart.crossings else never) % {
            "times": word(chart.crossings),
            "limit": word(chart.crossings_limit),
            "charts": charts_like_this(chance),
        }

    def _quiet(self) -> list[str]:
        return [self._longest_words(), self._crossings_words()]

    def _trend_words(self, trend: Trend) -> str:
        every = self.wording.every
        chance = chance_of_trend(self.chart.observed)
        names = {
            "many": how_many(trend.points, every),
            "first": plain_day(self.days[trend.start], every),
            "last": plain_day(self.days[trend.end], every),
            "five": word(TREND_POINTS),
            "share": one_in(chance),
            "all": how_many(self.chart.observed, every),
        }
        if trend.side > 0:
            text = _(
                "From %(first)s to %(last)s, %(many)s in a row rise. "
                "Of charts with %(all)s, chance alone puts %(five)s rising or falling in a row into %(share)s."
            )
        else:
            text = _(
                "From %(first)s to %(last)s, %(many)s in a row fall. "
                "Of charts with %(all)s, chance alone puts %(five)s rising or falling in a row into %(share)s."
            )
        return text % names


def _unsure(chance: float) -> str:
    if chance > UNUSUAL:
        return _("A long run, and chance alone often makes one.")
    return _("This would be unusual if nothing had changed.")


__all__ = [
    "Beside",
    "Every",
    "Prediction",
    "Reading",
    "Rule",
    "State",
    "before_and_after",
    "describe",
    "hold_beside",
    "in_short",
    "read_aloud",
]
