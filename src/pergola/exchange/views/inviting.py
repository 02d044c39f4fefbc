"""Mails to whoever came with a roster; and what the link in such a mail opens."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from pergola.exchange.invitations import addressed_to, held_by, still_good
from pergola.exchange.inviting import MOST, invite_lines, to_invite
from pergola.exchange.joining import join_line, note_answer
from pergola.exchange.views.roster import system_kept_by
from pergola.gather.invitations import hinted
from pergola.kernel.errors import Refusal
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.people.step_up import fresh
from pergola.systems.models import RosterInvitation, RosterPerson, SchoolSystem
from pergola.walls.opening import open_walls, walls

SHOWN = 20


@fresh()
def invite(request: PersonRequest, slug: str) -> HttpResponse:
    """First who gets a mail; on the button it goes."""
    system, by = system_kept_by(request, slug), request.person
    assert isinstance(by, Person)
    if request.method == "POST":
        sent = invite_lines(by=by, system=system, site=f"{settings.SITE}/")
        said = ngettext("%(n)d mail is on its way.", "%(n)d mails are on their way.", sent) % {"n": sent}
        messages.success(request, said)
        return redirect("exchange:roster", system.slug)
    lines = to_invite(by, system)
    n = lines.count()
    page = {"system": system, "n": n, "now": min(n, MOST), "some": list(lines[:SHOWN])}
    return render(request, "exchange/invite.html", page)


@never_cache
def claim(request: PersonRequest, token: str) -> HttpResponse:
    """Whose line it is, for whoever holds the link and for nobody else."""
    held = held_by(token)
    if held is not None and request.person.pk == held[1].person_id:
        return _is_in(request, *held)
    if held is None or not still_good(*held):
        return render(request, "gather/no_invitation.html", status=404)
    if request.method == "POST" and isinstance(request.person, Person):
        return _join(request, request.person, *held)
    request.session["invitation"] = token  # so that the entrance lets them make an account, of this very person
    return _page(request, *held)


def _is_in(request: PersonRequest, one: RosterInvitation, line: RosterPerson) -> HttpResponse:
    assert isinstance(request.person, Person)
    note_answer(by=request.person, one=one)
    request.session.pop("invitation", None)
    return redirect("/month/")


def _join(request: PersonRequest, by: Person, one: RosterInvitation, line: RosterPerson) -> HttpResponse:
    system = get_object_or_404(SchoolSystem.objects.visible_to(by), wall=one.wall_id)
    try:
        with walls([*open_walls(), one.wall_id]):
            join_line(by=by, system=system, one=one, line=line)
    except Refusal as refusal:
        return _page(request, one, line, refusal=str(refusal))
    request.session.pop("invitation", None)
    return redirect("/month/")


def _page(request: PersonRequest, one: RosterInvitation, line: RosterPerson, refusal: str = "") -> HttpResponse:
    page = {
        "invitation": one,
        "line": line,
        "address": hinted(one.email),
        "mine": addressed_to(request.person, one),
        "refusal": refusal,
    }
    return render(request, "exchange/claim.html", page, status=422 if refusal else 200)
