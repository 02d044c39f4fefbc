"""A tension leads to talk: its question opens a conversation in the community."""

from django.db import transaction

from pergola.people.models import Person
from pergola.routines.board_rules import must_be_on_board, must_mark_in
from pergola.routines.models import Tension
from pergola.talk.actions import start_conversation
from pergola.talk.models import Conversation
from pergola.talk.words import split_title
from pergola.walls.reasons import Reason


@transaction.atomic
def talk_about_tension(*, by: Person, tension: Tension, text: str) -> Conversation:
    """By anybody who is in it. The board leads to it from then on; what was told of the marks is not in it unless they write it."""
    must_mark_in(by, tension.community)
    rows = Tension.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update(no_key=True, of=("self",))
    must_be_on_board(rows.get(pk=tension.pk))
    title, body = split_title(text)
    made = start_conversation(by=by, space=tension.community, title=title, body=body)
    Tension.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=tension.pk).update(conversation=made)
    return made
