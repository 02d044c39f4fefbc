"""May this person write, answer, publish, withdraw? The doors say what is seen; these say what is done."""

from django.utils.translation import gettext as _

from pergola.gather.rules import leads, leads_team
from pergola.inquiry.rules import may_change, must_see
from pergola.kernel.errors import NotAllowed
from pergola.people.models import Asker, Person
from pergola.publishing.models import Consent, Lesson


def may_publish(person: Asker, lesson: Lesson) -> bool:
    """The lead of the lesson's own team, or the hub; of what they can see."""
    if lesson.team is not None and leads_team(person, lesson.team):
        return True
    return leads(person, lesson.wall_id)


def may_write(person: Asker, lesson: Lesson) -> bool:
    return may_change(person, lesson)


def must_publish(person: Person, lesson: Lesson) -> None:
    must_see(person, lesson)
    if not may_publish(person, lesson):
        raise NotAllowed(_("A lesson is published by its team’s lead, or by the hub. Tell them it is ready."))


def must_answer(person: Person, consent: Consent) -> None:
    if not Consent.objects.editable_by(person).filter(pk=consent.pk).exists():
        raise NotAllowed(_("Consent is given or withheld by the lead or the sponsor of the team that is asked."))
