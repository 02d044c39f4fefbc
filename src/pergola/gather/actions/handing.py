"""Handing over: keeping passes to somebody else, or to another system, and they say yes first."""

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.gather.invitations import hold_place
from pergola.gather.models import HandOver
from pergola.gather.rules import facilitates, must_be_asked, must_go_on
from pergola.kernel.clock import now
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.kernel.ids import new_id
from pergola.people.hubs import leads
from pergola.people.models import Person
from pergola.spaces.audiences import for_community, for_wall
from pergola.spaces.models import Community, Membership
from pergola.talk.actions import News, tell
from pergola.talk.models import Notice
from pergola.walls.reasons import Reason


@transaction.atomic
def offer_keeping(
    *, by: Person, community: Community, person: Person, kept_for: str = "", leaves: bool = False, words: str = ""
) -> HandOver:
    """Ask somebody who is in it, or leads here, to keep it going instead of oneself. Nothing changes before they say yes."""
    if not facilitates(by, community):
        must_go_on(community)
        raise NotAllowed(_("Only a facilitator hands a community over."))
    hold_place(community)
    here = Membership.objects.filter(community=community, person=person).select_related("person").first()
    if person.pk == by.pk or (here is None and not leads(person, community.wall_id)):
        raise Refusal(_("Choose somebody else who is in this community, or who leads here."), field="person")
    if here is not None:
        must_be_asked(here)
    if HandOver.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(community=community, answered=None).exists():
        raise Refusal(_("Somebody is being asked already. Wait for their answer, or take it back."))
    made = HandOver.objects.create(
        community=community, given_by=by, given_to=person, kept_for=kept_for.strip(), leaves=leaves, words=words.strip()
    )
    took_part(by, Participation.Verb.ASKED, community=community)
    _tell(by, made, person)
    return made


@transaction.atomic
def answer_keeping(*, by: Person, offer: HandOver, accepted: bool) -> HandOver:
    """Say yes: one keeps it going from now on, and whoever gave it is a member, or gone. Or no: nothing changes."""
    held = _held(offer)
    if held.given_to_id != by.pk:
        raise NotAllowed(_("This was asked of somebody else."))
    if accepted:
        _pass_on(held, by)
    held.answer, held.answered = HandOver.Answer.ACCEPTED if accepted else HandOver.Answer.DECLINED, now()
    held.save(update_fields=["answer", "answered"])
    _tell(by, held, held.given_by)
    return held


@transaction.atomic
def take_offer_back(*, by: Person, offer: HandOver) -> None:
    held = _held(offer)
    if held.given_by_id != by.pk:
        raise NotAllowed(_("Only whoever offered this can take it back."))
    held.answer, held.answered = HandOver.Answer.TAKEN_BACK, now()
    held.save(update_fields=["answer", "answered"])


def _pass_on(held: HandOver, by: Person) -> None:
    """Whoever offered it must still keep it, today."""
    community = held.community
    must_go_on(community)
    hold_place(community)
    if not facilitates(held.given_by, community):
        raise Refusal(
            _("%(name)s no longer keeps this community going, and cannot hand it over.") % {"name": held.given_by}
        )
    keeping, new = Membership.objects.get_or_create(
        community=community, person=by, defaults={"joined": now(), "role": Membership.Role.FACILITATOR}
    )
    if new:
        took_part(by, Participation.Verb.JOINED, community=community)
    else:
        keeping.role, keeping.not_yet_leading = Membership.Role.FACILITATOR, False
        keeping.save(update_fields=["role", "not_yet_leading"])
    giving = Membership.objects.filter(community=community, person=held.given_by)
    if held.leaves:
        giving.delete()
        took_part(held.given_by, Participation.Verb.LEFT, community=community)
    else:
        giving.update(role=Membership.Role.MEMBER)
    if held.kept_for and held.kept_for != community.kept_for:
        community.kept_for = held.kept_for
        community.save(update_fields=["kept_for"])
    took_part(by, Participation.Verb.CHANGED, community=community)


def _held(offer: HandOver) -> HandOver:
    rows = HandOver.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update(of=("self",))
    held = rows.select_related("community", "given_by", "given_to").get(pk=offer.pk)
    if held.answered is not None:
        raise Refusal(_("This is answered already."))
    return held


def _tell(by: Person, held: HandOver, whom: Person) -> None:
    """The other of the two: through the community where they are in it, else through the wall."""
    community = held.community
    here = Membership.objects.filter(community=community, person=whom).exists()
    audience = for_community(community) if here else for_wall(held.wall_id)
    news = News(
        Notice.Kind.KEEP, new_id(), audience, community=community, led_to=reverse("gather:hand_over", args=[held.pk])
    )
    tell(by=by, news=news, among=Q(pk=whom.pk))
