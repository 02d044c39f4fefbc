"""Step-up: before something dangerous one shows again who one is, unless one just did.

    @fresh(minutes=10)
    def export(request): ...

guards a view that exports, administers, or touches the ways somebody signs in. Signing in counts; so does confirming.
Whoever has a passkey or an app confirms with one of these (or a recovery code): a password, or a code by mail, is then
no more than half of who they are. What was being sent is kept and done afterwards; a form behind this names its action.
"""

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY, suspend_request
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pergola.kernel.clock import now
from pergola.people.middleware import PersonRequest
from pergola.people.models import Identity
from pergola.people.ways import APP, PASSKEY, RECOVERY, kinds_of

MINUTES = 10
SKEW = 30
"""By how many seconds the clocks of two servers may differ."""
SECRETS = ("password", "oldpassword", "password1", "password2", "credential", "code")
"""What is never put by with a form: it is written again."""
WAYS: dict[str, tuple[str, str | Promise]] = {
    "passkey": ("mfa_reauthenticate_webauthn", _("Use a passkey")),
    "code": ("mfa_reauthenticate", _("Enter a code of the app, or a recovery code")),
    "password": ("account_reauthenticate", _("Enter the password")),
    "mail": ("account_reauthenticate_by_mail", _("Get a code by mail")),
}
"""Each way to confirm: where, and what the link to it says."""


def ways_to_confirm(identity: Identity) -> list[str]:
    """The best first. Never empty: whoever has no second factor and no password gets a code by mail."""
    kinds = kinds_of(identity)
    if kinds & {PASSKEY, APP}:
        return ["passkey"] * (PASSKEY in kinds) + ["code"] * bool(kinds & {APP, RECOVERY})
    return ["password"] * identity.has_usable_password() + ["mail"]


def is_fresh(request: HttpRequest, minutes: int = MINUTES) -> bool:
    """Whether whoever is signed in showed who they are in the last `minutes`, by the best they have."""
    identity = request.user
    if not isinstance(identity, Identity):
        return False
    weighty = bool(kinds_of(identity) & {PASSKEY, APP})
    records = get_authentication_records(request, identity)
    if settings.DEMO and any(one.get("type") == "demo" for one in records):
        return True  # in the demo one is somebody by one click, again and again: nobody there has more to show
    shown = [one["at"] for one in records if one["method"] == "mfa" or not weighty]
    return bool(shown) and -SKEW <= now().timestamp() - max(shown) < minutes * 60


def ask_again(request: PersonRequest) -> HttpResponse:
    """To the page “Is it you?”. What was being sent waits in the session, without its secrets."""
    assert isinstance(request.user, Identity)
    if request.method == "POST":
        kept = request.POST.copy()
        for name in SECRETS:
            kept.pop(name, None)
        request.POST = kept  # type: ignore[assignment]  # Django lets it be set, and allauth does
    else:  # what was put by and given up is not done because somebody reads the page later
        request.session.pop(STATE_SESSION_KEY, None)
    first = WAYS[ways_to_confirm(request.user)[0]][0]
    answer: HttpResponse = suspend_request(request, reverse(first))
    return answer


type View[**P] = Callable[Concatenate[PersonRequest, P], HttpResponse]


def fresh[**P](minutes: int = MINUTES) -> Callable[[View[P]], View[P]]:
    """A Visitor is asked to sign in; who did so longer ago is asked again. Both come back here."""

    def guard(view: View[P]) -> View[P]:
        def asked(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.person.is_visitor:
                return redirect_to_login(request.get_full_path())
            if not is_fresh(request, minutes):
                return ask_again(request)
            return view(request, *args, **kwargs)

        update_wrapper(asked, view)
        asked.asks_again_after = minutes  # type: ignore[attr-defined]  # read by the test that tries every such route
        return asked

    return guard


def fresh_page[T](minutes: int = MINUTES) -> Callable[[type[T]], type[T]]:
    """The same for a class of views."""
    guarded: Callable[[type[T]], type[T]] = method_decorator(fresh(minutes), name="dispatch")  # type: ignore[arg-type]  # Django types the guarded view as one of any request
    return guarded
