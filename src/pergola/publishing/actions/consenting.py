"""Asking the systems a lesson speaks of, and their answers. Each answer is sealed to the text it was given for."""

from uuid import UUID, uuid5

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.inquiry.making import fresh
from pergola.inquiry.rules import must_change
from pergola.kernel.clock import now
from pergola.kernel.errors import Incomplete, Locked, Refusal
from pergola.people.models import Person
from pergola.publishing.edition import asked_about
from pergola.publishing.models import Consent, Lesson
from pergola.publishing.readiness import look_at
from pergola.publishing.reading import is_of_earlier_text, lesson_asked_about, published_with, was_asked_again
from pergola.publishing.rules import must_answer
from pergola.spaces.audiences import for_team
from pergola.talk.actions import News, tell
from pergola.talk.models import Notice
from pergola.talk.recipients import taking_part
from pergola.walls.reasons import Reason


@transaction.atomic
def ask_for_consent(*, by: Person, lesson: Lesson) -> list[Consent]:
    """Ask every team whose things are in it, for the text as it is now. Those last asked for this text are not asked again.

    Raises Incomplete while words or evidence are missing: nobody should be asked about half a text.
    """
    must_change(by, lesson)
    current = fresh(lesson)
    state = look_at(current, by)
    if state.words or state.evidence:
        missing = [one.sentence for one in (*state.words, *state.evidence)]
        raise Incomplete(_("Nobody can be asked for consent yet: something is still missing."), missing=list(missing))
    asked = [
        Consent.objects.create(
            lesson=current, team_id=UUID(one.place.team), text=one.text, shown=asked_about(current, state, one)
        )
        for one in state.asked
        if one.consent is None
    ]
    if not state.asked:
        raise Refusal(_("This lesson speaks of no team, so nobody needs to be asked."))
    current.asked = now()
    Lesson.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=current.pk).update(asked=current.asked)
    took_part(by, Participation.Verb.ASKED, artifact=current)
    for one in asked:
        led_to = reverse("publishing:consent", args=[one.pk])
        event = uuid5(current.pk, f"asked {one.pk}")
        tell(by=by, news=News(Notice.Kind.ASKED, event, for_team(one.team), team=one.team, led_to=led_to))
    return asked


@transaction.atomic
def answer_consent(*, by: Person, consent: Consent, answer: str, words: str = "") -> Consent:
    """Give or withhold the team's consent. It may be changed until the lesson is published, and holds for this text only.

    A “yes” can be taken back even where the text has changed since: it might come back. Only the newest asking is answered.
    The lesson is held first, here as where it is published: a “no” and a publication at one moment come one after the
    other, and the second knows of the first.
    """
    must_answer(by, consent)
    if answer not in (Consent.Answer.GIVEN, Consent.Answer.WITHHELD):
        raise Refusal(_("Say whether your team agrees, or does not."), field="answer")
    lesson = fresh(lesson_asked_about(consent))
    held = Consent.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update().get(pk=consent.pk)
    if lesson.removed is not None:
        raise Locked(_("This lesson was taken back by its authors. There is nothing to answer any more."))
    if published_with(held) is not None:
        raise Locked(
            _(
                "The lesson is published with your team’s answer, and what is published does not change. Ask its authors or your hub to withdraw it: every version then goes from the public at once."
            )
        )
    if was_asked_again(held):
        raise Locked(_("Your team has been asked again since. Only its newest answer counts: answer there."))
    if answer == Consent.Answer.GIVEN and is_of_earlier_text(held, lesson):
        raise Locked(
            _("The text has changed since you were asked. Its authors will ask you anew, with the text as it is then.")
        )
    held.answer, held.words = answer, words.strip()[:1000]
    held.answered_by, held.answered = by, now()
    held.save(update_fields=["answer", "words", "answered_by", "answered"])
    took_part(by, Participation.Verb.CONSENTED, artifact=lesson)
    event = uuid5(lesson.pk, f"{held.pk} {answer} {held.answered.isoformat()}")
    news = News(Notice.Kind.CONSENT, event, lesson.audience, artifact=lesson)
    tell(by=by, news=news, among=taking_part(lesson))
    return held
