from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from pergola.commons.once import do_once
from pergola.commons.views.serving import ALONE, to_be_saved
from pergola.kernel.errors import Refusal
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.publishing.actions import answer_consent
from pergola.publishing.article import lay_out
from pergola.publishing.edition import PublishedClaim, open_asked
from pergola.publishing.evidence import Evidence
from pergola.publishing.forms import AnswerForm
from pergola.publishing.materials import file_asked_about
from pergola.publishing.models import Consent
from pergola.publishing.reading import is_of_earlier_text, lesson_asked_about, published_with, was_asked_again
from pergola.publishing.sealing import LICENCE
from pergola.publishing.sending import acting


@signed_in
def consent(request: PersonRequest, pk: int) -> HttpResponse:
    """What is said about one's team, in the text it was asked about; and the team's answer."""
    asked = get_object_or_404(Consent.objects.visible_to(request.person).select_related("team", "answered_by"), pk=pk)
    status = 422 if request.method == "POST" else 200
    form = AnswerForm(request.POST or None, initial={"answer": asked.answer, "words": asked.words})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data

        def answer() -> str:
            answer_consent(by=acting(request), consent=asked, answer=said["answer"], words=said["words"])
            return request.path

        try:
            address = do_once(acting(request), asked.wall_id, said["once"], answer)
            messages.success(
                request, _("Your answer is sealed to the text below. You can change it until the lesson is published.")
            )
            return redirect(address)
        except Refusal as refused:
            form.add_error(None, str(refused))
            status = refused.status
    return render(request, "publishing/consent.html", _shown(request, asked, form), status=status)


@require_safe
@signed_in
@csp_override(ALONE)
def asked_file(request: PersonRequest, pk: int, file: UUID) -> HttpResponse | FileResponse:
    """A file that would be published with what one’s team is asked about: the same bytes, to be saved."""
    asked = get_object_or_404(Consent.objects.visible_to(request.person), pk=pk)
    found = file_asked_about(asked, file)
    if found is None:
        raise Http404
    return to_be_saved(found)


def _shown(request: PersonRequest, asked: Consent, form: AnswerForm) -> dict[str, object]:
    """Of the lesson as it is now only whose it is and whether it is still this text: it may be somebody's draft again."""
    lesson, content = lesson_asked_about(asked), open_asked(asked)
    claims = content.claims if content else ()
    about = [one for claim in claims for one in claim.chain.evidence if one.place.team == str(asked.team_id)]
    changed, published, again = is_of_earlier_text(asked, lesson), published_with(asked), was_asked_again(asked)
    mine = Consent.objects.editable_by(request.person).filter(pk=asked.pk).exists()
    open_to_them = mine and not again and not published
    return {
        "asked": asked,
        "who": lesson.made_by,
        "form": form,
        "changed": changed,
        "published": published,
        "mine": mine,
        "again": again,
        "may_answer": open_to_them and not changed,
        "may_take_back": open_to_them and changed and asked.answer == Consent.Answer.GIVEN,
        "about": list({one.ref: one for one in about}.values()),
        "words": _word_for_word(claims, about, str(asked.team_id)),
        "content": content,
        "files": asked.shown.get("files", []),
        "licence": LICENCE,
        "article": lay_out(content) if content else None,
    }


def _word_for_word(claims: Iterable[PublishedClaim], about: Iterable[Evidence], team: str) -> list[str]:
    """The team’s own words that are published as they stand: no number in them is coarsened."""
    chains = [one.chain for one in claims]
    purpose = [one for chain in chains for one in chain.purpose if one.place.team == team]
    said = [words for one in purpose for words in (one.title, one.detail)]
    own = [one for one in chains if one.place.team == team]
    said += [words for one in own for words in (one.sentence, one.holds_for, one.not_shown)]
    for one in about:
        said += [one.scope, one.prediction, one.learned if one.against else "", one.note]
        said += [one.series.title, one.series.counts, one.series.out_of, one.series.change] if one.series else []
    return list(dict.fromkeys(filter(None, said)))
