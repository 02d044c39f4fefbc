"""What people do about themselves."""

from typing import Literal

from allauth.account.models import EmailAddress
from django.db import transaction

from pergola.kernel.clock import now
from pergola.people.models import Identity, Person
from pergola.people.ways import refuse_the_last


def describe_oneself(*, by: Person, name: str, work: str, theme: str) -> Person:
    """What others read of `by`, and how pages look to them on every device they sign in on."""
    by.name, by.work, by.theme = name, work, theme
    by.save(update_fields=["name", "work", "theme"])
    return by


def put_guide_away(*, by: Person, kind: str) -> None:
    """No more first steps for this kind of person. Putting it away twice is putting it away once."""
    if kind not in by.guides_away:
        by.guides_away = [*by.guides_away, kind]
        by.save(update_fields=["guides_away"])


def forget_unproved_password(*, by: Identity) -> bool:
    """Before an address is proved for the first time by a code: a password set until then may be a stranger’s.

    Somebody can sign up with the address of another and wait. When its owner comes and signs in by code, the
    stranger’s password must open nothing. True if one was forgotten.
    """
    if EmailAddress.objects.filter(user=by, verified=True).exists() or not by.has_usable_password():
        return False
    by.set_unusable_password()
    by.save(update_fields=["password", "password_set"])
    return True


def note_use(*, by: Identity, way: Literal["password", "code"]) -> None:
    """When somebody last signed in by it: beside it on their own page, so that they notice what was not them."""
    setattr(by, f"{way}_used", now())
    by.save(update_fields=[f"{way}_used"])


@transaction.atomic
def remove_password(*, by: Identity) -> None:
    """From now on it opens nothing. Never the last way in."""
    refuse_the_last(by, without_password=True)
    by.set_unusable_password()
    by.password_used = None
    by.save(update_fields=["password", "password_set", "password_used"])
