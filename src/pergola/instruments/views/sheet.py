"""A system's frank self-assessment: filled in by its team, kept to itself unless it lets the hub read it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pergola.commons.actions import discard_draft
from pergola.commons.drafts import draft_address
from pergola.commons.places import page_of
from pergola.instruments.actions import agree_on_sheet, save_sheet, share_with_hub, stop_sharing
from pergola.instruments.comparing import compare
from pergola.instruments.filling import Filling, filling_of, sheet_place
from pergola.instruments.models import Asking, Sharing, Sheet
from pergola.instruments.rules import is_on
from pergola.kernel.errors import Incomplete, Refusal, Stale
from pergola.people.access import signed_in
from pergola.people.hubs import of_a_hub
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.spaces.models import Team, TeamMember


@require_safe
@signed_in
def then_and_now(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Where the system stood then and stands now; what waits to be filled in; and whether the hub may read it."""
    team, person = _team(request, pk), request.person
    on_it = is_on(person, team)
    if not on_it and not of_a_hub(request.standing, team.wall_id):
        raise Http404
    asked = Asking.objects.visible_to(person).filter(network=team.network, kind=Asking.Kind.SELF, closed=None).first()
    own = Sheet.objects.visible_to(person).filter(asking=asked, team=team).first() if asked and on_it else None
    page = {
        "team": team,
        "on_it": on_it,
        "waiting": asked if asked and asked.is_open and on_it and not (own and own.agreed) else None,
        "begun": own,
        "compared": compare(person, team),
        "shared": Sharing.objects.visible_to(person).filter(team=team).select_related("said_by").first(),
        "people": TeamMember.objects.visible_to(person).filter(team=team).count(),
        "home": page_of(team),
        "sample": team.network.sample,
    }
    return render(request, "instruments/sheets.html", page)


@require_POST
@signed_in
def share(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Let the hub read it, or take that back."""
    team, by = _own_team(request, pk)
    if request.POST.get("share") == "yes":
        share_with_hub(by=by, team=team)
        messages.success(request, _("The hub reads what you agreed on. You can take that back here at any time."))
    else:
        stop_sharing(by=by, team=team)
        messages.success(request, _("The hub no longer reads it. It sees only whether you have answered."))
    return redirect("instruments:sheets", team.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def fill_in(request: PersonRequest, pk: UUID, asking: UUID) -> HttpResponse:
    """One sheet for the whole team. It can be kept half done; agreed on, it stays as it is."""
    team, by = _own_team(request, pk)
    asked = Asking.objects.visible_to(by).filter(network=team.network, kind=Asking.Kind.SELF)
    filling = filling_of(by, team, get_object_or_404(asked.select_related("instrument"), pk=asking))
    if not filling.is_open:
        return redirect("instruments:sheets", team.pk)
    form = filling.form(request.POST if request.method == "POST" else None)
    if form.is_valid() and _keep(request, by, filling):
        return redirect("instruments:sheets", team.pk)
    rows = [
        (one, form[one.key], form[f"how_{one.key}"], draft_address(sheet_place(team, one.key))) for one in filling.items
    ]
    people = TeamMember.objects.visible_to(by).filter(team=team).count()
    page = {
        "team": team,
        "filling": filling,
        "form": form,
        "rows": rows,
        "people": people,
        "sample": team.network.sample,
    }
    return render(request, "instruments/sheet.html", page, status=422 if form.errors else 200)


def _keep(request: PersonRequest, by: Person, filling: Filling) -> bool:
    """Keep it for the team, and agree if that is what was pressed. What is wrong stands in the form, and nothing is lost."""
    form = filling.filled
    try:
        sheet = save_sheet(
            by=by, team=filling.team, asking=filling.asking, stands=form.stands, revision=form.cleaned_data["revision"]
        )
        for item in filling.items:
            discard_draft(by=by, place=sheet_place(filling.team, item.key))
        filling.now_at(sheet.revision)
        if "agree" in request.POST:
            agree_on_sheet(by=by, sheet=sheet)
    except Stale as stale:
        filling.now_at(int(stale.theirs))
        form.add_error(
            None, f"{stale} {_('What you wrote is below. Keep it once more and it takes the place of that.')}"
        )
    except Incomplete as lacking:
        form.add_error(None, f"{lacking} {_('What you wrote is kept.')}")
        for sentence in lacking.missing:
            form.add_error(None, str(sentence))
    except Refusal as refused:
        form.add_error(None, str(refused))
    else:
        messages.success(request, _("Agreed.") if "agree" in request.POST else _("Kept for your team."))
        return True
    return False


def _own_team(request: PersonRequest, pk: UUID) -> tuple[Team, Person]:
    """The team, for those on it: to all others this is not there."""
    team = _team(request, pk)
    if not isinstance(request.person, Person) or not is_on(request.person, team):
        raise Http404
    return team, request.person


def _team(request: PersonRequest, pk: UUID) -> Team:
    return get_object_or_404(Team.objects.visible_to(request.person).select_related("network", "system"), pk=pk)
