"""Addresses as people paste them: one a line, or with commas, with names around them, twice, and some that are none."""

import re
from dataclasses import dataclass, field
from email.utils import parseaddr

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from pergola.people.addresses import is_plain

MOST = 200
BETWEEN = re.compile(r"[,;\t]")


@dataclass(frozen=True)
class Unread:
    """Something between two commas that is not an address, and the line it stands in."""

    line: int
    text: str


@dataclass
class Pasted:
    """What was read: each address once, lower case, in the order it came."""

    addresses: list[str] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    odd: list[Unread] = field(default_factory=list)
    """Addresses with letters that could be taken for others."""


def read_addresses(text: str) -> Pasted:
    """Read `a@b.example`, `Ana Ruiz <a@b.example>`, several a line. Nothing is guessed."""
    pasted = Pasted()
    for number, line in enumerate(text.splitlines(), start=1):
        for part in BETWEEN.split(line):
            if part.strip():
                _take(pasted, number, part.strip())
    return pasted


def _take(pasted: Pasted, line: int, part: str) -> None:
    address = parseaddr(part)[1] if "<" in part else part
    if "@" in address and not is_plain(address):
        pasted.odd.append(Unread(line, part[:80]))
        return
    address = address.lower()
    try:
        validate_email(address)
    except ValidationError:
        pasted.unread.append(Unread(line, part[:80]))
        return
    if address not in pasted.addresses:
        pasted.addresses.append(address)
