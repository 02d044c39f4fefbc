"""What people say to each other, who is told of it, and how each wants to hear."""

from pergola.talk.models.hearing import Hearing, How, QuietHours
from pergola.talk.models.notice import Notice, NoticeQuerySet
from pergola.talk.models.talking import Conversation, Post, PostQuerySet

__all__ = ["Conversation", "Hearing", "How", "Notice", "NoticeQuerySet", "Post", "PostQuerySet", "QuietHours"]
