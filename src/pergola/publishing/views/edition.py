from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pergola.commons.once import do_once
from pergola.kernel.charts.chain import draw_chain
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.views.refusals import not_allowed
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.publishing.actions import bring_lesson_back, withdraw_lesson
from pergola.publishing.adopted import adopted, teams_to_begin
from pergola.publishing.article import lay_out
from pergola.publishing.edition import Content, open_content
from pergola.publishing.evidence import Thing
from pergola.publishing.forms import WithdrawForm
from pergola.publishing.models import Edition, Lesson
from pergola.publishing.picture import picture_of
from pergola.publishing.reading import (
    lesson_behind,
    lesson_of_edition,
    lessons_to_pack,
    taking_up,
    to_bring_back,
    versions_of,
)
from pergola.publishing.rules import may_publish
from pergola.publishing.sending import acting, fresh_once, once_of
from pergola.publishing.taken_up import teams_that_took_up
from pergola.publishing.telling import coarse_words
from pergola.publishing.views.withdrawn import page_of_withdrawn
from pergola.walls.models import PUBLIC_WALL


@require_safe
def edition(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A published lesson, with the evidence of each claim one step away."""
    shown = Edition.objects.visible_to(request.person).defer("search").filter(pk=pk).first()
    if shown is None:
        return page_of_withdrawn(request, pk)
    content = open_content(shown)
    behind = lesson_behind(shown, request.person)
    lesson = behind if behind is not None and behind.removed is None else None
    versions = versions_of(shown.lesson_ref, request.person)
    package = _of_package(request, shown, content) if content.package else {}
    return render(
        request,
        "publishing/package.html" if package else "publishing/edition.html",
        {
            "edition": shown,
            "content": content,
            "coarse_words": coarse_words(content.coarse),
            "once": fresh_once,
            "article": lay_out(content, shown),
            "lesson": lesson,
            "take_up": taking_up(content, lesson, request.person),
            "taken_up": teams_that_took_up(request.person, versions or [shown]),
            "may_withdraw": behind is not None and may_publish(request.person, behind),
            "newer": versions[0] if versions and versions[0].version > shown.version else None,
            "older": [one for one in versions if one.version < shown.version],
            "sample": shown.sample,
            "may_pack": not package and _may_pack(request, lesson),
            **package,
        },
    )


def _may_pack(request: PersonRequest, lesson: Lesson | None) -> bool:
    return lesson is not None and lessons_to_pack(request.person).filter(pk=lesson.pk).exists()


def _of_package(request: PersonRequest, shown: Edition, content: Content) -> dict[str, object]:
    """What came of it, whether one may begin with it, and the picture of each chain it rests on."""
    here = Thing("lesson", "lesson", shown.title, address=shown.get_absolute_url())
    drawn = []
    for claim in content.claims:
        address = reverse("publishing:evidence", args=[shown.pk, claim.number])
        chain = claim.chain
        refs = [chain.ref, *(one.ref for one in chain.purpose), *(one.ref for one in chain.evidence)]
        led = {ref: f"{address}#c-{ref}" for ref in refs} | {here.ref: here.address}
        drawn.append((claim, address, draw_chain(picture_of(claim.chain, lessons=[here], addresses=led))))
    return {"adopted": adopted(shown, request.person), "teams": teams_to_begin(shown, request.person), "drawn": drawn}


@signed_in
@require_POST
def withdraw(request: PersonRequest, pk: object) -> HttpResponse:
    """Take the lesson away from the public."""
    shown = get_object_or_404(Edition.objects.visible_to(request.person), pk=pk)
    lesson = lesson_of_edition(shown, request.person)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The reason is longer than 400 characters. Nothing was withdrawn."))
        return redirect(shown)

    def act() -> str:
        withdraw_lesson(by=acting(request), edition=shown, because=form.cleaned_data["because"])
        return lesson.get_absolute_url() if lesson else reverse("publishing:lessons")

    gone = (
        _(
            "The package is withdrawn. Nobody can read it any more; it can come back for thirty days. Teams that began with it are told."
        )
        if shown.form == Lesson.Form.PACKAGE
        else _("The lesson is withdrawn. Nobody can read it any more; it can come back for thirty days.")
    )
    return _done(request, act, gone, refused_at=shown.get_absolute_url())


@signed_in
@require_POST
def bring_back(request: PersonRequest, pk: object) -> HttpResponse:
    """Bring a withdrawn lesson back."""
    shown = get_object_or_404(to_bring_back(request.person), pk=pk)

    def act() -> str:
        bring_lesson_back(by=acting(request), edition=shown)
        return shown.get_absolute_url()

    package = shown.form == Lesson.Form.PACKAGE
    return _done(request, act, _("The package is public again.") if package else _("The lesson is public again."))


def _done(request: PersonRequest, act: Callable[[], str], words: str, refused_at: str = "") -> HttpResponse:
    try:
        address = do_once(acting(request), PUBLIC_WALL, once_of(request), act)
    except NotAllowed:
        return not_allowed(request)
    except Refusal as refused:
        messages.error(request, str(refused))
        return redirect(refused_at or "publishing:lessons")
    messages.success(request, words)
    return redirect(address)
