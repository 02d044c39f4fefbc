"""What waits for somebody, for pages that gather it: boards for a mark, proposals for a word, objections for an answer."""

from django.db.models import Exists, OuterRef, Subquery

from pergola.kernel.clock import today
from pergola.people.models import Person
from pergola.routines.models import Agreement, Mark, Tension, Voice, Wording
from pergola.routines.models.agreement import AgreementQuerySet, WordingQuerySet
from pergola.spaces.models import Community, Membership
from pergola.spaces.models.community import CommunityQuerySet


def boards_waiting(person: Person) -> CommunityQuerySet:
    """Communities with a tension of which this person has said nothing this month; left out is said.

    By the clock of the installation: a few hours beside that of the community, for a mention that presses nobody.
    """
    this_month = Mark.objects.visible_to(person).filter(tension=OuterRef("pk"), month__gte=today().replace(day=1))
    open_ones = Tension.objects.visible_to(person).filter(community=OuterRef("pk"), retired=None)
    return Community.objects.visible_to(person).going_on().filter(Exists(open_ones.exclude(Exists(this_month))))


def proposals_waiting(person: Person) -> AgreementQuerySet:
    """Proposals of one’s communities to which one has said nothing yet, while one can. Silence is consent, too."""
    words = _newest(person)
    mine = Voice.objects.visible_to(person).filter(wording=OuterRef("newest"), by=person, met=None)
    asked = _going_on(person).annotate(
        newest=Subquery(words.values("pk")[:1]),
        until=Subquery(words.values("until")[:1]),
        worded_by=Subquery(words.values("by")[:1]),
    )
    others = asked.filter(until__gte=today()).exclude(by=person).exclude(worded_by=person.pk)
    return others.filter(~Exists(mine)).order_by("until", "pk")


def objections_waiting(person: Person) -> AgreementQuerySet:
    """What one proposed and to which an objection stands: it does not come to stand by itself."""
    words = _newest(person).values("pk")[:1]
    objected = Voice.objects.visible_to(person).filter(wording=OuterRef("newest"), says=Voice.Says.OBJECT, met=None)
    proposed = _going_on(person).filter(by=person).annotate(newest=Subquery(words))
    return proposed.filter(Exists(objected)).order_by("made", "pk")


def _going_on(person: Person) -> AgreementQuerySet:
    inside = Membership.objects.filter(person=person).values("community")
    there = Agreement.objects.visible_to(person).filter(ended=None, routine__community__in=inside)
    return there.filter(routine__community__closed=None)


def _newest(person: Person) -> WordingQuerySet:
    return Wording.objects.visible_to(person).filter(agreement=OuterRef("pk")).order_by("-number")
