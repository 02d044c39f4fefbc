"""The mail that invites somebody of a roster: composed when it is sent, from the line as it is then."""

from django.urls import reverse
from django.utils.translation import gettext as _

from pergola.commons.by_link import hashed
from pergola.commons.letters import Mail
from pergola.commons.models import Letter
from pergola.commons.secrecy import seal, unseal
from pergola.exchange.invitations import held_by, still_good, token
from pergola.kernel.clock import now
from pergola.kernel.templatetags.pergola import day
from pergola.systems.models import RosterInvitation
from pergola.walls.reasons import Reason

ROSTER = "roster"


def letter_of(one: RosterInvitation, secret: str, site: str) -> Letter:
    """The secret is nowhere else, so it is sealed into it."""
    return Letter(
        wall_id=one.wall_id, kind=ROSTER, key=f"{ROSTER}:{one.pk}:{one.secret[:16]}", to=one.email, about=one.pk,
        sealed=seal({"secret": secret, "site": site}), until=one.expires,
    )  # fmt: skip


def compose_roster(letter: Letter) -> Mail | None:
    """Nothing where they came meanwhile, left, or were sent a fresh link."""
    sealed = unseal(letter.sealed)
    held = held_by(token(letter.wall_id, sealed["secret"]))
    if held is None or not still_good(*held) or held[0].secret != hashed(sealed["secret"]):
        return None
    one, line = held
    link = sealed["site"].rstrip("/") + reverse("exchange:claim", args=[token(letter.wall_id, sealed["secret"])])
    told = {"wall": one.wall, "name": line.name, "by": one.invited_by, "day": day(one.expires)}
    parts = [
        _("%(wall)s works with Pergola, where its communities of practice meet. Its roster names you: %(name)s.")
        % told,
        _("Open this link to make your account, or to go on with the one you have:"),
        link,
        _("It is good until %(day)s, and for this address only. %(by)s sent it.") % told,
    ]
    return Mail(one.email, _("Your place in the communities of %(wall)s") % told, "\n\n".join(parts))


def follow_roster(letter: Letter) -> None:
    """Whether a mail server took it, or there is no such address."""
    assert letter.about is not None
    came = "refused" if letter.state in (Letter.State.REFUSED, Letter.State.GIVEN_UP) else "mailed"
    RosterInvitation.objects.unrestricted(Reason.OUTBOX).filter(pk=letter.about, wall=letter.wall_id).update(
        **{came: now()}
    )
