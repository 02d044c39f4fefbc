"""What the published lessons are: which version is shown, in what order, of which network."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.db.models.fields.json import KT
from django.utils import timezone

from pergola.commons.models import Artifact
from pergola.commons.models.artifact import reached
from pergola.commons.rules import until
from pergola.inquiry.homes import Home, homes_of
from pergola.kernel.clock import now
from pergola.people.models import Asker, Visitor, WallMember
from pergola.publishing.edition import Content
from pergola.publishing.materials import its_files
from pergola.publishing.models import Consent, ConsentQuerySet, Edition, EditionQuerySet, Lesson, LessonQuerySet
from pergola.publishing.sealing import its_citations, seal_as_it_stands, seal_of_words
from pergola.spaces.models import Membership, Network, TeamMember
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason


def newest_editions(person: Asker) -> EditionQuerySet:
    """The newest version of each published lesson, newest first. What is packed for others has a list of its own."""
    return _newest(person).exclude(form=Lesson.Form.PACKAGE)


def _newest(person: Asker) -> EditionQuerySet:
    """Its content stays where it is until it is asked for."""
    shown = Edition.objects.visible_to(person)
    newer = shown.filter(lesson_ref=OuterRef("lesson_ref"), version__gt=OuterRef("version"))
    return (
        shown.exclude(Exists(newer))
        .defer("content", "search", "words")
        .annotate(
            byline=KT("content__byline"), minutes=KT("content__minutes"), first_claim=KT("content__claims__0__number")
        )
        .order_by("-made", "-pk")
    )


def published_packages(person: Asker) -> EditionQuerySet:
    """The newest version of each published solution package, newest first."""
    return _newest(person).filter(form=Lesson.Form.PACKAGE)


def versions_of(lesson: UUID, person: Asker) -> Sequence[Edition]:
    """Every version that is still shown, newest first."""
    return list(
        Edition.objects.visible_to(person).filter(lesson_ref=lesson).defer("content", "search").order_by("-version")
    )


def published_of(lesson: Lesson, person: Asker) -> Edition | None:
    """The newest published version of a lesson, with the seal of its text as `content_text`; None if none is shown."""
    shown = Edition.objects.visible_to(person).filter(lesson_ref=lesson.pk)
    return shown.defer("content", "search").annotate(content_text=KT("content__text")).order_by("-version").first()


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An edition that was taken away and can still come back."""

    edition: Edition
    until: date


def withdrawn_of(lesson: Lesson) -> Withdrawn | None:
    """The newest version, if it was withdrawn less than thirty days ago. For those who see the lesson itself."""
    taken = Edition.objects.unrestricted(Reason.PUBLISHING).filter(lesson_ref=lesson.pk)
    newest = taken.select_related("removed_by").defer("content", "search").order_by("-version").first()
    if newest is None or newest.removed is None or until(newest.removed) < now():
        return None
    return Withdrawn(newest, timezone.localtime(until(newest.removed)).date())


def to_bring_back(person: Asker) -> EditionQuerySet:
    """Withdrawn editions of lessons this person sees: nobody else learns that there was one."""
    seen = Lesson.objects.visible_to(person).values("pk")
    return Edition.objects.unrestricted(Reason.PUBLISHING).filter(removed__isnull=False, lesson_ref__in=seen)


def once_public(pk: UUID) -> Edition | None:
    """What was public under this address and was withdrawn: its day, for everybody who follows an old citation."""
    gone = Edition.objects.unrestricted(Reason.PUBLISHING).filter(pk=pk, removed__isnull=False)
    return gone.only("removed", "lesson_ref").first()


def lesson_of_edition(edition: Edition, person: Asker) -> Lesson | None:
    """The lesson an edition was made from, for those who see it."""
    return Lesson.objects.visible_to(person).select_related("team").filter(pk=edition.lesson_ref).first()


def lesson_behind(edition: Edition, person: Asker) -> Lesson | None:
    """The same, though it may be removed: for those whom its audience reaches."""
    there = Lesson.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(reached(person), pk=edition.lesson_ref)
    return there.select_related("team").first()


def lesson_asked_about(consent: Consent) -> Lesson:
    """The lesson a team is asked about. Whoever is asked reads the text that was kept for them, and not this one."""
    return Lesson.objects.unrestricted(Reason.CHAIN_OF_ACT).select_related("made_by", "team").get(pk=consent.lesson_id)


def is_of_earlier_text(consent: Consent, lesson: Lesson) -> bool:
    """The words have changed since they were asked, so there is nothing to answer any more."""
    return bool(consent.shown.get("text") != seal_as_it_stands(lesson))


def was_asked_again(consent: Consent) -> bool:
    """The team was asked about this lesson once more, later: only the newest answer counts."""
    again = Consent.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(lesson=consent.lesson_id, team=consent.team_id)
    return again.filter(pk__gt=consent.pk).exists()


def published_with(consent: Consent) -> Edition | None:
    """The edition everyone reads that this answer went into; None if there is none, or if it is withdrawn."""
    shown = Edition.objects.unrestricted(Reason.PUBLISHING).filter(lesson_ref=consent.lesson_id, removed=None)
    return shown.filter(content__seals__contains=[consent.text]).defer("content", "search").order_by("-version").first()


def writing_homes(person: Asker) -> dict[str, Home | Network]:
    """In whose name this person may write: their teams and communities, and networks whose hub they are of."""
    if isinstance(person, Visitor):
        return {}
    leading = WallMember.objects.filter(person=person, role=WallMember.Role.LEAD).values("wall")
    networks = Network.objects.visible_to(person).filter(wall__in=leading)
    return {str(home.pk): home for home in [*homes_of(person), *networks]}


def writes(person: Asker) -> bool:
    """Is there a name in which this person may write? One query, or a second for who is on no team, a third for the hub."""
    if isinstance(person, Visitor):
        return False
    leading = WallMember.objects.filter(person=person, role=WallMember.Role.LEAD, wall__kind=Wall.Kind.NETWORK)
    asked = (TeamMember.objects.filter(person=person), Membership.objects.filter(person=person), leading)
    return any(one.exists() for one in asked)


def lessons_to_pack(person: Asker) -> LessonQuerySet:
    """Published lessons of which this person may make a package: of their own teams, or of the network whose hub they are of."""
    if isinstance(person, Visitor):
        return Lesson.objects.none()
    leading = WallMember.objects.filter(person=person, role=WallMember.Role.LEAD, wall__kind=Wall.Kind.NETWORK)
    public = Edition.objects.visible_to(person).exclude(form=Lesson.Form.PACKAGE).values("lesson_ref")
    mine = Q(pk__in=Lesson.objects.editable_by(person).values("pk")) | Q(wall__in=leading.values("wall"))
    return Lesson.objects.visible_to(person).filter(mine, pk__in=public).defer("search", "words").order_by("title")


def drafts_of(person: Asker) -> list[Lesson]:
    """The lessons this person may write on, the last changed first; at most ten."""
    if isinstance(person, Visitor):
        return []
    mine = Lesson.objects.editable_by(person).defer("search", "words", "body")
    return list(mine.order_by("-changed")[:10])


def consents_waiting(person: Asker) -> list[Consent]:
    """What this person’s teams are asked and can answer: of each lesson the newest asking, for the text as it is. One query, or two."""
    asked = asked_of(person)
    if not asked.exists():  # hardly ever is anything, and this is asked with every month and every list of lessons
        return []
    return waiting_among(asked)


def asked_of(person: Asker) -> ConsentQuerySet:
    """What this person’s teams were asked and have not answered, whatever it was of."""
    return Consent.objects.editable_by(person).filter(answer=Consent.Answer.WAITING, lesson__removed=None)


def waiting_among(asked: ConsentQuerySet) -> list[Consent]:
    """Of these the newest asking of each lesson, for the text as it is."""
    newer = Consent.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(
        lesson=OuterRef("lesson"), team=OuterRef("team"), pk__gt=OuterRef("pk")
    )
    waiting = (
        asked.annotate(words_asked=KT("shown__text"), cites=its_citations(), files=its_files())
        .exclude(Exists(newer))
        .select_related("lesson", "team")
        .defer("shown", "lesson__search", "lesson__words")
        .order_by("pk")
    )
    return [one for one in waiting if one.words_asked == seal_of_words(one.lesson, one.cites, one.files)]  # type: ignore[attr-defined]  # annotated


def taking_up(content: Content, lesson: Lesson | None, person: Asker) -> str:
    """Where somebody of the same network goes to try it: the idea its first cycle tested. "" for everyone else."""
    ideas = [one.idea for claim in content.claims for one in claim.chain.evidence if one.idea]
    if lesson is None or not ideas:
        return ""
    idea = Artifact.objects.visible_to(person).filter(pk=UUID(ideas[0])).first()
    return idea.get_absolute_url() if idea else ""
