"""Writing a lesson, and citing the claims it rests on."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Link, Participation
from pergola.commons.models.participation import took_part
from pergola.inquiry.homes import Home, placed
from pergola.inquiry.making import link, rewrite, said
from pergola.inquiry.models import Claim
from pergola.inquiry.rules import must_change, must_see, must_work_in
from pergola.kernel.clock import now
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.hubs import leads
from pergola.people.models import Person
from pergola.publishing.models import PACKAGE_WORDS, Lesson
from pergola.publishing.sealing import WORDS, words_of
from pergola.spaces.audiences import for_leads, for_wall
from pergola.spaces.models import Network

PACKAGE = Lesson.Form.PACKAGE


@transaction.atomic
def write_lesson(*, by: Person, home: Home | Network, title: str, whole_network: bool = False, **words: Any) -> Lesson:
    """Begin a lesson: for one's team or community, or, as the hub, for the network.

    `words`: form, finding, dek, body (the opening), tried, saw, cannot_say, if_you_try, challenge, context, steps,
    byline. The draft is seen by its team (of the hub: by the hub), or with `whole_network` by everyone behind the wall.
    """
    if unknown := set(words) - {*WORDS, *PACKAGE_WORDS, "forked_from_id"}:
        raise TypeError(f"a lesson has no {', '.join(sorted(unknown))}")
    if isinstance(home, Network):
        if not leads(by, home.wall_id):
            raise NotAllowed(_("Only the hub writes in the name of the network. Write it in your team’s."))
        place: dict[str, Any] = {"wall_id": home.wall_id, "audience": for_leads(home.wall_id)}
    else:
        must_work_in(by, home)
        place = placed(home)
    if whole_network:
        place["audience"] = for_wall(home.wall_id)
    title = said(title, field="title")
    lesson = Lesson.objects.create(title=title, made_by=by, made=now(), changed=now(), **place, **words)
    took_part(by, Participation.Verb.MADE, artifact=lesson)
    return lesson


@transaction.atomic
def make_package(
    *, by: Person, home: Home | Network, title: str, lesson: Lesson | None = None, whole_network: bool = False
) -> Lesson:
    """Begin a solution package; from a lesson it takes the words that fit, and cites the claims that lesson cites."""
    words: dict[str, Any] = {"form": PACKAGE}
    if lesson is not None:
        must_see(by, lesson)
        if lesson.wall_id != home.wall_id:
            raise Refusal(
                _("This lesson is of another network. Choose one in whose name it was written."), field="lesson"
            )
        words |= {
            "forked_from_id": lesson.pk, "dek": lesson.dek, "byline": lesson.byline, "finding": lesson.finding,
            "solves": lesson.challenge, "core": lesson.steps, "not_for": lesson.cannot_say,
        }  # fmt: skip
    package = write_lesson(by=by, home=home, title=title, whole_network=whole_network, **words)
    for cited in lesson.links_out.filter(kind=Link.Kind.CITES).order_by("made", "pk") if lesson else ():
        link(by=by, source=package, kind=Link.Kind.CITES, target=cited.target, note=cited.note)
    return package


@transaction.atomic
def edit_lesson(*, by: Person, lesson: Lesson, revision: int, **words: Any) -> Lesson:
    """Change its words. Raises Stale where somebody else did meanwhile. Consents for the earlier text stay its own."""
    if unknown := set(words) - set(words_of(lesson)):
        raise TypeError(f"a lesson has no {', '.join(sorted(unknown))}")
    if "form" in words and (words["form"] == PACKAGE) != (lesson.form == PACKAGE):
        raise Refusal(
            _("A lesson and a solution package say different things. Make a package from the lesson."), field="form"
        )
    return rewrite(lesson, by=by, revision=revision, words=words)


@transaction.atomic
def cite_claim(*, by: Person, lesson: Lesson, claim: Claim, sentence: str = "") -> Link:
    """Let the lesson cite this claim; `sentence` is how the lesson says it, where that is not the claim's own words."""
    must_change(by, lesson)
    must_see(by, claim)
    if claim.wall_id != lesson.wall_id:
        raise Refusal(
            _("This claim lies behind another wall. A lesson cites claims of its own network."), field="claim"
        )
    made = link(by=by, source=lesson, kind=Link.Kind.CITES, target=claim, note=sentence.strip())
    took_part(by, Participation.Verb.LINKED, artifact=lesson)
    return made


@transaction.atomic
def uncite_claim(*, by: Person, lesson: Lesson, citing: int) -> None:
    """Take a claim out again, by the id of its link: the claim itself may not be readable any more."""
    must_change(by, lesson)
    gone, _rows = lesson.links_out.filter(pk=citing, kind=Link.Kind.CITES).delete()
    if gone:
        took_part(by, Participation.Verb.REMOVED, artifact=lesson)
