from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pergola.commons.models import Link
from pergola.inquiry.actions import edit_aim, set_aim
from pergola.inquiry.aims import sentence_of
from pergola.inquiry.chain import above, beneath
from pergola.inquiry.models import Aim, ChangeIdea, Measure, Problem
from pergola.inquiry.models.measure import ROLES
from pergola.inquiry.purpose_forms import AimEdit, AimForm
from pergola.inquiry.rules import may_change
from pergola.inquiry.views.sending import ask, edit, me, must_be_mine, who_sees, who_will_see, words
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest


@require_safe
@signed_in
def show(request: PersonRequest, pk: UUID) -> HttpResponse:
    """An aim, what is measured of it, and what is being tried."""
    aim, person = get_object_or_404(_aims(request), pk=pk), request.person
    measures = beneath(Measure.objects.visible_to(person), aim, Link.Kind.MEASURES)
    context = {
        "aim": aim,
        "sentence": sentence_of(aim),
        "problem": above(Problem.objects.visible_to(person), aim, Link.Kind.ADDRESSES),
        "measures": sorted(measures, key=lambda measure: ROLES.index(measure.role)),
        "ideas": list(beneath(ChangeIdea.objects.visible_to(person), aim, Link.Kind.ADDRESSES)),
        "mine": may_change(person, aim),
        "seen": who_sees(aim),
    }
    return render(request, "inquiry/aim.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Set an aim for a problem."""
    problems = Problem.objects.visible_to(request.person).select_related("audience", "team", "community")
    problem = get_object_or_404(problems, pk=pk)
    must_be_mine(request, problem)
    form = AimForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: set_aim(by=me(request), problem=problem, **words(form)),
        wall=problem.wall_id,
        seen=who_will_see(problem),
        heading=_("What will be different?"),
        lede=_("One change that somebody could see, for whom, by how much, by a day you name."),
        button=_("Set the aim"),
        trail=problem,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Change the aim's words."""
    aim = get_object_or_404(_aims(request), pk=pk)

    def act(revision: int, said: dict[str, object]) -> Aim:
        return edit_aim(by=me(request), aim=aim, revision=revision, **said)

    return edit(request, aim, AimEdit, act)


def _aims(request: PersonRequest) -> QuerySet[Aim]:
    return Aim.objects.visible_to(request.person).select_related("audience", "team", "community", "made_by")
