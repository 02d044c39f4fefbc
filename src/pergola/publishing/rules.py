"""May this person write, answer, publish, withdraw? The doors say what is seen; these say what is done."""

from django.utils.translation import gettext as _

from pergola.gather.rules import leads_team
from pergola.inquiry.rules import may_change, must_see
from pergola.kernel.errors import NotAllowed
from pergola.people.hubs import leads
from pergola.people.models import Asker, Person
from pergola.publishing.models import Consent, Edition, Lesson


def may_publish(person: Asker, lesson: Lesson) -> bool:
    """The lead of the lesson's own team, or the hub; of what they can see."""
    if lesson.team is not None and leads_team(person, lesson.team):
        return True
    return leads(person, lesson.wall_id)


def may_bring_back(person: Asker, lesson: Lesson, edition: Edition) -> bool:
    """Whoever withdrew it, and nobody else; what the hub withdrew, any of the hub."""
    if edition.removed_by is None or not may_publish(person, lesson):
        return False
    return edition.removed_by == person or (withdrawn_by_hub(lesson, edition) and leads(person, lesson.wall_id))


def withdrawn_by_hub(lesson: Lesson, edition: Edition) -> bool:
    return edition.removed_by is not None and leads(edition.removed_by, lesson.wall_id)


def may_write(person: Asker, lesson: Lesson) -> bool:
    return may_change(person, lesson)


def must_publish(person: Person, lesson: Lesson) -> None:
    must_see(person, lesson)
    if not may_publish(person, lesson):
        raise NotAllowed(_("A lesson is published by its team’s lead, or by the hub. Tell them it is ready."))


def must_bring_back(person: Person, lesson: Lesson, edition: Edition) -> None:
    if may_bring_back(person, lesson, edition):
        return
    if withdrawn_by_hub(lesson, edition):
        raise NotAllowed(_("The hub withdrew it, and the hub can bring it back. Ask them."))
    raise NotAllowed(_("Whoever withdrew it, and nobody else, can bring it back."))


def must_answer(person: Person, consent: Consent) -> None:
    if not Consent.objects.editable_by(person).filter(pk=consent.pk).exists():
        raise NotAllowed(_("Consent is given or withheld by the lead or the sponsor of the team that is asked."))
