"""What people do about themselves."""

from allauth.account.models import EmailAddress

from pergola.people.models import Identity, Person


def describe_oneself(*, by: Person, name: str, work: str, theme: str) -> Person:
    """What others read of `by`, and how pages look to them on every device they sign in on."""
    by.name, by.work, by.theme = name, work, theme
    by.save(update_fields=["name", "work", "theme"])
    return by


def forget_unproved_password(*, by: Identity) -> bool:
    """Before an address is proved for the first time by a code: a password set until then may be a stranger’s.

    Somebody can sign up with the address of another and wait. When its owner comes and signs in by code, the
    stranger’s password must open nothing. True if one was forgotten.
    """
    if EmailAddress.objects.filter(user=by, verified=True).exists() or not by.has_usable_password():
        return False
    by.set_unusable_password()
    by.save(update_fields=["password"])
    return True
