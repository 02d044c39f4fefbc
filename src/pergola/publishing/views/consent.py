from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pergola.commons.once import do_once
from pergola.kernel.errors import Refusal
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.publishing.actions import answer_consent
from pergola.publishing.article import lay_out
from pergola.publishing.edition import preview_of
from pergola.publishing.forms import AnswerForm
from pergola.publishing.models import Consent
from pergola.publishing.readiness import look_at
from pergola.publishing.reading import lesson_asked_about
from pergola.publishing.sending import acting
from pergola.publishing.series import public_series_of


@signed_in
def consent(request: PersonRequest, pk: int) -> HttpResponse:
    """What is said about one's team, in the text it stands in; and the team's answer."""
    asked = get_object_or_404(Consent.objects.visible_to(request.person).select_related("team", "answered_by"), pk=pk)
    lesson = lesson_asked_about(asked)
    status = 422 if request.method == "POST" else 200
    form = AnswerForm(request.POST or None, initial={"answer": asked.answer, "words": asked.words})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data

        def answer() -> str:
            answer_consent(by=acting(request), consent=asked, answer=said["answer"], words=said["words"])
            return request.path

        try:
            address = do_once(acting(request), asked.wall_id, said["once"], answer)
            messages.success(request, _("Your answer is sealed to the text below. You can change it until the lesson is published."))
            return redirect(address)
        except Refusal as refused:
            form.add_error(None, str(refused))
            status = refused.status
    return render(request, "publishing/consent.html", _shown(request, asked, form, lesson), status=status)


def _shown(request: PersonRequest, asked: Consent, form: AnswerForm, lesson: object) -> dict[str, object]:
    lesson = lesson_asked_about(asked)
    state = look_at(lesson, request.person, series=public_series_of)
    content = preview_of(lesson, state, withheld=False)
    about = [one for claim in content.claims for one in claim.chain.evidence if one.place.team == str(asked.team_id)]
    return {
        "asked": asked,
        "lesson": lesson,
        "form": form,
        "changed": state.text != asked.text,
        "may_answer": Consent.objects.editable_by(request.person).filter(pk=asked.pk).exists(),
        "about": list({one.ref: one for one in about}.values()),
        "content": content,
        "article": lay_out(content),
    }
