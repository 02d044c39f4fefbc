"""A solution package read: its parts one by one, what it costs, its materials, and where it did not work."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pergola.talk.rendering import as_html

ADDRESS = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of what worked, and why it must stay, or how it may be changed."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Material:
    name: str
    address: str
    """"" where it is only named."""


@dataclass(frozen=True, slots=True)
class Package:
    problem: SafeString
    grades: str
    size: str
    in_place: SafeString
    core: tuple[Part, ...]
    adaptable: tuple[Part, ...]
    costs: tuple[tuple[str, str], ...]
    materials: tuple[Material, ...]
    not_for: SafeString


def read_package(said: Mapping[str, str]) -> Package | None:
    """The words of a package as they are shown; None of whatever is none."""
    if not said:
        return None
    costs = ((_("Money"), "money"), (_("Hours"), "hours"), (_("People"), "people"))
    return Package(
        problem=as_html(said["solves"]),
        grades=said["grades"],
        size=said["size"],
        in_place=as_html(said["in_place"]),
        core=tuple(parts_of(said["core"])),
        adaptable=tuple(parts_of(said["adaptable"])),
        costs=tuple((name, said[field]) for name, field in costs if said[field]),
        materials=tuple(materials_of(said["materials"])),
        not_for=as_html(said["not_for"]),
    )


def parts_of(text: str) -> Iterator[Part]:
    """One part a line: what it is, and after a colon why it stays or how it may change."""
    for line in filter(None, map(str.strip, text.splitlines())):
        name, _colon, why = line.partition(":")
        yield Part(name.strip() or why.strip(), why.strip() if name.strip() else "")


def materials_of(text: str) -> Iterator[Material]:
    """One a line: a name, and an address where it can be had. Only addresses of the web become links."""
    for line in filter(None, map(str.strip, text.splitlines())):
        found = ADDRESS.search(line)
        address = found[0].rstrip(".,;)") if found else ""
        name = line.replace(address, "").strip(" :–—-.,;()") if address else line
        yield Material(name or address, address)


def asked_of_a_package() -> dict[str, str]:
    """What somebody elsewhere must know before they begin, the limits with the rest."""
    return {
        "solves": _("Say what problem it solves."),
        "grades": _("Say for which grades and subjects it was tried."),
        "in_place": _("Say what must be in place before somebody begins."),
        "core": _("Say what must stay as it is, and why: one part a line."),
        "adaptable": _("Say what may be changed, and how: one part a line."),
        "hours": _("Say how many hours it takes, and whose."),
        "not_for": _("Say what it did not do, and for whom it did not work. Readers trust what says this."),
    }
