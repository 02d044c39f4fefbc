"""How allauth makes and greets our people."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core import context, ratelimit
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from pergola.kernel.errors import Refusal
from pergola.people.addresses import NOT_PLAIN, is_plain
from pergola.people.models import Identity, Person
from pergola.people.rates import from_where
from pergola.people.sessions import note_session
from pergola.people.step_up import WAYS, is_fresh, ways_to_confirm

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Sign-up makes a person; it is open to whom we know. One goes on only to pages of our own."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This way to sign in has been closed. Ask whoever looks after Pergola in your district."),
        "duplicate_email": _("That is your address already."),
        "email_password_mismatch": _("This address and this password do not belong together."),
        "email_taken": _("Somebody here has this address already. If it is you, sign in with it."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _("This is not the code we sent. Letters and figures count, capitals and dashes do not."),
        "incorrect_password": _("This is not your password."),
        "rate_limited": _("That was a lot at once. Wait a minute, then ask again."),
        "too_many_login_attempts": _("That was tried too often. Wait five minutes, or ask for a new code."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Where the keeper says so, or for whoever follows an invitation."""
        held = request.session.get("invitation")
        return bool(settings.OPEN_SIGN_UP or (held and import_string(settings.INVITATION_IS_GOOD)(held)))

    def clean_email(self, email: str) -> str:
        """A new address: one that nobody takes for another's."""
        if not is_plain(email):
            raise ValidationError(NOT_PLAIN, code="not_plain")
        return str(super().clean_email(email))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Guesses are counted by address and place together: a stranger's do not keep its owner out. And, widely, by address."""
        super().pre_authenticate(request, **credentials)
        address = str(credentials.get("email", "")).lower()
        if not ratelimit.consume(request, action="login_failed_anywhere", key=address):
            raise self.validation_error("too_many_login_attempts")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{from_where(request)}"

    def login(self, request: HttpRequest, user: Identity) -> None:
        super().login(request, user)
        if not get_authentication_records(request, user):  # they have just signed up, by a code sent to their address
            record_authentication(request, user, method="email_verification")
        note_session(request)

    def is_reauthentication_required(self, *, app: str) -> bool:
        """allauth's own guards ask ours, within allauth's actions too (pergola/people/step_up.py)."""
        if not is_fresh(context.request):
            raise ReauthenticationRequired
        return False

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The best way first; for whoever has a second factor, only that."""
        if not user.is_authenticated:
            return []
        found = ((way, *WAYS[way]) for way in ways_to_confirm(user))
        return [{"id": way, "url": reverse(named), "description": label} for way, named, label in found]

    def save_user(self, request: HttpRequest, user: Identity, form: Any, commit: bool = True) -> Identity:  # noqa: FBT001, FBT002 - allauth's own signature
        """A new identity is a new person: who they are elsewhere is never guessed from an address.

        But for whoever came by a link that a roster sent to this very address: they are the person of that line.
        """
        given, held = form.cleaned_data, request.session.get("invitation")
        person = import_string(settings.PERSON_INVITED)(held, given["email"]) if held else None
        if person is None:
            person = Person.objects.create(name=given["name"])
        elif person.name != given["name"]:
            person.name = given["name"]
            person.save(update_fields=["name"])
        user.person = person
        saved: Identity = super().save_user(request, user, form, commit)
        return saved

    def is_safe_url(self, url: str) -> bool:
        """Our own host only, not every host we answer to."""
        request = context.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    def is_ajax(self, request: HttpRequest) -> bool:
        """We answer with pages. A second shape of every answer would be a second thing to guard."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people:you")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        return reverse("people:you" if self.request.user.is_authenticated else "account_login")

    def format_email_subject(self, subject: str) -> str:
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail that cannot go is said so; nothing is half done."""
        try:
            super().send_mail(
                template_prefix, email, context | {"minutes": settings.CODE_MINUTES, "keeper": settings.KEEPER}
            )
        except (OSError, SMTPException) as problem:
            log.warning("A mail (%s) could not be sent: %s", template_prefix, type(problem).__name__)
            raise Refusal(
                _("We could not send the mail just now. Nothing was changed; try again in a few minutes.")
            ) from problem

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """News of a change that has been made: it stands even where the mail cannot go."""
        try:
            super().send_notification_mail(template_prefix, user, context, email)
        except Refusal:
            log.warning("Nobody could be told of a change (%s).", template_prefix)
