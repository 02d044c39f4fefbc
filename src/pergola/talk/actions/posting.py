from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.actions import discard_draft
from pergola.commons.actions.filing import keep_file, keep_video
from pergola.commons.files.checking import Checked
from pergola.commons.files.with_posts import hide_with_post
from pergola.commons.models import Artifact, Participation
from pergola.commons.models.participation import took_part
from pergola.kernel.clock import now
from pergola.kernel.errors import NotAllowed, Refusal, Stale
from pergola.people.models import Person
from pergola.talk.actions.telling import tell_of_post
from pergola.talk.models import Conversation, Post
from pergola.talk.places import say_place
from pergola.talk.rules import may_remove_post, must_be_open, must_speak_about, posts_removed_by
from pergola.talk.words import must_be_words
from pergola.walls.reasons import Reason


@transaction.atomic
def say(*, by: Person, artifact: Artifact, body: str) -> Post:
    """Say something about a thing one sees. The draft it grew from is used up in the same moment."""
    must_speak_about(by, artifact)
    post = Post.objects.create(artifact_id=artifact.pk, by=by, body=must_be_words(body), said=now())
    discard_draft(by=by, place=say_place(artifact))
    took_part(by, Participation.Verb.SAID, artifact=artifact)
    # A conversation moves up with every answer. Anything else changes when it is changed, not when it is spoken of.
    Conversation.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=artifact.pk).update(changed=post.said)
    tell_of_post(by=by, post=post, artifact=artifact)
    return post


@transaction.atomic
def say_with_file(*, by: Person, artifact: Artifact, body: str, checked: Checked, description: str = "") -> Post:
    """Say something, and show a picture or a document with it: both, or neither."""
    post = say(by=by, artifact=artifact, body=body)
    keep_file(by=by, artifact=artifact, checked=checked, description=description, said_in=post.pk)
    return post


@transaction.atomic
def say_with_video(
    *, by: Person, artifact: Artifact, body: str, name: str, address: str, minutes: int, captions: str
) -> Post:
    """Say something, and where a video about it is."""
    post = say(by=by, artifact=artifact, body=body)
    keep_video(
        by=by, artifact=artifact, name=name, address=address, minutes=minutes, captions=captions, said_in=post.pk
    )
    return post


@transaction.atomic
def edit_post(*, by: Person, post: Post, revision: int, body: str) -> Post:
    """Put one's own words right. Two windows at once: neither text is lost."""
    if post.by_id != by.pk:
        raise NotAllowed(_("These are somebody else’s words. Answer them instead."))
    must_be_open(post.artifact)
    body = must_be_words(body)
    held = Post.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=post.pk).first()
    if held is None:
        raise Refusal(_("It was removed meanwhile. Your words are still here: copy them, or bring it back first."))
    if held.revision != revision:
        raise Stale(
            _("You changed this in another window meanwhile. Both texts are here; keep what you want of them."),
            theirs=held.body,
            mine=body,
            field="body",
        )
    if held.body != body:
        held.body, held.edited, held.revision = body, now(), held.revision + 1
        held.save(update_fields=["body", "edited", "revision"])
        took_part(by, Participation.Verb.CHANGED, artifact=held.artifact)
    return held


@transaction.atomic
def remove_post(*, by: Person, post: Post) -> None:
    """Take back one's own words; or, keeping this place, anybody's. They can come back for thirty days."""
    if not may_remove_post(by, post):
        raise NotAllowed(_("Only who wrote this, or those who keep this place, can remove it."))
    held = Post.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=post.pk).first()
    if held is not None:  # still there, once whoever else was at it is done
        held.removed, held.removed_by = now(), by
        held.save(update_fields=["removed", "removed_by"])
        hide_with_post(post.pk, hidden=True)
        took_part(by, Participation.Verb.REMOVED, artifact=post.artifact)


@transaction.atomic
def bring_back_post(*, by: Person, post: Post) -> None:
    """Whoever removed it brings it back, within thirty days and while they may still see what it is about."""
    if not posts_removed_by(by).filter(pk=post.pk).update(removed=None, removed_by=None):
        raise NotAllowed(_("This can no longer be brought back: only who removed it can, and only for thirty days."))
    hide_with_post(post.pk, hidden=False)
    took_part(by, Participation.Verb.BROUGHT_BACK, artifact=post.artifact)
