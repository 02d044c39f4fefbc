"""Where mail for a person goes: the address they have proved."""

from collections.abc import Iterable
from uuid import UUID

from allauth.account.models import EmailAddress

from pergola.people.models import Person

NOWHERE = ".invalid"
"""A name that by its definition exists nowhere (RFC 2606). The people of the sample have such addresses."""


def addresses_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """Their proved addresses; who has none is not in it. One query."""
    proved = EmailAddress.objects.filter(
        user__person__in=list(people), verified=True, user__is_active=True, user__person__erased=None
    )
    rows = proved.order_by("primary", "-user__created").values_list("user__person", "email")
    return {person: email for person, email in rows if not email.endswith(NOWHERE)}


def address_of_person(person: Person) -> str | None:
    return addresses_of([person.pk]).get(person.pk)
