"""How far the values within each group lie apart, in words: the limits of means rest on it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pergola.inquiry.limits import Limited
from pergola.inquiry.shewhart import Found, Rule, Shewhart
from pergola.inquiry.wording import Every, day_and_year, figure, how_many, plain_day

SAID = {
    (Rule.OUTSIDE, 1): gettext_lazy("On %(first)s the values within the group lie further apart (standard deviation %(spread)s) than chance would put them."),
    (Rule.OUTSIDE, -1): gettext_lazy("On %(first)s the values within the group lie nearer together (standard deviation %(spread)s) than chance would put them."),
    (Rule.SHIFT, 1): gettext_lazy("From %(first)s to %(last)s, %(many)s in a row, values within the groups lie further apart than usual here."),
    (Rule.SHIFT, -1): gettext_lazy("From %(first)s to %(last)s, %(many)s in a row, values within the groups lie nearer together than usual here."),
    (Rule.TREND, 1): gettext_lazy("From %(first)s to %(last)s, %(many)s in a row, values within the groups lie further and further apart."),
    (Rule.TREND, -1): gettext_lazy("From %(first)s to %(last)s, %(many)s in a row, values within the groups lie nearer and nearer together."),
    (Rule.TWO_OF_THREE, 1): gettext_lazy("From %(first)s to %(last)s, in two of three groups in a row, values lie almost as far apart as chance would put them."),
    (Rule.TWO_OF_THREE, -1): gettext_lazy("From %(first)s to %(last)s, in two of three groups in a row, values lie almost as near together as chance would put them."),
    (Rule.HUGGING, 0): gettext_lazy("From %(first)s to %(last)s, %(many)s in a row, how far values lie apart differs less from group to group than chance would have it."),
}  # fmt: skip
"""By the rule that speaks, and whether values lie further apart (1) or nearer together (-1)."""


def within_groups(limited: Limited) -> list[str]:
    """Does it stay within chance from one group to the next? Each signal, and what it means for the limits."""
    spreads = limited.spreads
    if spreads is None or all(section.centre is None for section in spreads.sections):
        return []
    if not spreads.signals:
        return [
            _("Within the groups, values lie about as far apart from one group to the next as chance would have it.")
        ]
    told = [_signal(limited, spreads, signal) for signal in spreads.signals]
    rules = {signal.rule for signal in spreads.signals}
    if Rule.OUTSIDE in rules:
        told.append(_("Limits of means rest on how far values lie apart: look at such a group first."))
    if rules - {Rule.OUTSIDE, Rule.HUGGING}:
        told.append(_("Limits of means rest on how far values lie apart: where that changed, they fit less well."))
    return told


def _signal(limited: Limited, spreads: Shewhart, signal: Found) -> str:
    return SAID[signal.rule, signal.side] % {
        "first": day_of(limited, signal.places[0]),
        "last": day_of(limited, signal.places[-1]),
        "many": how_many(len(signal.places), limited.wording.every),
        "spread": figure(spreads.values[signal.places[0]] or 0, 2),
    }


def day_of(limited: Limited, place: int) -> str:
    days, every = limited.days, limited.wording.every
    if days[0].year != days[-1].year and every is not Every.MONTH:
        return day_and_year(days[place])
    return plain_day(days[place], every)
