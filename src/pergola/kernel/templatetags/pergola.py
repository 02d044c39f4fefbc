"""The components of the look, each declared once. When to use which: docs/look.md."""

import datetime as dt
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pergola.kernel.components import Component, compile_slot, declare
from pergola.kernel.group_size import size_words

TONES = ("", "leaf", "straw", "slate", "fig")

COMPONENTS = (
    # the page
    Component("act", ("title",), {"id": "next", "wide": False, "level": 2}, slots=("buttons", "seen"), body=True),
    Component("trail", ("url", "label"), body=True),
    Component("seen", optional={"people": None, "of": "", "by": "", "everyone": False, "also": "", "id": ""}),
    Component("more", ("label",), {"open": False, "id": ""}, body=True),
    # order and lists
    Component("bays", optional={"label": "", "upright": False}, body=True),
    Component("bay", ("title",), {"detail": "", "current": False, "minutes": 0}),
    Component("lines", optional={"label": "", "ordered": False}, body=True),
    Component("line", ("title",), {"url": "", "id": "", "level": 3, "quiet": False}, slots=("meta",), body=True),
    Component("rows", body=True),
    Component("row", ("term",), body=True),
    Component("table", ("label",), {"caption": "", "id": ""}, body=True),
    Component("numbers", body=True),
    Component(
        "number", ("n", "label", "definition", "as_of", "rows_url", "rows_label"), {"detail": "", "id": ""}
    ),
    # states
    Component("word", ("text",), {"tone": ""}, choices={"tone": TONES}),
    Component(
        "note", optional={"tone": "straw", "status": False, "id": ""}, body=True,
        choices={"tone": ("straw", "leaf", "slate", "madder")},
    ),
    Component(
        "sealed", ("by", "when"), {"sentence": _("It cannot be changed."), "label": _("Locked"), "id": ""},
        slots=("meta",), body=True,
    ),
    Component("removed", ("title", "until", "url")),
    Component("nothing_yet", optional={"title": "", "level": 2}, slots=("buttons",), body=True),
    Component("waiting", ("sentence",)),
    Component("hidden_small", optional={"fewest": 10, "also_hidden": False, "url": ""}),
    # evidence
    Component("rail", optional={"label": ""}, body=True),
    Component(
        "rail_item", optional={"kind": "plain", "what": "", "id": ""}, slots=("more", "meta"), body=True,
        choices={"kind": ("plain", "supports", "replicates", "contradicts", "here")},
    ),
    Component(
        "claim", ("summary",), {"id": "", "tested": False, "open": False}, slots=("chain",), body=True
    ),
    Component("cover", ("caption",), body=True),
    Component("cover_bay", ("name", "figures"), {"against": False}, body=True),
    Component("pdsa", ("step", "text"), choices={"step": (0, 1, 2, 3, 4, 5)}),
    # writing
    Component("field", ("field",), {"label": ""}),
    Component("keys_switch"),
    Component("form_problems", ("form",)),
    Component("draft", ("field", "url"), {"label": "", "saved": "", "rows": 5}, slots=("seen",)),
)  # fmt: skip

register = template.Library()
register.tag("slot", compile_slot)
for component in COMPONENTS:
    declare(register, component)


@register.filter
def day(value: dt.date | None) -> str:
    """“Thursday 3 December”; nothing for nothing. The year is added only where it is not this one."""
    if value is None:
        return ""
    on = _here(value)
    return _day_in_words(on, "l j F" if on.year == timezone.localdate().year else "l j F Y", get_language())


@register.filter
def dated(value: dt.date | None) -> str:
    """“3 December 2026”, for records."""
    return "" if value is None else _day_in_words(_here(value), "j F Y", get_language())


@register.filter
def size_class(size: int | None) -> str:
    """“20 to 39”: how large a group is, as it may be told."""
    return size_words(size)


@register.filter
def hour(value: dt.datetime | dt.time | None) -> str:
    """“3:45 pm”, as people write it; nothing for nothing."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return _hour_in_words(value.hour, value.minute, get_language())


@register.filter
def clock(value: dt.datetime | None) -> str:
    """“3:45 pm EST”: a time that is still to come, for people whose clocks stand elsewhere; nothing for nothing."""
    return "" if value is None else f"{hour(value)} {timezone.localtime(value).tzname()}"


def _here(value: dt.date) -> dt.date:
    """The day it is, or was, where the reader is."""
    if not isinstance(value, dt.datetime):
        return value
    return timezone.localdate(value) if timezone.is_aware(value) else value.date()


@lru_cache(maxsize=2048)
def _day_in_words(on: dt.date, form: str, _language: str | None) -> str:
    """Written once a day and language: a page of posts names the same day fifty times."""
    return date_format(on, form)


@lru_cache(maxsize=2048)
def _hour_in_words(hours: int, minutes: int, _language: str | None) -> str:
    return time_format(dt.time(hours, minutes), "g:i A").replace("AM", "am").replace("PM", "pm")
