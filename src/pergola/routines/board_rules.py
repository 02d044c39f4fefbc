"""May this person read, mark, keep a board?"""

from django.utils.translation import gettext as _

from pergola.instruments.rules import asks_in, is_in
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.templatetags.pergola import dated
from pergola.people.models import Asker, Person
from pergola.routines.models import Tension
from pergola.spaces.models import Community


def marks_in(person: Asker, community: Community) -> bool:
    """Whoever is in it, while it goes on."""
    return community.closed is None and is_in(person, community)


def keeps_board(person: Asker, community: Community) -> bool:
    """Its facilitators, while it goes on. Not whoever leads the system: what is marked here is said among colleagues."""
    return community.closed is None and asks_in(person, community)


def off_in_words(tension: Tension) -> str:
    """Of one that left the board: when, and why."""
    told = {"day": dated(tension.retired), "why": tension.reason}
    return _("This tension left the board on %(day)s: “%(why)s”") % told if tension.retired else ""


def must_be_on_board(tension: Tension) -> None:
    if tension.retired is not None:
        raise Refusal(_("%(said)s What you wrote is here to copy.") % {"said": off_in_words(tension)})


def must_mark_in(person: Person, community: Community) -> None:
    if community.closed is not None:
        raise NotAllowed(_("This community is closed. What was said and made here stays to be read."))
    if not is_in(person, community):
        raise NotAllowed(_("Only those who are in this community mark where they stand. Join first."))


def must_keep_board(person: Person, community: Community) -> None:
    if not keeps_board(person, community):
        raise NotAllowed(_("Only the facilitators of this community keep its board."))
