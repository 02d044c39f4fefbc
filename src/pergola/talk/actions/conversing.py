from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.actions import discard_draft
from pergola.commons.models import Participation
from pergola.commons.models.artifact import bump
from pergola.commons.models.participation import took_part
from pergola.kernel.errors import NotAllowed, Refusal, Stale
from pergola.people.models import Person
from pergola.spaces.audiences import for_community, for_named, for_team
from pergola.spaces.models import Audience, Community, Team, TeamMember
from pergola.talk.actions.telling import News, tell
from pergola.talk.models import Conversation, Notice
from pergola.talk.places import start_place
from pergola.talk.rules import may_start_in, may_write_to, must_be_open
from pergola.talk.words import must_be_words


@transaction.atomic
def start_conversation(*, by: Person, space: Community | Team, title: str, body: str = "") -> Conversation:
    """Ask or tell something in a community or on a team. Everyone there sees it, and nobody else."""
    audience = _heard_by(by, space)
    title = must_be_words(title)
    home = isinstance(space, Community)
    conversation = Conversation.objects.create(
        title=title,
        body=body.strip(),
        made_by=by,
        wall_id=space.wall_id,
        audience=audience,
        community_id=space.pk if home else None,
        team_id=None if home else space.pk,
    )
    took_part(by, Participation.Verb.MADE, artifact=conversation)
    discard_draft(by=by, place=start_place(space))
    tell(by=by, news=News(Notice.Kind.BEGAN, conversation.pk, audience, artifact=conversation))
    return conversation


def _heard_by(by: Person, space: Community | Team) -> Audience:
    """Who hears what is begun here: everyone of the place; where the hub writes to a team, those on it now, and the writer."""
    if may_start_in(by, space):
        return for_community(space) if isinstance(space, Community) else for_team(space)
    if isinstance(space, Community) or not may_write_to(by, space):
        raise NotAllowed(_("Only those who are here can speak here. Join first."))
    on_it = TeamMember.objects.visible_to(by).filter(team=space).select_related("person")
    return for_named(space.wall_id, [*(one.person for one in on_it), by])


@transaction.atomic
def revise_conversation(*, by: Person, conversation: Conversation, revision: int, title: str, body: str) -> None:
    """Put one's own question right. Its keepers may remove it; its words are whose they are."""
    if conversation.made_by_id != by.pk:
        raise NotAllowed(_("These are somebody else’s words. Answer them instead."))
    must_be_open(conversation)
    held = Conversation.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=conversation.pk).first()
    if held is None:
        raise Refusal(_("It was removed meanwhile. Your words are still here: copy them, or bring it back first."))
    if held.revision != revision:
        raise Stale(
            _("You changed this in another window meanwhile. Both texts are here; keep what you want of them."),
            theirs=f"{held.title}\n\n{held.body}".strip(),
            mine=f"{title}\n\n{body}".strip(),
        )
    held.title, held.body = must_be_words(title), body.strip()
    held.save(update_fields=["title", "body", "words"])
    bump(held)
    took_part(by, Participation.Verb.CHANGED, artifact=held)
