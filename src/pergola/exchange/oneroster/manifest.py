"""What a bundle says of itself: which OneRoster it is, and which files are whole (bulk) or tell of changes (delta). Pure."""

import csv
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _

from pergola.exchange.oneroster.bundle import Bundle
from pergola.exchange.oneroster.records import cells_of, encoding_of, plain, records
from pergola.kernel.errors import Unreadable

NAME: Final = "manifest.csv"
READ: Final = ("orgs", "users", "roles")
"""What is read of a bundle, by the names in its manifest."""


class Mode(StrEnum):
    BULK = "bulk"
    DELTA = "delta"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Manifest:
    version: str
    """“1.1” or “1.2”."""
    modes: dict[str, Mode] = field(default_factory=dict)
    """By the names of files without their ending, in small letters."""

    def mode(self, name: str) -> Mode:
        return self.modes.get(name, Mode.ABSENT)

    @property
    def kind(self) -> Mode:
        """The bundle as a whole: delta as soon as its people are."""
        return Mode.DELTA if Mode.DELTA in (self.mode("users"), self.mode("roles")) else Mode.BULK


def read_manifest(bundle: Bundle) -> Manifest:
    """Raises Unreadable with what is wrong and how it should be."""
    if NAME not in bundle:
        there = ", ".join(part.name for part in bundle.parts.values()) or _("no CSV file at all")
        raise Unreadable(
            _(
                "The bundle has no manifest.csv, which says what is in it. It holds: %(there)s. Export it as OneRoster CSV."
            )
            % {"there": there}
        )
    told = _properties(bundle)
    version = _version(told)
    modes = {name: _mode(told, name) for name in (*READ, "demographics")}
    if version == "1.1":
        modes["roles"] = Mode.ABSENT
    _must_fit(bundle, version, modes)
    return Manifest(version, modes)


def _properties(bundle: Bundle) -> dict[str, str]:
    read = lambda: bundle.read(NAME)  # noqa: E731 - a reading is a function without arguments
    encoding = encoding_of(NAME, read)
    told: dict[str, str] = {}
    for row, record in records(NAME, read, encoding):
        try:
            cells = [cell.strip() for cell in cells_of(record)]
        except csv.Error as error:
            raise Unreadable(
                _("manifest.csv, row %(row)d is not CSV: %(why)s.") % {"row": row, "why": error}
            ) from error
        if len(cells) < 2:
            raise Unreadable(
                _("manifest.csv, row %(row)d has one cell. Each row has two: a property and its value.") % {"row": row}
            )
        key = plain(cells[0]).removeprefix("file").removesuffix("csv")
        if told.setdefault(key, cells[1]) != cells[1]:
            raise Unreadable(
                _("manifest.csv says two things of “%(key)s”: “%(one)s” and “%(other)s”.")
                % {"key": cells[0], "one": told[key], "other": cells[1]}
            )
    return told


def _version(told: dict[str, str]) -> str:
    said = told.get("onerosterversion") or told.get("onerosterversionnumber") or ""
    figures = said.casefold().replace("v", "").replace("p", ".").split(".")[:2]
    found = ".".join(figures)
    if found in ("1.1", "1.2"):
        return found
    if not said:
        raise Unreadable(
            _("manifest.csv does not say which OneRoster this is: a row “oneroster.version,1.2” is missing.")
        )
    raise Unreadable(_("This is OneRoster “%(version)s”; 1.1 and 1.2 are read.") % {"version": said[:40]})


def _mode(told: dict[str, str], name: str) -> Mode:
    said = told.get(plain(name), "").casefold()
    try:
        return Mode(said) if said else Mode.ABSENT
    except ValueError:
        raise Unreadable(
            _("manifest.csv says “%(said)s” of %(name)s.csv; it may say bulk, delta or absent.")
            % {"said": said[:40], "name": name}
        ) from None


def _must_fit(bundle: Bundle, version: str, modes: dict[str, Mode]) -> None:
    for name in READ:
        if modes[name] is not Mode.ABSENT and f"{name}.csv" not in bundle:
            raise Unreadable(
                _("manifest.csv names %(name)s.csv, and the bundle does not hold it. Export it again.") % {"name": name}
            )
    if modes["users"] is Mode.ABSENT and not (Mode.DELTA in modes.values() or modes["orgs"] is Mode.DELTA):
        raise Unreadable(_("manifest.csv names no users.csv: without it there is nobody in the bundle."))
    if version == "1.2" and (modes["users"] is Mode.BULK) != (modes["roles"] is Mode.BULK):
        raise Unreadable(
            _(
                "In OneRoster 1.2 users.csv and roles.csv belong together: both bulk, or both delta. manifest.csv says"
                " %(users)s and %(roles)s."
            )
            % {"users": modes["users"], "roles": modes["roles"]}
        )
