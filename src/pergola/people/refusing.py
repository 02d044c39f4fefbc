"""Whose an act is that is not for whoever asked: a refusal that names those who could do it."""

from django.http import HttpResponse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from pergola.kernel.views.refusals import not_allowed
from pergola.people.middleware import PersonRequest
from pergola.people.models import WallMember

MOST_NAMED = 4
"""So many of those who lead are named."""


def not_for(request: PersonRequest, wall: int | None) -> HttpResponse:
    """The act is for those who lead behind this wall: whoever is behind it is told who they are. One query, and else none."""
    here = next((one.wall for one in request.standing if one.wall_id == wall), None)
    if here is None:
        return not_allowed(request)
    leads = WallMember.objects.filter(wall=here, role=WallMember.Role.LEAD, person__erased=None).order_by(
        "person__name"
    )
    names = list(leads.values_list("person__name", flat=True)[: MOST_NAMED + 1])
    if not names:
        return not_allowed(request)
    where = {"place": here.name, "names": get_text_list(names[:MOST_NAMED], _("or"))}
    said = (
        _("This is for those who lead in %(place)s. Ask one of them: %(names)s, or another.")
        if len(names) > MOST_NAMED
        else _("This is for those who lead in %(place)s. Ask %(names)s.")
    )
    return not_allowed(request, whose=said % where)
