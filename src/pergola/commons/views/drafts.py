from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from pergola.commons.actions import save_draft
from pergola.commons.drafts import Place
from pergola.commons.forms import OnceForm
from pergola.kernel.errors import Refusal
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person


@require_POST
@signed_in
def keep(request: PersonRequest, place: str) -> HttpResponse:
    """What a box holds, as one types. The page says “Saved just now” by itself when this answers."""
    where = Place.read(place)
    wall = where.wall(request.person) if where else None
    if where is None or wall is None:
        raise Http404
    form = OnceForm(request.POST)
    once = form.cleaned_data["once"] if form.is_valid() else None
    text = request.POST.get(where.field, "").replace("\x00", "")
    assert isinstance(request.person, Person)
    try:
        save_draft(by=request.person, wall=wall, place=place, text=text, once=once)
    except Refusal as refusal:
        return HttpResponse(refusal, status=422, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)
