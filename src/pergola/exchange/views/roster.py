"""The roster of a system, for its leads: how it stands, and a bundle to send."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from pergola.commons.once import do_once, sent_before
from pergola.commons.views.uploading import WITH_A_FILE, uploaded
from pergola.exchange.actions import send_bundle
from pergola.exchange.forms import BundleForm
from pergola.exchange.rules import keeps_roster
from pergola.exchange.showing import how_many_leads, standing_of_roster
from pergola.kernel.addresses import address_of
from pergola.kernel.errors import Refusal
from pergola.kernel.sizes import takes_files
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.people.step_up import fresh
from pergola.systems.models import SchoolSystem


def system_kept_by(request: PersonRequest, slug: str) -> SchoolSystem:
    """The system, for whoever keeps its roster. To everybody else it is not there."""
    system = get_object_or_404(SchoolSystem.objects.visible_to(request.person), slug=slug)
    if not keeps_roster(request.person, system):
        raise Http404
    return system


@takes_files(WITH_A_FILE)
@fresh()
def show(request: PersonRequest, slug: str) -> HttpResponse:
    system, by = system_kept_by(request, slug), request.person
    assert isinstance(by, Person)
    assert system.wall_id is not None
    led = sent_before(by, system.wall_id, request.POST.get("once"))
    if led is not None:
        return uploaded(request, led)
    form = BundleForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        once = form.cleaned_data["once"]
        try:
            return uploaded(request, do_once(by, system.wall_id, once, lambda: _sent(by, system, form)))
        except Refusal as refusal:
            form.add_error("file", str(refusal))
    page = {
        "system": system,
        "form": form,
        "roster": standing_of_roster(by, system),
        "leads": how_many_leads(system),
    }
    return render(request, "exchange/roster.html", page, status=422 if form.errors else 200)


def _sent(by: Person, system: SchoolSystem, form: BundleForm) -> str:
    file = form.cleaned_data["file"]
    one = send_bundle(by=by, system=system, content=file.file, name=file.name or "", size=file.size or 0)
    return address_of("exchange:bundle", one.pk)
