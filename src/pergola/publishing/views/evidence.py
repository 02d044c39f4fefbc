from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from pergola.kernel.charts.chain import draw_chain
from pergola.people.middleware import PersonRequest
from pergola.publishing.edition import open_content
from pergola.publishing.evidence import Chain, Thing
from pergola.publishing.models import Edition
from pergola.publishing.picture import picture_of
from pergola.publishing.reading import versions_of
from pergola.publishing.series import drawing_of
from pergola.publishing.taken_up import teams_that_took_up
from pergola.publishing.telling import coarse_words, definitions_of, lede_of


@require_safe
def evidence(request: PersonRequest, pk: object, number: int) -> HttpResponse:
    """The chain behind one claim of a published lesson, from the problem to the rows, as it stood that day."""
    edition = get_object_or_404(Edition.objects.visible_to(request.person).defer("search"), pk=pk)
    claim = next((one for one in open_content(edition).claims if one.number == number), None)
    if claim is None:
        raise Http404
    chain = claim.chain
    lesson = Thing("lesson", "lesson", edition.title, address=edition.get_absolute_url())
    picture = picture_of(chain, here=chain.ref, lessons=[lesson], addresses=_anchors(chain, lesson))
    drawn = [(one, drawing_of(one.series) if one.series else None) for one in chain.evidence]
    return render(
        request,
        "publishing/evidence.html",
        {
            "edition": edition,
            "claim": claim,
            "chain": chain,
            "lede": lede_of(chain),
            "taken_up": teams_that_took_up(request.person, versions_of(edition.lesson_ref, request.person)),
            "definitions": definitions_of(chain),
            "coarse_words": coarse_words(
                sorted({step for one in chain.evidence if one.series for step in one.series.coarse})
            ),
            "drawing": draw_chain(picture),
            "drawn": drawn,
            "sample": edition.sample,
        },
    )


def _anchors(chain: Chain, lesson: Thing) -> dict[str, str]:
    """Every box leads to its line in the outline; the lesson to itself."""
    refs = [chain.ref, *(one.ref for one in chain.purpose), *(one.ref for one in chain.evidence)]
    series = {f"{one.series.ref} {one.ref}": f"#d-{one.ref}" for one in chain.evidence if one.series}
    return {**{ref: f"#c-{ref}" for ref in refs}, **series, lesson.ref: lesson.address}
