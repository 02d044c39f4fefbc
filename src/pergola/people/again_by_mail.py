"""A code sent to one's own address, to show that one is still who signed in. It lives in the session."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core.internal.cryptokit import compare_user_code
from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pergola.kernel.clock import now
from pergola.people.models import Identity

KEPT = "again_by_mail"
MOST = 3
ENDED = _("That was tried too often. Ask for a new code.")
OVER = _("The code has run out. Ask for a new one.")
WRONG = _("This is not the code we sent. Letters and figures count, capitals and dashes do not.")


class AgainCode:
    """The code of one session: sent, tried at most three times, gone after a quarter of an hour or once it was right."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def _kept(self) -> dict[str, Any]:
        found: dict[str, Any] = self.request.session.get(KEPT) or {}
        return found if found.get("for") == str(self.request.user.pk) else {}

    @property
    def is_sent(self) -> bool:
        """Whether one can still come back."""
        sent = float(self._kept.get("at", 0))
        return 0 <= now().timestamp() - sent <= settings.CODE_MINUTES * 60

    def send(self) -> None:
        """Draw one and send it. Where the mail cannot go, nothing is kept, and the one before still counts."""
        identity, code = self.request.user, get_adapter().generate_login_code()
        assert isinstance(identity, Identity)
        get_adapter().send_mail("account/email/again_code", identity.email, {"code": code, "request": self.request})
        self.request.session[KEPT] = {"code": code, "at": now().timestamp(), "wrong": 0, "for": str(identity.pk)}

    def try_code(self, given: str) -> str | Promise | None:
        """What is wrong with it, or None: then it counted, and counts no more."""
        kept = self._kept
        if not self.is_sent:
            self.request.session.pop(KEPT, None)
            return OVER
        if compare_user_code(actual=given, expected=kept["code"]):
            del self.request.session[KEPT]
            record_authentication(self.request, self.request.user, method="code", reauthenticated=True)
            return None
        kept["wrong"] += 1
        self.request.session[KEPT] = kept
        if kept["wrong"] < MOST:
            return WRONG
        del self.request.session[KEPT]
        return ENDED
