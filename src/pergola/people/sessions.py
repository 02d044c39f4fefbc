"""Where somebody is signed in: every session of an identity, seen and ended by its owner."""

import datetime as dt
from dataclasses import dataclass

from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from pergola.kernel.clock import now
from pergola.people.devices import device_in_words
from pergola.people.models import Identity

BACKEND = "pergola.people.backends.PersonBackend"
SEEN = "seen"
STEP = dt.timedelta(hours=1)
"""How exactly it is kept when a device was last here: exactly enough to recognise it."""


@dataclass(frozen=True)
class SignedIn:
    """One device on which somebody is signed in."""

    pk: int
    device: str
    place: str
    since: dt.datetime
    seen: dt.datetime
    here: bool


def sessions_of(identity: Identity, *, here: str | None) -> list[SignedIn]:
    """Those that still open something, newest first; `here` is the key of the one that asks."""
    noted = list(UserSession.objects.filter(user_id=identity.pk).order_by("-last_seen_at", "-pk"))
    keys = [one.session_key for one in noted]
    living = set(
        Session.objects.filter(session_key__in=keys, expire_date__gt=now()).values_list("session_key", flat=True)
    )
    return [
        SignedIn(
            one.pk, device_in_words(one.user_agent), one.ip, one.created_at, one.last_seen_at, one.session_key == here
        )
        for one in noted
        if one.session_key in living
    ]


def begin_session(request: HttpRequest, identity: Identity, *, method: str, **shown: str) -> None:
    """Sign somebody in who did not come through the entrance: seen, ended and counted as lately shown like any other."""
    login(request, identity, backend=BACKEND)
    note_session(request)
    record_authentication(request, identity, method=method, **shown)


def note_session(request: HttpRequest) -> None:
    """Somebody has just signed in with this session: it is shown to them from now on."""
    UserSession.objects.create_from_request(request)
    request.session[SEEN] = now().timestamp()


def note_seen(request: HttpRequest) -> None:
    """At most once in a while, so that reading costs no writing."""
    seen = request.session.get(SEEN)
    if seen is None or now().timestamp() - seen < STEP.total_seconds():
        return
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=now())
    request.session[SEEN] = now().timestamp()


def end_session(*, by: Identity, pk: int) -> bool:
    """True if there was such a session of `by`. Its next request is a Visitor's."""
    found = UserSession.objects.filter(user_id=by.pk, pk=pk).first()
    if found is None:
        return False
    found.end()
    return True


def end_other_sessions(*, by: Identity, here: str | None) -> int:
    """Everywhere but here. How many were ended."""
    others = UserSession.objects.filter(user_id=by.pk).exclude(session_key=here)
    keys = list(others.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    others.delete()
    return len(keys)


def forget_what_ended() -> int:
    """Sessions that ran out or were signed out of, with the device and the address they came from. How many devices."""
    Session.objects.filter(expire_date__lt=now()).delete()
    over = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    gone: int = over.delete()[0]
    return gone
