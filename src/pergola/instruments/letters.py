"""The mail that asks: composed when it is sent, with a link that is this person's own and opens the questions alone."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from pergola.commons.by_link import hashed, token
from pergola.commons.letters import Mail
from pergola.commons.models import Letter
from pergola.instruments.models import Asking, Ticket
from pergola.instruments.tickets import secret_for
from pergola.kernel.templatetags.pergola import day
from pergola.talk.letters import compose_with
from pergola.talk.models import Notice
from pergola.walls.reasons import Reason


def compose_pulse(letter: Letter) -> Mail | None:
    """Nothing where they have answered, it is closed, they are no longer there, or want no mail of it."""
    return compose_with(letter, _own_way)


def _own_way(notice: Notice) -> str:
    found = Asking.objects.unrestricted(Reason.OUTBOX).filter(pk=notice.event).first()
    if found is None or not found.is_open:
        return ""
    mine = Ticket.objects.unrestricted(Reason.OUTBOX).filter(asking=found, person=notice.person_id, answered=False)
    secret = secret_for(found.pk, notice.person_id)
    if not mine.update(secret=hashed(secret)):  # the same as before, unless the installation's key was changed
        return ""
    words = _(
        "It takes two minutes and no sign-in. The link is yours alone: it opens the questions, and nothing is answered until"
        " you press the button there. What you answer is added to what others answer and kept nowhere beside your name."
        " It closes %(day)s."
    )
    link = f"{settings.SITE}{reverse('instruments:by_link', args=[token(found.wall_id, secret)])}"
    return f"{words % {'day': day(found.closes)}}\n\n{link}"
