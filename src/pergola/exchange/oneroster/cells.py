"""What one cell of a roster can mean. Pure."""

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

STAFF: Final[dict[str, str | Promise]] = {
    "teacher": gettext_lazy("teacher"),
    "principal": gettext_lazy("principal"),
    "counselor": gettext_lazy("counselor"),
    "aide": gettext_lazy("aide"),
    "proctor": gettext_lazy("proctor"),
    "administrator": gettext_lazy("administrator"),
    "siteAdministrator": gettext_lazy("school administrator"),
    "districtAdministrator": gettext_lazy("district administrator"),
    "systemAdministrator": gettext_lazy("system administrator"),
}
"""Roles of OneRoster 1.1 and 1.2 that are work in a school system, as it spells them → as people say them."""

RELATIVES: Final = frozenset({"parent", "guardian", "relative"})
STUDENT: Final = "student"
_SPELLED: Final = {role.casefold(): role for role in STAFF}
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_ADDRESS: Final = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")
_MOMENT: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.\d+)?)?)?\s*(Z|[+-]\d\d:?\d\d)?")


class Unfit(ValueError):  # noqa: N818 - a cell that does not fit is no fault of the program
    """This cell cannot be read; the sentence says what it must hold."""


def plain_id(text: str) -> str:
    """A sourcedId: anything but nothing, up to 255 letters."""
    if text and len(text) < 256 and text.isprintable():
        return text.strip()
    text = text.strip()
    if not text:
        raise Unfit(_("is empty, and without its id a row belongs to nobody"))
    if len(text) > 255:
        raise Unfit(_("has more than 255 letters"))
    if _CONTROL.search(text):
        raise Unfit(_("holds control characters"))
    return text


@lru_cache(maxsize=8192)
def reference(text: str) -> str:
    """The sourcedId of something else, as it stands there."""
    return " ".join(text.split())[:255]


def words(text: str, most: int = 200) -> str:
    """A name, without what no name has. Raises Unfit for one that is too long."""
    said = text if text.isprintable() and "  " not in text else " ".join(text.split())
    if not said.isprintable() and _CONTROL.search(said):
        raise Unfit(_("holds control characters, which no name has"))
    if len(said) > most:
        raise Unfit(_("has %(found)d letters; at most %(most)d are read") % {"found": len(said), "most": most})
    return said


def address(text: str) -> str:
    """An e-mail address in plain letters; or nothing for nothing."""
    text = text.strip()
    if not text or text.casefold() in ("null", "none", "n/a"):
        return ""
    if not is_address(text):
        raise Unfit(_("is not an e-mail address in plain letters"))
    return text


def is_address(text: str) -> bool:
    return len(text) <= 254 and text.isascii() and _ADDRESS.fullmatch(text) is not None


@lru_cache(maxsize=256)
def role(text: str) -> str:
    """As OneRoster spells it; as it was written, in small letters, where it names no work in a school."""
    said = text.strip().casefold()
    return _SPELLED.get(said.replace(" ", ""), said)


def role_in_words(name: str) -> str:
    return str(STAFF.get(name, name))


@lru_cache(maxsize=4096)
def moment(text: str) -> datetime | None:
    """A time as OneRoster writes it (ISO 8601), with its zone or in UTC; None for nothing. Raises Unfit for another."""
    text = text.strip()
    if not text:
        return None
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise Unfit(_("is not a date as OneRoster writes it, such as 2026-11-02 or 2026-11-02T15:00:00Z"))
    day, hours, seconds, zone = found.groups()
    zone = "+00:00" if zone in (None, "Z") else zone
    try:
        return datetime.fromisoformat(f"{day}T{hours or '00:00'}:{seconds or '00'}{zone}").astimezone(UTC)
    except (ValueError, OverflowError):
        raise Unfit(_("is no date there is")) from None


@lru_cache(maxsize=4096)
def day(text: str) -> date | None:
    """A day; None for nothing."""
    told = moment(text)
    return told.date() if told else None


def switched_off(text: str) -> bool:
    """Of enabledUser: only a plain no counts."""
    return text.strip().casefold() in ("false", "0", "no", "n")


@lru_cache(maxsize=64)
def leaves(text: str) -> bool:
    """Of status: is the row taken away? Raises Unfit for what is neither."""
    said = text.strip().casefold()
    if said in ("", "active"):
        return False
    if said in ("tobedeleted", "inactive"):
        return True
    raise Unfit(_("is neither active nor tobedeleted"))


def nces_school(*texts: str) -> str:
    """The NCES id of a school, if one of these is one: twelve figures, dashes and spaces aside."""
    for text in texts:
        said = text.replace("-", "").replace(" ", "")
        if len(said) == 12 and said.isascii() and said.isdigit():
            return said
    return ""
