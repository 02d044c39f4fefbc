"""Agreement by consent: proposing, consenting, objecting, wording it anew, taking it back."""

from datetime import timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.kernel.clock import now
from pergola.kernel.errors import NotAllowed, Refusal, Stale
from pergola.people.models import Person
from pergola.routines.agreements import Standing, State, over_in_words, standing_of
from pergola.routines.holding import held, stir
from pergola.routines.models import Agreement, Routine, Voice, Wording
from pergola.routines.rules import home_of, must_lead, must_see, must_work_in
from pergola.spaces.audiences import for_community
from pergola.systems.clock import today_behind
from pergola.talk.actions import News, forget_event, start_conversation, tell
from pergola.talk.models import Conversation, Notice
from pergola.talk.words import split_title
from pergola.walls.reasons import Reason

USUAL_DAYS, FEWEST_DAYS, MOST_DAYS = 7, 3, 42


@transaction.atomic
def propose_routine(*, by: Person, routine: Routine, words: str, days: int = USUAL_DAYS) -> Agreement:
    """Put “we teach with this” to the routine's community: it stands after so many days, unless somebody objects with a reason."""
    must_see(by, routine)
    must_work_in(by, home_of(routine))
    current = held(routine)  # two who propose at once come one after the other
    every = Agreement.objects.unrestricted(Reason.CHAIN_OF_ACT)
    if every.filter(routine=current, ended=None).exists():
        raise Refusal(_("This is proposed already, or agreed. You find it on the page of the routine."))
    made = Agreement.objects.create(routine=current, audience=for_community(home_of(current)), by=by, made=now())
    _word(by, made, current, words, days, number=1)
    took_part(by, Participation.Verb.ASKED, artifact=current)
    stir(current)
    return made


@transaction.atomic
def consent_to(*, by: Person, agreement: Agreement, wording: int | None = None) -> Voice:
    """“I can teach with this.” Nobody has to say so: silence is consent, too.

    `wording`: the number of the one that was read. Nobody says anything to words they have not read.
    """
    standing = _asked(by, agreement, wording)
    if any(one.by_id == by.pk for one in standing.objections):
        raise Refusal(_("You object to this. If your objection is met, say so: then your words stay to be read."))
    said = next((one for one in standing.consents if one.by_id == by.pk), None)
    return said or _say(by, standing, Voice.Says.CONSENT, "")


@transaction.atomic
def object_to(*, by: Person, agreement: Agreement, reason: str, wording: int | None = None) -> Voice:
    """Object, and say why: it does not stand until whoever proposed it has found an answer."""
    standing = _asked(by, agreement, wording)
    if not reason.strip():
        raise Refusal(
            _("Say why: what would go wrong, and for whom. An objection without a reason cannot be answered."),
            field="reason",
        )
    if any(one.by_id == by.pk for one in standing.objections):
        raise Refusal(
            _("You object already, and your reason stands to be read. Say more beneath the routine."), field="reason"
        )
    before = Voice.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(wording=standing.wording, by=by, met=None)
    before.update(met=now())  # that they consented, until now
    made = _say(by, standing, Voice.Says.OBJECT, reason.strip())
    news = News(
        Notice.Kind.OBJECTED, uuid5(agreement.pk, f"objection {made.pk}"), standing.agreement.audience,
        artifact=standing.agreement.routine, led_to=agreement.get_absolute_url(),
    )  # fmt: skip
    tell(by=by, news=news, among=Q(pk=standing.agreement.by_id))
    return made


@transaction.atomic
def say_objection_is_met(*, by: Person, agreement: Agreement) -> None:
    """By whoever objected: what they feared is answered. It stays to be read."""
    standing = _held(by, agreement)
    must_work_in(by, home_of(standing.agreement.routine))
    mine = next((one for one in standing.objections if one.by_id == by.pk), None)
    if mine is None or standing.agreement.ended is not None:
        raise Refusal(_("There is no objection of yours that stands here."))
    mine.met = now()
    mine.save(update_fields=["met"])
    took_part(by, Participation.Verb.ANSWERED, artifact=standing.agreement.routine)


@transaction.atomic
def word_anew(
    *, by: Person, agreement: Agreement, words: str, days: int = USUAL_DAYS, wording: int | None = None
) -> Wording:
    """Another wording, in answer to an objection or to none: the days begin anew, and everybody is asked again.

    `wording`: the number of the one that was read. Nobody writes over words they have not read.
    """
    standing = _led(by, agreement)
    if wording is not None and wording != standing.wording.number:
        raise Stale(
            _("It was worded anew meanwhile. Both are here; keep what you want of them."),
            theirs=standing.wording.words,
            mine=words.strip(),
            field="words",
        )
    if standing.state == State.STANDS:
        raise Refusal(_("This stands. To agree on something else, end it first and propose anew."))
    if words.strip() == standing.wording.words:
        raise Refusal(_("These are the words that stand there. Write what is otherwise now."), field="words")
    routine = held(standing.agreement.routine)
    forget_event(by=by, kind=Notice.Kind.PROPOSED, event=_event(agreement, standing.wording.number))
    made = _word(by, standing.agreement, routine, words, days, number=standing.wording.number + 1)
    took_part(by, Participation.Verb.CHANGED, artifact=routine)
    return made


@transaction.atomic
def end_agreement(*, by: Person, agreement: Agreement, because: str) -> None:
    """Take back what is proposed, or end what stands; a sentence says why, and everybody here reads it."""
    standing = _led(by, agreement)
    if not because.strip():
        raise Refusal(_("Say in a sentence why: everybody here reads it."), field="because")
    current = standing.agreement
    current.ended, current.ended_by, current.because = now(), by, because.strip()
    current.save(update_fields=["ended", "ended_by", "because"])
    forget_event(by=by, kind=Notice.Kind.PROPOSED, event=_event(agreement, standing.wording.number))
    took_part(by, Participation.Verb.CHANGED, artifact=current.routine)


@transaction.atomic
def talk_about_agreement(*, by: Person, agreement: Agreement, text: str) -> Conversation:
    """In the community it was put to, by anybody who is in it. Its page leads there from then on."""
    standing = _held(by, agreement)
    home = home_of(standing.agreement.routine)
    must_work_in(by, home)
    title, body = split_title(text)
    made = start_conversation(by=by, space=home, title=title, body=body)
    Agreement.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=agreement.pk).update(conversation=made)
    return made


def _word(by: Person, agreement: Agreement, routine: Routine, words: str, days: int, *, number: int) -> Wording:
    """The wording, and a notice to everybody in the community."""
    if not words.strip():
        raise Refusal(_("Say in a sentence what you propose."), field="words")
    if not FEWEST_DAYS <= days <= MOST_DAYS:
        raise Refusal(
            _("Leave people at least %(few)s days, and at most %(most)s.") % {"few": FEWEST_DAYS, "most": MOST_DAYS},
            field="days",
        )
    made = Wording.objects.create(
        agreement=agreement, number=number, words=words.strip(), revision=routine.revision, by=by, opened=now(),
        until=today_behind(agreement.wall_id) + timedelta(days=days),
    )  # fmt: skip
    news = News(
        Notice.Kind.PROPOSED, _event(agreement, number), agreement.audience, artifact=routine,
        led_to=agreement.get_absolute_url(),
    )  # fmt: skip
    tell(by=by, news=news)
    return made


def _event(agreement: Agreement, number: int) -> UUID:
    return uuid5(agreement.pk, f"wording {number}")


def _held(by: Person, agreement: Agreement) -> Standing:
    """As it stands now, held until the act is over; and only for whoever sees it."""
    rows = Agreement.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update(of=("self",))
    current = rows.select_related("routine__community", "audience").get(pk=agreement.pk)
    if not Agreement.objects.visible_to(by).filter(pk=agreement.pk).exists():
        raise NotAllowed(_("Only those who are in this community can do this. Join it first."))
    return standing_of(current)


def _led(by: Person, agreement: Agreement) -> Standing:
    """For whoever leads it, while it is not over."""
    standing = _held(by, agreement)
    must_lead(by, standing.agreement)
    if standing.agreement.ended is not None:
        said = over_in_words(standing.agreement)
        raise Refusal(_("%(said)s Nothing was changed. What you wrote is here to copy.") % {"said": said})
    return standing


def _asked(by: Person, agreement: Agreement, wording: int | None) -> Standing:
    """For what a member says to it, while one is asked; and to the words they have read."""
    standing = _held(by, agreement)
    must_work_in(by, home_of(standing.agreement.routine))
    if not standing.takes_voices:
        if standing.state in (State.ENDED, State.TAKEN_BACK):
            raise Refusal(_("This was taken back or ended meanwhile. Nothing is asked any more."))
        raise Refusal(
            _(
                "The last day to say something to this is over. Say it beneath the routine, or speak with whoever proposed it."
            )
        )
    if wording is not None and wording != standing.wording.number:
        raise Refusal(_("It was worded anew meanwhile, and nothing was taken. Read the new words, and say then."))
    return standing


def _say(by: Person, standing: Standing, says: Voice.Says, reason: str) -> Voice:
    """One voice a person on a wording that counts; those before stay as they were."""
    made = Voice.objects.create(wording=standing.wording, by=by, says=says, reason=reason, at=now())
    took_part(by, Participation.Verb.ANSWERED, artifact=standing.agreement.routine)
    return made
