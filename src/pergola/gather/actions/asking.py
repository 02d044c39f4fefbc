"""Coming in on request: a sentence, and an answer by those who keep the community going."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.commons.places import page_of
from pergola.gather.actions.joining import keep_community
from pergola.gather.invitations import hold_place
from pergola.gather.models import JoinRequest
from pergola.gather.rules import is_in, must_go_on, must_keep
from pergola.kernel.clock import now
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import Person
from pergola.spaces.audiences import for_facilitators, for_wall
from pergola.spaces.models import Community, Membership
from pergola.talk.actions import News, forget_event, tell
from pergola.talk.models import Notice
from pergola.walls.reasons import Reason


@transaction.atomic
def ask_to_join(*, by: Person, community: Community, words: str) -> JoinRequest:
    """Ask to come in. Those who keep it going are told, in their notices and by mail. Asking twice is asking once."""
    must_go_on(community)
    if community.joining != Community.Joining.REQUEST:
        raise NotAllowed(_("One does not ask here: this community is open, or by invitation."))
    if is_in(by, community):
        raise Refusal(_("You are in this community already."))
    if not words.strip():
        raise Refusal(_("Say in a sentence why you would like to come."), field="words")
    hold_place(community)
    every = JoinRequest.objects.unrestricted(Reason.CHAIN_OF_ACT)
    there = every.filter(community=community, person=by, answered=None).first()
    if there is not None:
        return there
    made = JoinRequest.objects.create(community=community, person=by, words=words.strip(), asked=now())
    took_part(by, Participation.Verb.ASKED, community=community)
    led_to = f"{page_of(community)}people/#asking"
    news = News(Notice.Kind.JOIN, made.pk, for_facilitators(community), community=community, led_to=led_to)
    tell(by=by, news=news)
    return made


@transaction.atomic
def answer_request(*, by: Person, asked: JoinRequest, let_in: bool, reply: str = "") -> JoinRequest:
    """Let somebody in, or not now, with a word. They are told, in their notices and by mail."""
    must_keep(by, asked.community)
    held = _held(asked)
    if let_in:
        keep_community(by=by, community=held.community, person=held.person, role=Membership.Role.MEMBER)
    answer = JoinRequest.Answer.LET_IN if let_in else JoinRequest.Answer.NOT_NOW
    _close(held, answer, by, reply)
    forget_event(by=by, kind=Notice.Kind.JOIN, event=held.pk)
    news = News(Notice.Kind.LET_IN, held.pk, for_wall(held.wall_id), community=held.community)
    tell(by=by, news=news, among=Q(pk=held.person_id))
    return held


@transaction.atomic
def take_request_back(*, by: Person, asked: JoinRequest) -> None:
    """One no longer asks. Nobody is told."""
    if asked.person_id != by.pk:
        raise NotAllowed(_("This is somebody else’s asking."))
    held = _held(asked)
    _close(held, JoinRequest.Answer.TAKEN_BACK, by, "")
    forget_event(by=by, kind=Notice.Kind.JOIN, event=held.pk)


def _held(asked: JoinRequest) -> JoinRequest:
    rows = JoinRequest.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update(of=("self",))
    held = rows.select_related("community", "person").get(pk=asked.pk)
    if held.answered is not None:
        raise Refusal(_("This is answered already."))
    return held


def _close(held: JoinRequest, answer: JoinRequest.Answer, by: Person, reply: str) -> None:
    held.answer, held.answered, held.answered_by, held.reply = answer, now(), by, reply.strip()
    held.save(update_fields=["answer", "answered", "answered_by", "reply"])
