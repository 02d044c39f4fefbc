"""Something is said in the cast's community, and who is told of it."""

from datetime import UTC, datetime

from allauth.account.models import EmailAddress
from tests.asking import identity_of
from tests.cast import Cast

from pergola.people.models import Person, walls_of
from pergola.talk.actions import choose_hearing, say, start_conversation
from pergola.talk.models import Conversation, How, Notice, Post
from pergola.walls.opening import walls

NOON = datetime(2026, 11, 25, 17, 0, tzinfo=UTC)  # a Wednesday, at noon in New York


def begun(cast: Cast, by: Person | None = None, title: str = "Who has tried turn and talk?") -> Conversation:
    with walls(walls_of(by or cast.member)):
        return start_conversation(by=by or cast.member, space=cast.talk, title=title, body="In period 3.")


def said(cast: Cast, by: Person, about: Conversation, body: str = "We have, since May.") -> Post:
    with walls(walls_of(by)):
        return say(by=by, artifact=Conversation.objects.get(pk=about.pk), body=body)


def told(cast: Cast) -> dict[str, list[str]]:
    """Who sees which notices, through their own doors."""
    seen = {}
    for name, actor in cast.actors.items():
        with walls(walls_of(actor)):
            kinds = list(Notice.objects.visible_to(actor).order_by("pk").values_list("kind", flat=True))
        if kinds:
            seen[name] = kinds
    return seen


def reach_by_mail(*people: Person) -> None:
    for one in people:
        identity = identity_of(one)
        EmailAddress.objects.create(user=identity, email=identity.email, verified=True, primary=True)


def want(person: Person, cast: Cast, kind: Notice.Kind, how: How) -> None:
    with walls(walls_of(person)):
        choose_hearing(by=person, wall=cast.alder_wall.pk, place=cast.talk.pk, kind=kind, how=how)
