"""Who keeps the installation: made and ended by command, on the machine itself."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from pergola.kernel.errors import Refusal
from pergola.people.models import Identity, Person
from pergola.people.sessions import end_other_sessions
from pergola.walls.reasons import Reason


def operators() -> list[tuple[Person, list[str]]]:
    found = Person.objects.unrestricted(Reason.SIGN_IN).filter(is_operator=True, erased=None)
    return [
        (one, [identity.email for identity in one.identities.all()]) for one in found.prefetch_related("identities")
    ]


@transaction.atomic
def make_operator(*, address: str, name: str = "") -> tuple[Person, bool]:
    """Whoever signs in with this proved address; or somebody new. The person, and whether they are new."""
    address = address.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise Refusal(_("“%(address)s” is not an e-mail address.") % {"address": address}) from None
    identity = Identity.objects.filter(email=address).select_related("person").first()
    if identity is not None:
        if not EmailAddress.objects.filter(user=identity, verified=True).exists():
            raise Refusal(_("That address is not proved yet: whoever made the account may not own it."))
        identity.person.is_operator = True
        identity.person.save(update_fields=["is_operator"])
        return identity.person, False
    person = Person.objects.create(name=name or address.partition("@")[0], is_operator=True)
    identity = Identity.objects.create_user(address, None, person=person)
    EmailAddress.objects.create(user=identity, email=address, verified=True, primary=True)
    return person, True


@transaction.atomic
def end_operator(*, address: str) -> Person:
    """The last operator stays: nobody could make another but from this machine."""
    identity = Identity.objects.filter(email=address.strip().lower(), person__is_operator=True).first()
    if identity is None:
        raise Refusal(_("No operator signs in with “%(address)s”.") % {"address": address})
    others = (
        Person.objects.unrestricted(Reason.SIGN_IN).filter(is_operator=True, erased=None).exclude(pk=identity.person_id)
    )
    if not others.exists():
        raise Refusal(_("That is the last operator. Add another first."))
    identity.person.is_operator = False
    identity.person.save(update_fields=["is_operator"])
    return identity.person


@transaction.atomic
def let_back_in(*, address: str) -> Person:
    """For somebody who lost every passkey, app and recovery code: those are gone, and so is every session of theirs.

    What is left is their password, and a code to this address. Whoever runs this has heard from them another way.
    """
    identity = Identity.objects.filter(email=address.strip().lower()).select_related("person").first()
    if identity is None:
        raise Refusal(_("Nobody signs in with “%(address)s”.") % {"address": address})
    Authenticator.objects.filter(user=identity).delete()
    end_other_sessions(by=identity, here=None)
    return identity.person
