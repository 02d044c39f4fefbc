"""How large a group is, in words: told as the class its size is in, and of few no more than that they are few."""

from decimal import Decimal

from django.utils.translation import gettext as _

from pergola.kernel.suppression import class_of


def size_words(size: int | Decimal | None) -> str:
    """“20 to 39”, “300 or more”, “fewer than ten”; "" where it is not said."""
    if size is None:
        return ""
    match class_of(int(size)):
        case None:
            return _("fewer than ten")
        case least, None:
            return _("%(least)d or more") % {"least": least}
        case least, most:
            return _("%(least)d to %(most)d") % {"least": least, "most": most}
