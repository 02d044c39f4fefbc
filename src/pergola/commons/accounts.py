"""Codes and news of an account go through the outbox, like every other letter."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage

from pergola.commons.letters import Mail
from pergola.commons.models import Letter
from pergola.commons.outbox import write_letter
from pergola.commons.secrecy import unseal
from pergola.kernel.clock import now
from pergola.kernel.ids import new_id
from pergola.people.adapter import AccountAdapter

ACCOUNT = "account"


class Posted(EmailMessage):
    """A message of allauth's that goes into the outbox where it would have gone to the mail server."""

    until: datetime | None = None

    def send(self, *args: Any, **kwargs: Any) -> int:
        """Sealed, since it may hold a code. The worker sends it within a moment."""
        words = {"subject": str(self.subject), "text": str(self.body)}
        write_letter(ACCOUNT, f"account:{new_id()}", to=self.to[0], secret=words, until=self.until)
        return 1


class OutboxAdapter(AccountAdapter):
    """The account adapter of people/, whose letters are written with the act and sent by the worker."""

    def render_mail(self, template_prefix: str, email: str, context: dict[str, Any], *args: Any, **kw: Any) -> Posted:
        """The same words, in a message that posts itself. A code that is no longer good is not sent any more."""
        made: EmailMessage = super().render_mail(template_prefix, email, context, *args, **kw)
        posted = Posted(made.subject, made.body, made.from_email, made.to)
        posted.until = now() + timedelta(minutes=settings.CODE_MINUTES) if context.get("code") else None
        return posted


def compose_account_letter(letter: Letter) -> Mail:
    """What was sealed, as it was written."""
    words = unseal(letter.sealed)
    return Mail(letter.to, words["subject"], words["text"])
