"""E-mail addresses that name somebody: only such as nobody can take for another's."""

from django.utils.translation import gettext_lazy as _

NOT_PLAIN = _(
    "This address has letters beyond a to z, which can look like those of another address. Write one in plain letters."
)


def is_plain(address: str) -> bool:
    """Look-alikes (a dotless ı, a long ſ, a Cyrillic а) lie beyond ASCII, and databases fold some of them into it."""
    return address.isascii()


def same_address(one: str, other: str) -> bool:
    """Capitals do not count. Beyond ASCII every letter does: what folds into another letter is another address."""
    if is_plain(one) and is_plain(other):
        return one.casefold() == other.casefold()
    return one == other
