"""The mail of an invitation, and that of a “not now”: composed when it is sent, from the row as it is then."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from pergola.commons.by_link import hashed, token
from pergola.commons.letters import Mail
from pergola.commons.models import Letter
from pergola.commons.outbox import write_letter
from pergola.commons.secrecy import unseal
from pergola.gather.entries import asks_again_from
from pergola.gather.invitations import still_good
from pergola.gather.models import EntryRequest, Invitation, InvitationQuerySet
from pergola.kernel.clock import now
from pergola.kernel.templatetags.pergola import day
from pergola.people.letterbox import address_of_person
from pergola.systems.models import SchoolSystem
from pergola.walls.reasons import Reason

INVITATION = "invitation"
NOT_NOW = "not now"


def post_invitation(invitation: Invitation, secret: str, site: str) -> None:
    """Write the letter in the act's own transaction. The secret is nowhere else, so it is sealed into it."""
    write_letter(
        INVITATION,
        f"{INVITATION}:{invitation.pk}:{invitation.secret[:16]}",
        wall=invitation.wall_id,
        to=invitation.email,
        about=invitation.pk,
        secret={"secret": secret, "site": site},
        until=invitation.expires,
    )


def post_not_now(asked: EntryRequest) -> None:
    """Whoever asked to come in and is not let in stands outside the wall, where no notice reaches them."""
    write_letter(NOT_NOW, f"{NOT_NOW}:{asked.pk}", wall=asked.wall_id, person=asked.person, about=asked.pk)


def compose_not_now(letter: Letter) -> Mail | None:
    """Who answered, with their word, and when one may ask again. Nothing where they were let in after all."""
    assert letter.about is not None
    rows = EntryRequest.objects.unrestricted(Reason.OUTBOX).filter(pk=letter.about, answer=EntryRequest.Answer.NOT_NOW)
    asked = rows.select_related("person", "answered_by").first()
    to = address_of_person(asked.person) if asked is not None and not asked.person.erased else None
    system = SchoolSystem.objects.unrestricted(Reason.OUTBOX).filter(wall=letter.wall_id).first()
    again = asks_again_from(asked)
    if asked is None or to is None or system is None or again is None:
        return None
    names = {"name": asked.answered_by, "system": system, "day": day(again)}
    parts = [
        _("You asked to come into %(system)s. %(name)s answered: not now.") % names,
        f"“{asked.reply}”" if asked.reply else "",
        _("You can ask again from %(day)s on:") % names,
        f"{settings.SITE}{reverse('gather:come_in', args=[system.slug])}",
    ]
    return Mail(
        to, _("Not now: your asking to come into %(system)s") % names, "\n\n".join(part for part in parts if part)
    )


def compose_invitation(letter: Letter) -> Mail | None:
    """Who invites to what, why it came, and the link. Nothing where it was answered, taken back or sent afresh."""
    sealed = unseal(letter.sealed)
    invitation = (
        _invitation(letter).select_related("wall", "community", "team", "network", "system", "invited_by").first()
    )
    if invitation is None or not still_good(invitation) or invitation.secret != hashed(sealed["secret"]):
        return None
    name, place = str(invitation.invited_by), invitation.place.name
    link = sealed["site"].rstrip("/") + reverse("gather:invitation", args=[token(invitation.wall_id, sealed["secret"])])
    parts = [
        _asked(invitation),
        invitation.words,
        _("Open this link to see what it is, and to accept or decline:"),
        link,
        _("It is good until %(day)s, and for this address only. If you do not know %(name)s, leave this mail alone.")
        % {"day": day(invitation.expires), "name": name},
    ]
    subject = _("%(name)s invites you to “%(place)s”") % {"name": name, "place": place}
    if invitation.is_to_lead:
        subject = _("%(name)s asks you to lead “%(place)s” here") % {"name": name, "place": place}
    elif invitation.system is not None:
        subject = _("%(name)s asks %(system)s to join “%(place)s”") % {
            "name": name,
            "system": invitation.system,
            "place": place,
        }
    return Mail(invitation.email, subject, "\n\n".join(part for part in parts if part))


def _asked(invitation: Invitation) -> str:
    names = {"name": invitation.invited_by, "place": invitation.place.name, "wall": invitation.wall}
    if invitation.is_to_lead:
        return (
            _(
                "%(name)s asks you to lead %(place)s in Pergola, where its communities of practice meet: you open them, and say who else comes in."
            )
            % names
        )
    if invitation.system is None:
        return _("%(name)s invites you to “%(place)s” (%(wall)s).") % names
    return _("%(name)s asks %(system)s to join the network “%(place)s”. Say yes or no for your school system.") % {
        **names,
        "system": invitation.system,
    }


def follow_invitation(letter: Letter) -> None:
    """Whoever invited sees whether a mail server took it, there is no such address, or it was given up.

    Not where it was sent afresh since: then another letter is on its way.
    """
    came = {Letter.State.REFUSED: "refused", Letter.State.GIVEN_UP: "given_up"}.get(
        Letter.State(letter.state), "mailed"
    )
    _invitation(letter).filter(secret__startswith=letter.key.rpartition(":")[2]).update(**{came: now()})


def _invitation(letter: Letter) -> InvitationQuerySet:
    assert letter.about is not None
    return Invitation.objects.unrestricted(Reason.OUTBOX).filter(pk=letter.about, wall=letter.wall_id)
