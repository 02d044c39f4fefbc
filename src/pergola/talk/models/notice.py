from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pergola.commons.models import Artifact
from pergola.commons.models.artifact import reached, seen
from pergola.kernel.clock import now
from pergola.kernel.ids import new_id
from pergola.people.models import Asker, Person, Visitor
from pergola.spaces.models import Audience, Community, Team
from pergola.talk.models.hearing import How
from pergola.talk.models.talking import Post, said_to
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason

NOWHERE = UUID(int=0)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, person: Asker) -> Self:
        """One's own, while one may see what it is about: what was removed, or is no longer ours, is not told of."""
        if isinstance(person, Visitor):
            return self.none()
        there = (Q(artifact=None) | seen(person, "artifact__")) & (Q(post=None) | said_to(person, "post__"))
        return self.filter(there, reached(person), person=person)

    def editable_by(self, person: Asker) -> Self:
        """One marks one's own as read."""
        return self.visible_to(person)

    def unrestricted(self, reason: Reason) -> Self:
        assert reason in Reason
        return self.all()


class Notice(models.Model):
    """Somebody is told of something: a row for each person and event, written in the act's own transaction.

    It holds no words. What it says is read from the thing itself, each time, through the doors of whoever reads it.
    """

    class Kind(models.TextChoices):
        POST = "post", _("an answer where I take part")
        BEGAN = "began", _("a new conversation")
        DATE = "date", _("when we meet next")
        SOON = "soon", _("a reminder, the day before we meet")
        HELP = "help", _("a team asks for help")
        ASKED = "asked", _("my team is asked for its consent")
        CONSENT = "consent", _("an answer to consent we asked for")
        AGAINST = "against", _("a claim of ours is contradicted")
        CAME = "came", _("an answer to an invitation of mine")
        PULSE = "pulse", _("two minutes on how a community goes")
        JOIN = "join", _("somebody asks to come in")
        LET_IN = "let in", _("an answer to my asking to come in")
        CHARTER = "charter", _("another version of the charter")
        KEEP = "keep", _("a community is handed over to me, or by me")
        CLOSED = "closed", _("a community becomes another, or ends")
        PACK = "pack", _("a pack I asked for is ready")
        LAUNCHED = "launched", _("what I said I would come to becomes a community")
        THEME = "theme", _("a focus area I support is retired")
        MERGED = "merged", _("a focus area I support is merged into another")
        PAIR = "pair", _("somebody asks to learn with me")
        PAIR_YES = "pair yes", _("a yes to what I asked somebody")
        PAIR_NO = "pair no", _("a no to what I asked somebody")
        PAIR_END = "pair end", _("what I had with somebody has ended")
        POLL = "poll", _("a poll: what would you join?")
        PROMISE = "promise", _("what the hub promises my team")
        CRITIQUE = "critique", _("comments that are asked of my team, or came to it")
        WEIGHED = "weighed", _("what becomes of an idea I proposed")
        INVITED = "invited", _("somebody invites me")
        PROPOSED = "proposed", _("a routine is proposed to us, until a day")
        OBJECTED = "objected", _("an objection to what I proposed")
        COUNTED = "counted", _("what my team counts by: another version, withdrawn, or back")
        NUMBER = "number", _("a number we asked somebody outside for")
        GONE = "gone", _("a package my team began with is withdrawn")

    class What(models.TextChoices):
        """What happened to a thing, where one kind tells of several."""

        VERSION = "version", _("another version")
        WITHDRAWN = "withdrawn", _("withdrawn")
        BACK = "back", _("brought back")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind)
    what = models.CharField(max_length=9, choices=What, blank=True, default="")
    event = models.UUIDField()
    """What happened, once: told again, it changes nothing."""
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    artifact = models.ForeignKey(Artifact, models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    community = models.ForeignKey(Community, models.PROTECT, null=True, related_name="+", db_index=False)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+", db_index=False)
    place = models.UUIDField(default=NOWHERE)
    """The community, team or network by which one chooses how to hear of it."""
    led_to = models.CharField(max_length=300, blank=True)
    how = models.CharField(max_length=6, choices=How)
    at = models.DateTimeField(default=now)
    read = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wall", "person", "kind", "event"], name="talk_notice_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "-at"], name="talk_notice_person"),
            models.Index(fields=["person"], name="talk_notice_unread", condition=Q(read=None)),
        ]
