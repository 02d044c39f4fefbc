"""The mail of an invitation: composed when it is sent, from the invitation as it is then."""

from django.urls import reverse
from django.utils.translation import gettext as _

from pergola.commons.letters import Mail
from pergola.commons.models import Letter
from pergola.commons.outbox import write_letter
from pergola.commons.secrecy import unseal
from pergola.gather.invitations import hashed, still_good, token
from pergola.gather.models import Invitation, InvitationQuerySet
from pergola.kernel.clock import now
from pergola.kernel.templatetags.pergola import day
from pergola.walls.reasons import Reason

INVITATION = "invitation"


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
