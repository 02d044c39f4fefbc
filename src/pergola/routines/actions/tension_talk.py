"""A tension leads to talk: its question opens a conversation in the community."""

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.kernel.errors import NotAllowed
from pergola.people.models import Person
from pergola.routines.board_rules import must_mark_in
from pergola.routines.models import Tension
from pergola.talk.actions import start_conversation
from pergola.talk.models import Conversation
from pergola.talk.words import split_title
from pergola.walls.reasons import Reason


@transaction.atomic
def talk_about_tension(*, by: Person, tension: Tension, text: str) -> Conversation:
    """By anybody who is in it. The board leads to it from then on; what was told of the marks is not in it unless they write it."""
    must_mark_in(by, tension.community)
    if tension.retired is not None:
        raise NotAllowed(_("This tension is no longer on the board."))
    title, body = split_title(text)
    made = start_conversation(by=by, space=tension.community, title=title, body=body)
    Tension.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=tension.pk).update(conversation=made)
    return made
