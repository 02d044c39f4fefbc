"""Finding the identity of a session, with its person in the same query."""

import uuid

from allauth.account.auth_backends import AuthenticationBackend

from pergola.people.models import Identity


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """allauth's backend; one query brings the identity and its person."""

    def get_user(self, user_id: uuid.UUID | str) -> Identity | None:
        try:
            return Identity.objects.select_related("person").get(pk=user_id, is_active=True, person__erased=None)
        except Identity.DoesNotExist:
            return None
