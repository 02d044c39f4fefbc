"""Telling those whom something concerns, in the transaction of the act."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from pergola.commons.models import Artifact, Letter
from pergola.commons.outbox import write_letters
from pergola.kernel.clock import now
from pergola.people.models import Person
from pergola.spaces.models import Audience, Community, Team
from pergola.talk.live import announce
from pergola.talk.models import How, Notice, Post, QuietHours
from pergola.talk.recipients import OF_A_WALL, network_of, place_of, place_of_wall, seeing, taking_part, told
from pergola.walls.reasons import Reason

NOTICE = "notice"


@dataclass(frozen=True)
class News:
    """What there is to tell, and where it stands."""

    kind: Notice.Kind
    event: UUID
    audience: Audience
    artifact: Artifact | None = None
    post: Post | None = None
    community: Community | None = None
    team: Team | None = None
    led_to: str = ""
    what: str = ""
    """Which of several things of its kind it was (`Notice.What`)."""
    letter: str = NOTICE
    """The kind of letter that tells it, where one goes at once."""

    @property
    def place(self) -> UUID:
        """By what one chooses how to hear of it: where it stands, or the network, if it is told to the hub."""
        if self.kind in OF_A_WALL:
            return place_of_wall(self.audience.wall_id)
        space = None if self.kind == Notice.Kind.HELP else self.community or self.team
        if space is not None:
            return space.pk
        return place_of(self.artifact) if self.artifact else network_of(self.audience.wall_id)


@transaction.atomic
def tell(*, by: Person | None, news: News, among: Q | None = None) -> int:
    """A notice for everybody its audience reaches (`among` narrows it); a mail at once for who wants one. How many were told.

    By nobody: the house itself reminds.
    """
    there = Notice.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(
        wall=news.audience.wall_id, kind=news.kind, event=news.event
    )
    who = seeing(news.audience, news.artifact) & (among or Q())
    place = news.place
    people = told(by, news.kind, who, place)
    fresh: Iterable[Any] = people.exclude(pk__in=there.values("person"))
    notices = [_notice(by, news, one.pk, place, one.how) for one in fresh]
    Notice.objects.bulk_create(notices, batch_size=1000)
    _post_at_once(news.audience.wall_id, news.letter, [one for one in notices if one.how == How.MAIL])
    announce((one.person_id, one.pk) for one in notices)
    return len(notices)


def _notice(by: Person | None, news: News, person: UUID, place: UUID, how: str) -> Notice:
    artifact = news.artifact
    return Notice(
        wall_id=news.audience.wall_id, person_id=person, audience=news.audience, kind=news.kind, event=news.event, by=by,
        artifact_id=artifact.pk if artifact else None, post=news.post, place=place, led_to=news.led_to, how=how, at=now(),
        what=news.what,
        community_id=news.community.pk if news.community else artifact.community_id if artifact else None,
        team_id=news.team.pk if news.team else artifact.team_id if artifact else None,
    )  # fmt: skip


def _post_at_once(wall: int, kind: str, notices: list[Notice]) -> None:
    """At once, or when the quiet hours of whoever gets it are over."""
    if not notices:
        return
    clocks = QuietHours.objects.unrestricted(Reason.CHAIN_OF_ACT).in_bulk([one.person_id for one in notices])
    letters = [
        Letter(
            wall_id=wall, kind=kind, key=f"{kind}:{one.pk}", person_id=one.person_id, about=one.pk,
            next_at=(clocks.get(one.person_id) or QuietHours()).after(now()),
        )
        for one in notices
    ]  # fmt: skip
    write_letters(wall, letters)


@transaction.atomic
def tell_of_post(*, by: Person, post: Post, artifact: Artifact) -> int:
    """Those who take part in a thing hear what is said about it."""
    heard_by = artifact.audience if post.audience_id == artifact.audience_id else post.audience
    assert isinstance(heard_by, Audience)
    news = News(Notice.Kind.POST, post.pk, heard_by, artifact=artifact, post=post)
    return tell(by=by, news=news, among=taking_part(artifact))


@transaction.atomic
def read_notices(*, by: Person, notices: Iterable[UUID] | None = None) -> int:
    """Mark one's own as read: these, or all. Other windows of the same person hear of it."""
    mine = Notice.objects.editable_by(by).filter(read=None)
    if notices is not None:
        mine = mine.filter(pk__in=list(notices))
    ids = list(mine.values_list("pk", flat=True))
    Notice.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk__in=ids).update(read=now())
    announce((by.pk, pk) for pk in ids[:1])
    return len(ids)


@transaction.atomic
def forget_unread(*, by: Person, kind: Notice.Kind, of: Community | Team | Artifact) -> None:
    """What was told and is no longer so, such as a date that was changed, waits for nobody."""
    del by  # whoever changes it, the old news is over for everybody
    old = Notice.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(kind=kind, read=None)
    column = "artifact" if isinstance(of, Artifact) else "community" if isinstance(of, Community) else "team"
    old.filter(**{column: of.pk}).delete()


@transaction.atomic
def forget_event(*, by: Person | None, kind: Notice.Kind, event: UUID) -> None:
    """What did not happen after all was told to nobody, whether they have read it or not; and may be told anew."""
    del by  # as above
    Notice.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(kind=kind, event=event).delete()
