from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from pergola.inquiry.compared import BY, cycles_of, family_of, grouped, in_a_sentence, tests_of
from pergola.inquiry.models import ChangeIdea
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest


@require_safe
@signed_in
def show(request: PersonRequest, pk: UUID) -> HttpResponse:
    """All tests of an idea that one may see, side by side."""
    idea = get_object_or_404(ChangeIdea.objects.visible_to(request.person).select_related("team", "community"), pk=pk)
    by = request.GET.get("by", "")
    by = by if by in BY else "team"
    tests = tests_of(request.person, cycles_of(request.person, family_of(request.person, idea)))
    drawn = [test for test in tests if test.svg]
    context = {
        "idea": idea,
        "groups": grouped(drawn, by),
        "told": [test for test in tests if not test.svg],
        "sentence": in_a_sentence(tests) if tests else "",
        "tests": tests,
        "ways": [(name, word, name == by) for name, (word, _told) in BY.items()],
        "by": BY[by][0],
    }
    return render(request, "inquiry/compared.html", context)
