from django.http import HttpResponse
from django.shortcuts import redirect, render

from pergola.commons.once import do_once
from pergola.kernel.errors import Refusal
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person
from pergola.publishing.actions import write_lesson
from pergola.publishing.forms import NewLessonForm
from pergola.publishing.reading import writing_homes


@signed_in
def new(request: PersonRequest) -> HttpResponse:
    """Begin a lesson with its title and in whose name."""
    homes = writing_homes(request.person)
    form = NewLessonForm(request.POST or None, homes=[(key, str(home)) for key, home in homes.items()])
    status = 200
    if request.method == "POST" and form.is_valid():
        home, said = homes[form.cleaned_data["home"]], form.cleaned_data
        assert isinstance(request.person, Person)
        by, network = request.person, said["seen"] == "network"

        def begin() -> str:
            return write_lesson(by=by, home=home, title=said["title"], whole_network=network).get_absolute_url()

        try:
            return redirect(do_once(by, home.wall_id, said["once"], begin))
        except Refusal as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    if request.method == "POST":
        status = 422
    return render(request, "publishing/new.html", {"form": form, "homes": homes}, status=status)
