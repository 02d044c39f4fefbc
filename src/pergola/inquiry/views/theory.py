from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pergola.commons.drafts import draft_address, drafts_for
from pergola.commons.once import do_once
from pergola.inquiry.actions import write_theory
from pergola.inquiry.aims import sentence_of
from pergola.inquiry.by_group.moved import moved_of
from pergola.inquiry.models import Aim, Ground, Part, Version
from pergola.inquiry.parts import nodes_of
from pergola.inquiry.rules import may_change
from pergola.inquiry.theories import Theory
from pergola.inquiry.theory_forms import CLAUSES, TheoryForm
from pergola.inquiry.views.growing import aims
from pergola.inquiry.views.sending import me, must_be_mine, who_sees
from pergola.kernel.errors import Refusal, Stale
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest


@require_safe
@signed_in
def show(request: PersonRequest, pk: UUID) -> HttpResponse:
    """If we …, then …, so that …; and what is known of each clause."""
    aim = get_object_or_404(aims(request), pk=pk)
    seen = Ground.objects.visible_to(request.person).filter(artifact=aim.pk)
    grounds = list(seen.select_related("source__measure", "made_by"))
    moved = moved_of(aim, [one for one in grounds if one.part_id])
    context = {
        "aim": aim,
        "sentence": sentence_of(aim),
        "theory": Theory(aim, nodes_of(_rows(request, aim)), grounds, moved),
        "mine": may_change(request.person, aim),
        "versions": _versions(request, aim),
        "seen": who_sees(aim),
    }
    return render(request, "inquiry/theory.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def write(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Another version of it."""
    aim = get_object_or_404(aims(request), pk=pk)
    must_be_mine(request, aim)
    if request.method != "POST":
        return _page(request, aim, TheoryForm(initial=_initial(request, aim)))
    form = TheoryForm(request.POST)
    if not form.is_valid():
        return _page(request, aim, form)
    given = form.cleaned_data

    def act() -> str:
        write_theory(by=me(request), aim=aim, lines=form.lines, why=given["why"], version=given["version"])
        return Theory.address(aim)

    try:
        return redirect(do_once(me(request), aim.wall_id, given["once"], act))
    except Stale as stale:
        return _page(request, aim, _again(request, aim, stale), theirs=stale.theirs)
    except Refusal as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return _page(request, aim, form)


def _rows(request: PersonRequest, aim: Aim) -> list[Part]:
    return list(
        Part.objects.visible_to(request.person).filter(artifact=aim.pk, of=Part.Of.THEORY).select_related("idea")
    )


def _versions(request: PersonRequest, aim: Aim) -> list[Version]:
    return list(
        Version.objects.visible_to(request.person).filter(artifact=aim.pk, of=Version.Of.THEORY).select_related("by")
    )


def _initial(request: PersonRequest, aim: Aim) -> dict[str, object]:
    """As it stands; of each clause what this person left in its box, where they have not sent it."""
    rows = _rows(request, aim)
    stands = {name: "\n".join(one.words for one in rows if one.clause == name) for name in CLAUSES}
    left = {
        places[place]: one.text for places in [_boxes(aim)] for place, one in drafts_for(request.person, places).items()
    }
    return {**stands, "version": _newest(request, aim)} | left


def _newest(request: PersonRequest, aim: Aim) -> int:
    versions = _versions(request, aim)
    return versions[0].number if versions else 0


def _boxes(aim: Aim) -> dict[str, str]:
    return {f"theory:{aim.pk}:{name}": name for name in CLAUSES}


def _page(request: PersonRequest, aim: Aim, form: TheoryForm, theirs: str = "") -> HttpResponse:
    page: dict[str, Any] = {
        "aim": aim,
        "form": form,
        "boxes": [(form[name], draft_address(place)) for place, name in _boxes(aim).items()],
        "theirs": theirs,
        "up": Theory.address(aim),
        "seen": who_sees(aim),
    }
    return render(request, "inquiry/theory_write.html", page, status=422 if form.errors else 200)


def _again(request: PersonRequest, aim: Aim, stale: Stale) -> TheoryForm:
    """What was sent once more, about the version that stands now: sending it again keeps it."""
    data = request.POST.copy()
    data["version"] = str(_newest(request, aim))
    form = TheoryForm(data)
    form.add_error(None, str(stale) or _("Somebody was quicker."))
    return form
