from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from pergola.commons.addresses import space_of
from pergola.commons.seen import seen_by
from pergola.kernel.errors import Refusal, Stale
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.talk.actions import revise_conversation
from pergola.talk.forms import EditForm, again
from pergola.talk.models import Conversation
from pergola.talk.words import joined, split_title

JOINED = ("made_by", "community", "team__network", "audience", "wall")


@require_safe
@signed_in
def show(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A question or a telling, and what others answered."""
    changing = Exists(Conversation.objects.editable_by(request.person).filter(pk=OuterRef("pk")))
    seen = Conversation.objects.visible_to(request.person).select_related(*JOINED).defer("search", "words")
    conversation = get_object_or_404(seen.annotate(changing=changing), pk=pk)
    mine, editable = conversation.made_by_id == request.person.pk, getattr(conversation, "changing", False)
    kept_in = conversation.community or (conversation.team and conversation.team.network)
    page = {
        "conversation": conversation,
        "space": conversation.team or conversation.community,
        "home": space_of(conversation),
        "mine": mine,
        "editable": editable,
        "removable": mine or editable,
        "sample": bool(kept_in and kept_in.sample),
    }
    return render(request, "talk/conversation.html", page)


@signed_in
def revise(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Put one's own question right."""
    mine = Conversation.objects.visible_to(request.person).filter(made_by=request.person.pk).select_related("audience")
    conversation = get_object_or_404(mine, pk=pk)
    text = joined(conversation.title, conversation.body)
    form, theirs = EditForm(request.POST or None, initial={"body": text, "revision": conversation.revision}), ""
    if request.method == "POST" and form.is_valid():
        title, body = split_title(form.cleaned_data["body"])
        by, revision = request.person, form.cleaned_data["revision"]
        assert isinstance(by, Person)
        try:
            revise_conversation(by=by, conversation=conversation, revision=revision, title=title, body=body)
            return redirect(conversation.get_absolute_url())
        except Stale as stale:
            theirs = stale.theirs
            form = again(request, stale, revision=conversation.revision)
        except Refusal as refusal:
            form.add_error("body", str(refusal))
    seen = seen_by(conversation.audience)
    page = {"form": form, "conversation": conversation, "theirs": theirs, "seen": seen}
    return render(request, "talk/revise.html", page, status=422 if form.errors else 200)
