"""Finding the identity of a session, with its person and where they stand in the same query."""

import uuid

from allauth.account.auth_backends import AuthenticationBackend

from pergola.people.models import Identity
from pergola.people.standing import whoever_signed_in


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """allauth's backend; one query brings the identity, its person, and behind which walls they are."""

    def get_user(self, user_id: uuid.UUID | str) -> Identity | None:
        return whoever_signed_in(user_id)
