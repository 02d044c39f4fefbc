"""Talking: start a conversation, say something about anything, put it right, take it back; and telling whom it concerns."""

from pergola.talk.actions.conversing import revise_conversation, start_conversation
from pergola.talk.actions.hearing import choose_hearing, keep_hours, stop_letters, try_address_again
from pergola.talk.actions.posting import bring_back_post, edit_post, remove_post, say, say_with_file, say_with_video
from pergola.talk.actions.telling import News, forget_event, forget_unread, read_notices, tell, tell_of_post

__all__ = [
    "News",
    "bring_back_post",
    "choose_hearing",
    "edit_post",
    "forget_event",
    "forget_unread",
    "keep_hours",
    "read_notices",
    "remove_post",
    "revise_conversation",
    "say",
    "say_with_file",
    "say_with_video",
    "start_conversation",
    "stop_letters",
    "tell",
    "tell_of_post",
    "try_address_again",
]
