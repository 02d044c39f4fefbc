"""The ways one signs in: what there is, and what may be taken away so that one way in is always left."""

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext as _

from pergola.kernel.errors import Refusal
from pergola.people.models import Identity, Person

PASSKEY, APP, RECOVERY = Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES


@dataclass(frozen=True)
class Passkey:
    """One passkey, as its owner knows it."""

    pk: int
    name: str
    added: dt.datetime
    used: dt.datetime | None


@dataclass(frozen=True)
class Ways:
    """How one identity signs in, read in one query."""

    identity: Identity
    passkeys: list[Passkey]
    app: Authenticator | None
    recovery: Authenticator | None

    @property
    def has_second_factor(self) -> bool:
        """A password alone, or a code by mail alone, no longer lets anybody in."""
        return bool(self.passkeys or self.app)

    @property
    def has_password(self) -> bool:
        return self.identity.has_usable_password()

    @property
    def codes_left(self) -> int:
        if self.recovery is None:
            return 0
        with suppress(Refusal):  # the server's key was changed: they open nothing
            return len(self.recovery.wrap().get_unused_codes())
        return 0

    @property
    def hangs_by_a_thread(self) -> bool:
        """One lost device would shut this person out."""
        return self.has_second_factor and len(self.passkeys) + bool(self.app) < 2 and not self.codes_left


def ways_of(identity: Identity) -> Ways:
    """Everything `identity` can sign in with, oldest first."""
    found = list(Authenticator.objects.filter(user_id=identity.pk).order_by("created_at", "pk"))
    passkeys = [
        Passkey(one.pk, str(one.data["name"]), one.created_at, one.last_used_at) for one in found if one.type == PASSKEY
    ]
    single = {one.type: one for one in found}
    return Ways(identity, passkeys, single.get(APP), single.get(RECOVERY))


def kinds_of(identity: Identity) -> set[str]:
    """Which kinds of second factor `identity` has."""
    return set(Authenticator.objects.filter(user_id=identity.pk).values_list("type", flat=True))


def has_second_factor(person: Person) -> bool:
    """Is a second factor asked for, however this person signs in?"""
    return bool(Authenticator.objects.filter(user__person=person, type__in=(PASSKEY, APP)).exists())


def recovery_codes_of(identity: Identity) -> list[str]:
    """Those not used yet. Shown only to who has just shown again who they are."""
    kept = Authenticator.objects.filter(user_id=identity.pk, type=RECOVERY).first()
    return list(kept.wrap().get_unused_codes()) if kept else []


def mail_goes_out() -> bool:
    """Whether a code by mail reaches anybody: not where mail is printed to a terminal."""
    return "console" not in str(settings.MAILERS["default"]["BACKEND"])


def refuse_the_last(identity: Identity, *, without: Iterable[int] = (), without_password: bool = False) -> None:
    """Refuse where nothing would be left to sign in with.

    Locks the identity first: two removals at once are one after the other. Recovery codes are no way of their own,
    and an address is one only where mail goes out.
    """
    Identity.objects.select_for_update().get(pk=identity.pk)
    left = Authenticator.objects.filter(user_id=identity.pk).exclude(pk__in=without).exclude(type=RECOVERY)
    kinds = set(left.values_list("type", flat=True))
    begins = PASSKEY in kinds or (identity.has_usable_password() and not without_password)
    if begins or (identity.email and mail_goes_out()):
        return
    raise Refusal(_("This is the only way you can sign in here. Add another one first, then take this one away."))
