"""What a page needs to show what people said about a thing: read once, handed to the template whole."""

from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils.safestring import SafeString

from pergola.commons.drafts import draft_address, draft_for
from pergola.commons.files.showing import Shown, files_of_posts
from pergola.commons.gone import Gone, asked_for
from pergola.commons.models import Artifact
from pergola.commons.rules import keeps_place, until
from pergola.commons.seen import SeenBy
from pergola.kernel.addresses import address_of
from pergola.kernel.templatetags.pergola import day, hour
from pergola.people.middleware import PersonRequest
from pergola.people.models import Asker
from pergola.spaces.models import Community, Team
from pergola.talk.foretelling import foretell_beginning, who_sees_and_hears
from pergola.talk.forms import SayForm, StartForm
from pergola.talk.models import Conversation, Post
from pergola.talk.places import say_place, start_place
from pergola.talk.rendering import as_html
from pergola.talk.rules import may_speak_about, posts_removed_by, told_on

NEWEST_SHOWN = 100


@dataclass(frozen=True)
class Said:
    """One post as the page shows it to this person. Everything is worked out here: the template loops over many."""

    pk: str
    by: str
    when: str
    named: str
    """Which one it is, for a button of its own: by whom, and when."""
    edited: str
    html: SafeString
    edit_url: str
    remove_url: str
    removed: bool = False
    """Somebody else took these words away: `by` and `when` say who and when, and nothing of what they were."""
    files: list[Shown] = field(default_factory=list)


@dataclass(frozen=True)
class Box:
    """A box to write in: its form, where it is kept while one writes, and who will see it."""

    form: SayForm | StartForm
    address: str
    draft_url: str
    saved: datetime | None
    seen: SeenBy
    told: str = ""
    """Who will hear of it, and how many by mail."""
    file_url: str = ""
    video_url: str = ""


@dataclass(frozen=True)
class Posts:
    """All of it."""

    artifact: Artifact
    said: list[Said] = field(default_factory=list)
    earlier: bool = False
    box: Box | None = None
    gone: Gone | None = None

    @property
    def is_conversation(self) -> bool:
        return self.artifact.kind == Conversation.KIND


def read_posts(request: PersonRequest, artifact: Artifact, form: SayForm | None = None) -> Posts:
    """The posts of a thing the person sees. One query for the posts with their authors, four for the box."""
    person = request.person
    every = request.GET.get("posts") == "all"
    shown = told_on(person, artifact).select_related("by", "removed_by").defer("search")
    newest = list(shown.order_by("-said", "-pk")[: None if every else NEWEST_SHOWN + 1])
    earlier = not every and len(newest) > NEWEST_SHOWN
    kept = newest[:NEWEST_SHOWN] if earlier else newest
    keeps = bool(kept) and keeps_place(person, artifact)
    files = files_of_posts(person, artifact, [post.pk for post in kept], keeps=keeps)
    return Posts(
        artifact,
        [_said(post, person, files.get(post.pk, []), keeps=keeps) for post in reversed(kept)],
        earlier=earlier,
        box=_say_box(person, artifact, form) if may_speak_about(person, artifact) else None,
        gone=_gone(request, artifact),
    )


def _said(post: Post, person: Asker, files: list[Shown], *, keeps: bool) -> Said:
    if post.removed is not None:
        return Said(str(post.pk), str(post.removed_by), day(post.removed), "", "", SafeString(), "", "", removed=True)
    mine = post.by_id == person.pk
    by, when = str(post.by), f"{day(post.said)}, {hour(post.said)}"
    return Said(
        str(post.pk),
        by,
        when,
        f"{by}, {when}",
        day(post.edited),
        as_html(post.body),
        address_of("talk:edit_post", post.pk) if mine else "",
        address_of("talk:remove_post", post.pk) if mine or keeps else "",
        files=files,
    )


def _say_box(person: Asker, artifact: Artifact, form: SayForm | None) -> Box:
    place, answer = say_place(artifact), artifact.kind == Conversation.KIND
    draft = draft_for(person, place) if form is None else None
    form = form or SayForm(initial={"body": draft.text if draft else ""}, answer=answer)
    address, (seen, told) = reverse("talk:say", args=[artifact.pk]), who_sees_and_hears(person, artifact)
    showing = [reverse(one, args=[artifact.pk]) for one in ("talk:say_with_file", "talk:say_with_video")]
    saved = draft.saved if draft else None
    return Box(form, address, draft_address(place), saved, seen, told, *showing)


def start_box(person: Asker, space: Community | Team, seen: SeenBy, form: StartForm | None = None) -> Box:
    """The box in which a conversation begins. One query, for its draft and for who will hear."""
    place = start_place(space)
    told = foretell_beginning(person, space, place)
    saved = told.saved if form is None else None
    form = form or StartForm(initial={"body": told.text})
    name = "talk:start" if isinstance(space, Community) else "talk:start_on_team"
    return Box(form, reverse(name, args=[space.pk]), draft_address(place), saved, seen, told.hear)


def _gone(request: PersonRequest, artifact: Artifact) -> Gone | None:
    """The post the address says was just removed, if it was this person who removed it and it can come back."""
    pk = asked_for(request)
    post = posts_removed_by(request.person).filter(pk=pk, artifact=artifact.pk).first() if pk else None
    if post is None or post.removed is None:
        return None
    return Gone(shortened(post.body), until(post.removed), reverse("talk:bring_back_post", args=[post.pk]))


def shortened(text: str, most: int = 60) -> str:
    """The beginning of a text, to name it by."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rsplit(' ', 1)[0]}…"
