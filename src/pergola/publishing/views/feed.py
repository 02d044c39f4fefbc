from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pergola.kernel.plain import without_controls
from pergola.people.middleware import PersonRequest
from pergola.people.models import Visitor
from pergola.publishing.reading import newest_editions

NEWEST = 30


@require_safe
def feed(request: PersonRequest) -> HttpResponse:
    """The newest lessons as an Atom feed: the same for everyone, because a feed is read without signing in."""
    here = f"{settings.SITE}{reverse('publishing:lessons')}"
    atom = Atom1Feed(
        _("Lessons"),
        here,
        _("What school systems learned, with the evidence behind each claim."),
        feed_url=f"{settings.SITE}{request.get_full_path()}",
    )
    for edition in newest_editions(Visitor())[:NEWEST]:
        atom.add_item(
            without_controls(edition.title),
            f"{settings.SITE}{edition.get_absolute_url()}",
            without_controls(edition.dek),
            author_name=without_controls(edition.byline),  # type: ignore[attr-defined]  # annotated
            pubdate=edition.made,
            updateddate=edition.made,
            unique_id=f"urn:uuid:{edition.lesson_ref}",
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)
