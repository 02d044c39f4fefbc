"""The mail of an invitation: written once, sent after the act is committed, and marked as sent only when a server took it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from smtplib import SMTPException, SMTPRecipientsRefused
from uuid import UUID

from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _

from pergola.gather.invitations import token
from pergola.gather.models import Invitation
from pergola.kernel.clock import now
from pergola.walls.opening import open_walls, walls
from pergola.walls.reasons import Reason

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Letter:
    """One mail, ready to go, and the invitation it belongs to."""

    invitation: UUID
    message: EmailMessage


def letter_for(invitation: Invitation, secret: str, site: str) -> Letter:
    """Who invites to what, why it came, and the link. Plain text: it reads the same everywhere."""
    name, place = str(invitation.invited_by), invitation.place.name
    link = site.rstrip("/") + reverse("gather:invitation", args=[token(invitation.wall_id, secret)])
    parts = [
        _("%(name)s invites you to “%(place)s” (%(wall)s).") % {"name": name, "place": place, "wall": invitation.wall},
        invitation.words,
        _("Open this link to see what it is, and to accept or decline:"),
        link,
        _("It is good until %(day)s, and for this address only. If you do not know %(name)s, leave this mail alone.")
        % {"day": f"{invitation.expires:%-d %B %Y}", "name": name},
    ]
    subject = " ".join((_("%(name)s invites you to “%(place)s”") % {"name": name, "place": place}).split())
    return Letter(
        invitation.pk, EmailMessage(subject, "\n\n".join(part for part in parts if part), to=[invitation.email])
    )


def post(wall: int, letters: Sequence[Letter]) -> None:
    """Send; after the commit, so outside the act. What no server took stays “not sent yet” and can be sent again."""
    gone: list[UUID] = []
    for letter in letters:
        try:
            letter.message.send(using="default")
        except SMTPRecipientsRefused:
            log.warning("The mail server refused the address of an invitation.")
        except (OSError, SMTPException) as trouble:
            log.warning("The mail server cannot be reached: %s", type(trouble).__name__)
            break  # it will not answer the next one either, and somebody is waiting
        else:
            gone.append(letter.invitation)
    with walls([*open_walls(), wall]):
        Invitation.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk__in=gone).update(mailed=now())
