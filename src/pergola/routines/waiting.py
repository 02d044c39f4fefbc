"""What waits for somebody, for pages that gather it: boards for a mark, proposals for a word, objections for an answer."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse

from pergola.kernel.clock import today
from pergola.people.models import Asker, Person
from pergola.routines.models import Agreement, Mark, Tension, Voice, Wording
from pergola.routines.models.agreement import AgreementQuerySet, WordingQuerySet
from pergola.spaces.models import Community, Membership
from pergola.spaces.models.community import CommunityQuerySet

MOST_NAMED = 12


def boards_waiting(person: Person) -> CommunityQuerySet:
    """Communities with a tension of which this person has said nothing this month; left out is said.

    By the clock of the installation: a few hours beside that of the community, for a mention that presses nobody.
    """
    this_month = Mark.objects.visible_to(person).filter(tension=OuterRef("pk"), month__gte=today().replace(day=1))
    open_ones = Tension.objects.visible_to(person).filter(community=OuterRef("pk"), retired=None)
    return Community.objects.visible_to(person).going_on().filter(Exists(open_ones.exclude(Exists(this_month))))


def proposals_waiting(person: Person) -> AgreementQuerySet:
    """Proposals of one’s communities to which one has said nothing yet, while one can. Silence is consent, too.

    Not where an objection stands: what is asked then is that it be met. Nor what was put to them before one came.
    """
    words = _newest(person)
    said = Voice.objects.visible_to(person).filter(wording=OuterRef("newest"), met=None)
    came_since = Membership.objects.filter(
        person=person, community=OuterRef("routine__community"), joined__gt=OuterRef("opened")
    )
    asked = _going_on(person).annotate(
        newest=Subquery(words.values("pk")[:1]),
        until=Subquery(words.values("until")[:1]),
        opened=Subquery(words.values("opened")[:1]),
        worded_by=Subquery(words.values("by")[:1]),
    )
    others = asked.filter(until__gte=today()).exclude(by=person).exclude(worded_by=person.pk)
    settled = said.filter(Q(by=person) | Q(says=Voice.Says.OBJECT))
    return others.filter(~Exists(settled), ~Exists(came_since)).order_by("until", "pk")


def objections_waiting(person: Person) -> AgreementQuerySet:
    """Where an objection stands to what one proposed, or one’s own: it does not come to stand by itself. `own` says which."""
    words = _newest(person).values("pk")[:1]
    objected = Voice.objects.visible_to(person).filter(wording=OuterRef("newest"), says=Voice.Says.OBJECT, met=None)
    going_on = _going_on(person).annotate(
        newest=Subquery(words),
        own=Exists(objected.filter(by=person)),
        since=Subquery(objected.order_by("at").values("at")[:1]),
    )
    return going_on.filter(Q(by=person) | Q(own=True), since__isnull=False).order_by("since", "pk")


@dataclass(frozen=True)
class InShort:
    """An agreement as its community’s page names it."""

    title: str
    url: str
    until: date
    objected: bool

    @property
    def stands(self) -> bool:
        return not self.objected and self.until < today()


def in_short(person: Asker, community: Community) -> list[InShort]:
    """What a community teaches with, and what it is asked to, the oldest first. One query."""
    newest = Wording.objects.visible_to(person).filter(agreement=OuterRef("pk")).order_by("-number")
    objected = Voice.objects.visible_to(person).filter(wording=OuterRef("newest"), says=Voice.Says.OBJECT, met=None)
    found = Agreement.objects.visible_to(person).filter(routine__community=community, ended=None)
    told = found.annotate(newest=Subquery(newest.values("pk")[:1]), until=Subquery(newest.values("until")[:1]))
    rows = told.annotate(objected=Exists(objected)).order_by("made", "pk")
    named = rows.values_list("routine__title", "pk", "until", "objected")[:MOST_NAMED]
    return [InShort(title, reverse("routines:agreement", args=[pk]), *how) for title, pk, *how in named]


def _going_on(person: Person) -> AgreementQuerySet:
    inside = Membership.objects.filter(person=person).values("community")
    there = Agreement.objects.visible_to(person).filter(ended=None, routine__community__in=inside)
    return there.filter(routine__community__closed=None)


def _newest(person: Person) -> WordingQuerySet:
    return Wording.objects.visible_to(person).filter(agreement=OuterRef("pk")).order_by("-number")
