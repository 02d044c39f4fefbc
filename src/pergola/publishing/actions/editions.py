"""Making the public copy, and taking it away again."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pergola.commons.models import Artifact, Participation
from pergola.commons.models.artifact import hold
from pergola.commons.models.participation import took_part
from pergola.commons.rules import until
from pergola.inquiry.making import fresh
from pergola.kernel.clock import now
from pergola.kernel.errors import Incomplete, Locked, NotAllowed, Refusal
from pergola.people.models import Person
from pergola.publishing.already_public import still_public
from pergola.publishing.edition import content_of
from pergola.publishing.gone import tell_later
from pergola.publishing.materials import publish_files
from pergola.publishing.models import Edition, EditionQuerySet, Lesson, PackageAdoption
from pergola.publishing.readiness import Readiness, look_at
from pergola.publishing.reading import lesson_behind
from pergola.publishing.rules import may_publish, must_bring_back, must_publish
from pergola.publishing.willing import unwilling_now
from pergola.spaces.audiences import for_public, for_wall
from pergola.spaces.models import Network
from pergola.walls.models import PUBLIC_WALL
from pergola.walls.reasons import Reason


@transaction.atomic
def publish_lesson(*, by: Person, lesson: Lesson) -> Edition:
    """Copy the lesson, with the chains behind its claims, behind the public wall. The copy never changes.

    The lesson itself is then seen by its whole network, so that other teams can say what they adapt. Raises Incomplete with everything that is missing. Published again, it is the next version; earlier ones stay.
    """
    must_publish(by, lesson)
    current = fresh(lesson)
    if current.removed is not None:
        raise Locked(_("This lesson was removed. Bring it back first."))
    state = look_at(current, by)
    if state.public:
        _hold_lessons(_relied_on(state))
        state = look_at(current, by)
    if state.missing:
        raise Incomplete(_("This lesson cannot be published yet."), missing=[one.sentence for one in state.missing])
    content = content_of(current, state)
    if (same := _published_so(current, content)) is not None:
        return same  # two pressed the button at one moment, or one pressed it again
    network = Network.objects.visible_to(by).filter(wall=current.wall_id).first()
    if network is None:
        raise Refusal(_("Only what a network has learned is published here. Share it with a network first."))
    edition = Edition.objects.create(
        title=current.title,
        wall_id=PUBLIC_WALL,
        audience=for_public(),
        made_by=by,
        made=now(),
        changed=now(),
        lesson_ref=current.pk,
        network_ref=network.pk,
        network_name=network.name,
        version=_next_version(current),
        form=current.form,
        finding=current.finding,
        dek=current.dek,
        content=content,
        sample=network.sample,
    )
    publish_files(by=by, files=state.files, edition=edition)
    if edition.version > 1:
        _say_why([edition.pk], "")
        tell_later([edition.pk])
    _let_the_network_see(current)
    took_part(by, Participation.Verb.PUBLISHED, artifact=current)
    return edition


@transaction.atomic
def withdraw_lesson(*, by: Person, edition: Edition, because: str = "") -> None:
    """Take every version of it away from the public, at once. They can come back for thirty days.

    With it go the packages that show a team only because this lesson does. Whoever began with a package is told, and reads
    why: of a package one says it.

    The lesson is held, so that a version published at the same moment is either withdrawn too, or published after.
    """
    lesson = fresh(_lesson(by, edition))
    if lesson.form == Lesson.Form.PACKAGE and not because.strip():
        raise Refusal(_("Say in a sentence why: every team that began with it reads it. Nothing was withdrawn."))
    gone = [*_versions(lesson), *_packages_relying_on(lesson)]
    shown = Artifact.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk__in=gone, removed=None)
    if shown.update(removed=now(), removed_by=by):
        _say_why(gone, because)
        tell_later(gone)
        took_part(by, Participation.Verb.REMOVED, artifact=lesson)


@transaction.atomic
def bring_lesson_back(*, by: Person, edition: Edition) -> None:
    """Bring back what was withdrawn with it, within thirty days, if every system in it still agrees.

    The lesson is held, as it is where a team answers: while it was withdrawn, a team may have said no. An older version
    that somebody no longer agrees to stays withdrawn when the newest comes back.
    """
    lesson = fresh(_lesson(by, edition))
    if lesson.removed is not None:
        raise Refusal(_("The lesson itself was removed. Bring that back first."))
    versions = list(_editions(lesson).select_related("removed_by").order_by("-version"))
    held = next(one for one in versions if one.pk == edition.pk)
    taken = held.removed
    if taken is None:
        return
    must_bring_back(by, lesson, held)
    if until(taken) <= now():
        raise Refusal(_("It was withdrawn more than thirty days ago. Publish the lesson again instead."))
    if versions[0].removed != taken:
        raise Refusal(
            _("A newer version was published since. This older one stays withdrawn; the newest is what counts.")
        )
    if unwilling := unwilling_now(lesson, versions[0]):
        raise Refusal(
            ngettext(
                "It cannot come back as it was: %(names)s no longer agrees to it. Ask for consent anew, and publish it again.",
                "It cannot come back as it was: %(names)s no longer agree to it. Ask for consent anew, and publish it again.",
                len(unwilling),
            )
            % {"names": ", ".join(unwilling)}
        )
    _hold_lessons({UUID(ref) for one in versions for ref in one.content.get("relies_on", ())})
    _must_rest_on_public(versions[0])
    together = [one.pk for one in versions if one.removed == taken and _as_agreed(lesson, one)]
    Artifact.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk__in=together).update(removed=None, removed_by=None)
    _say_why(together, "")
    tell_later(together)
    took_part(by, Participation.Verb.BROUGHT_BACK, artifact=lesson)


def _lesson(by: Person, edition: Edition) -> Lesson:
    """The lesson an edition was made from, for those who may publish it. Everybody else learns only that it is not theirs.

    Removed or not: what is public must never be out of everybody's reach.
    """
    lesson = lesson_behind(edition, by)
    if lesson is None or not may_publish(by, lesson):
        raise NotAllowed(_("Only those whose lesson it is can withdraw it, or their hub."))
    return lesson


def _say_why(editions: list[UUID], because: str) -> None:
    """To whoever began with one of the packages among them, and to nobody else."""
    packages = Edition.objects.unrestricted(Reason.PUBLISHING).filter(pk__in=editions, form=Lesson.Form.PACKAGE)
    began = PackageAdoption.objects.unrestricted(Reason.CHAIN_OF_ACT)
    began.filter(package_ref__in=packages.values("lesson_ref")).update(because=because.strip())


def _hold_lessons(refs: set[UUID]) -> None:
    """What a package rests on is held, so that a lesson withdrawn, or published anew, at this moment is known of."""
    hold(list(Lesson.objects.unrestricted(Reason.PUBLISHING).filter(pk__in=refs)))


def _as_agreed(lesson: Lesson, edition: Edition) -> bool:
    """Everybody it shows still agrees, or is shown so by a lesson that it rests on."""
    return not unwilling_now(lesson, edition) and still_public(edition)


def _relied_on(state: Readiness) -> set[UUID]:
    return {ref for one in state.public for ref in one.lessons}


def _packages_relying_on(lesson: Lesson) -> list[UUID]:
    """Published packages that show a team without having asked it, since this lesson shows it."""
    packages = Edition.objects.unrestricted(Reason.PUBLISHING).filter(form=Lesson.Form.PACKAGE, removed=None)
    return list(packages.filter(content__relies_on__contains=[str(lesson.pk)]).values_list("pk", flat=True))


def _must_rest_on_public(edition: Edition) -> None:
    """A package comes back only while the lessons it rests on show the teams that it did not ask, as it does itself."""
    relies_on = set(edition.content.get("relies_on", ()))
    public = Edition.objects.unrestricted(Reason.PUBLISHING).filter(lesson_ref__in=relies_on, removed=None)
    if relies_on - {str(ref) for ref in public.values_list("lesson_ref", flat=True)}:
        raise Refusal(
            _("A lesson that this package rests on is withdrawn. Bring that back first, or publish the package again.")
        )
    if not still_public(edition):
        raise Refusal(
            _(
                "A lesson that this package rests on does not show every team as it did. Publish the package again: whoever has to be asked is asked then."
            )
        )


def _published_so(lesson: Lesson, content: dict[str, Any]) -> Edition | None:
    """The newest version, if it is public and says just this."""
    newest = Edition.objects.unrestricted(Reason.PUBLISHING).filter(lesson_ref=lesson.pk).order_by("-version").first()
    if newest is None or newest.removed is not None or newest.content != content:
        return None
    alike = ("title", "form", "finding", "dek")
    return newest if all(getattr(newest, name) == getattr(lesson, name) for name in alike) else None


def _let_the_network_see(lesson: Lesson) -> None:
    everyone = for_wall(lesson.wall_id)
    Artifact.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=lesson.pk).update(audience=everyone)


def _editions(lesson: Lesson) -> EditionQuerySet:
    return Edition.objects.unrestricted(Reason.PUBLISHING).filter(lesson_ref=lesson.pk)


def _versions(lesson: Lesson) -> list[UUID]:
    return list(_editions(lesson).values_list("pk", flat=True))


def _next_version(lesson: Lesson) -> int:
    return int(_editions(lesson).aggregate(newest=Max("version"))["newest"] or 0) + 1
