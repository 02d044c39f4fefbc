from typing import Any

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pergola.commons.once import do_once
from pergola.commons.seen import seen_by
from pergola.inquiry.models import Claim
from pergola.kernel.errors import Incomplete, Refusal, Stale
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.publishing.actions import ask_for_consent, cite_claim, edit_lesson, publish_lesson, uncite_claim
from pergola.publishing.article import lay_out
from pergola.publishing.edition import preview_of
from pergola.publishing.forms import CiteForm, LessonForm, PackageForm, form_of
from pergola.publishing.keeping import Left, boxes_of, left_by, used_up
from pergola.publishing.models import Lesson
from pergola.publishing.next_act import next_act
from pergola.publishing.readiness import look_at
from pergola.publishing.reading import published_of, withdrawn_of
from pergola.publishing.rules import may_bring_back, may_publish, may_write, withdrawn_by_hub
from pergola.publishing.sealing import LICENCE, words_of
from pergola.publishing.sending import acting, fresh_once, once_of


@signed_in
def draft(request: PersonRequest, pk: object) -> HttpResponse:
    """The lesson being written: the text, what is missing, who agrees, and the one thing to do next."""
    lesson = _lesson(request, pk)
    if request.method != "POST":
        return _page(request, lesson)
    form = form_of(lesson)(request.POST)
    if not form.is_valid():
        return _page(request, lesson, form=form, status=422)
    said = form.cleaned_data
    words = {name: said[name] for name in words_of(lesson) if name in said}

    def write() -> str:
        edit_lesson(by=acting(request), lesson=lesson, revision=said["revision"], **words)
        used_up(acting(request), lesson)
        return lesson.get_absolute_url()

    try:
        address = do_once(acting(request), lesson.wall_id, said["once"], write)
    except Refusal as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return _page(
            request, lesson, form=form, stale=refused if isinstance(refused, Stale) else None, status=refused.status
        )
    messages.success(request, _("Saved."))
    return redirect(address)


@require_safe
@signed_in
def preview(request: PersonRequest, pk: object) -> HttpResponse:
    """The lesson as the public would read it, with its figures already coarsened."""
    lesson = _lesson(request, pk)
    content = preview_of(lesson, look_at(lesson, request.person))
    shown = {"lesson": lesson, "content": content, "article": lay_out(content), "seen": seen_by(lesson.audience)}
    return render(request, "publishing/preview.html", shown)


@signed_in
@require_POST
def cite(request: PersonRequest, pk: object) -> HttpResponse:
    """Let the lesson cite one more claim."""
    lesson = _lesson(request, pk)
    form = _citing(request, lesson, request.POST)
    if not form.is_valid():
        return _page(request, lesson, citing=form, status=422)
    said = form.cleaned_data

    def write() -> str:
        cite_claim(by=acting(request), lesson=lesson, claim=said["claim"], sentence=said["sentence"])
        return f"{lesson.get_absolute_url()}#claims"

    try:
        return redirect(do_once(acting(request), lesson.wall_id, said["once"], write))
    except Refusal as refused:
        form.add_error(None, str(refused))
        return _page(request, lesson, citing=form, status=refused.status)


@signed_in
@require_POST
def uncite(request: PersonRequest, pk: object, citing: int) -> HttpResponse:
    """Take a claim out of the lesson."""
    return _act(request, pk, lambda lesson: uncite_claim(by=acting(request), lesson=lesson, citing=citing), "#claims")


@signed_in
@require_POST
def ask(request: PersonRequest, pk: object) -> HttpResponse:
    """Ask every team that is in it for its consent."""
    return _act(request, pk, lambda lesson: ask_for_consent(by=acting(request), lesson=lesson), "#consents")


@signed_in
@require_POST
def publish(request: PersonRequest, pk: object) -> HttpResponse:
    """Make the public copy, and go and see it."""
    lesson = _lesson(request, pk)

    def act() -> str:
        return publish_lesson(by=acting(request), lesson=lesson).get_absolute_url()

    try:
        return redirect(do_once(acting(request), lesson.wall_id, once_of(request), act))
    except Refusal as refused:
        return _page(request, lesson, refused=refused, status=refused.status)


def _act(request: PersonRequest, pk: object, act: Any, where: str) -> HttpResponse:
    lesson = _lesson(request, pk)

    def done() -> str:
        act(lesson)
        return lesson.get_absolute_url() + where

    try:
        return redirect(do_once(acting(request), lesson.wall_id, once_of(request), done))
    except Refusal as refused:
        return _page(request, lesson, refused=refused, status=refused.status)


def _lesson(request: PersonRequest, pk: object) -> Lesson:
    return get_object_or_404(Lesson.objects.visible_to(request.person).select_related("audience"), pk=pk)


def _citing(request: PersonRequest, lesson: Lesson, sent: QueryDict | None = None) -> CiteForm:
    claims = Claim.objects.visible_to(request.person).filter(wall=lesson.wall_id).defer("search").order_by("title")
    return CiteForm(sent, claims=claims, package=lesson.form == Lesson.Form.PACKAGE)


def _page(
    request: PersonRequest,
    lesson: Lesson,
    *,
    form: LessonForm | PackageForm | None = None,
    citing: CiteForm | None = None,
    stale: Stale | None = None,
    refused: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    state, edition = look_at(lesson, request.person), published_of(lesson, request.person)
    shown = {
        "lesson": lesson,
        "once": fresh_once,
        "state": state,
        "next": next_act(lesson, state, request.person, edition),
        "citing": citing or _citing(request, lesson),
        "stale": stale,
        "refused": refused,
        "missing_now": refused.missing if isinstance(refused, Incomplete) else [],
        "may_write": may_write(request.person, lesson),
        "may_publish": may_publish(request.person, lesson),
        "edition": edition,
        "seen": seen_by(lesson.audience),
        "licence": LICENCE,
        **_withdrawn(request, lesson),
        **_written(request, lesson, form),
    }
    return render(request, "publishing/draft.html", shown, status=status)


def _written(request: PersonRequest, lesson: Lesson, form: LessonForm | PackageForm | None) -> dict[str, object]:
    """The form as it was sent; or as the lesson stands, and in a package what this person typed and did not save."""
    left = left_by(request.person, lesson) if form is None else Left({}, ())
    initial = {**model_to_dict(lesson, words_of(lesson)), "revision": lesson.revision, **left.typed}
    shown = form or form_of(lesson)(initial=initial)
    boxes = boxes_of(shown, lesson) if isinstance(shown, PackageForm) else []
    return {"form": shown, "boxes": boxes, "since": left.since}


def _withdrawn(request: PersonRequest, lesson: Lesson) -> dict[str, object]:
    """What was taken back from the public, and whether this person may bring it back."""
    withdrawn = withdrawn_of(lesson)
    return {
        "withdrawn": withdrawn,
        "may_bring_back": withdrawn is not None and may_bring_back(request.person, lesson, withdrawn.edition),
        "by_hub": withdrawn is not None and withdrawn_by_hub(lesson, withdrawn.edition),
    }
