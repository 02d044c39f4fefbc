"""Talking: start a conversation, say something about anything, put it right, take it back."""

from pergola.talk.actions.conversing import revise_conversation, start_conversation
from pergola.talk.actions.posting import bring_back_post, edit_post, remove_post, say, say_with_file, say_with_video

__all__ = [
    "bring_back_post",
    "edit_post",
    "remove_post",
    "revise_conversation",
    "say",
    "say_with_file",
    "say_with_video",
    "start_conversation",
]
