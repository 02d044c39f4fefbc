"""What takes long takes as long for an address nobody has: counted in hashes, not in milliseconds of a busy machine."""

from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from django.conf import LazySettings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.people.stories import PASSWORD, ask_for_code, sign_in, somebody

pytestmark = pytest.mark.django_db


class CountingHasher(MD5PasswordHasher):
    algorithm = "counted"
    made: ClassVar[list[str]] = []

    def encode(self, password: str, salt: str) -> str:
        self.made.append(password)
        return super().encode(password, salt)


def signing_up(route: str) -> Callable[[Client, str], Any]:
    given = {"name": "Leilani Kahale", "password1": PASSWORD}
    return lambda client, email: client.post(reverse(route), given | {"email": email})


@pytest.mark.parametrize(
    ("deed", "hashes"),
    [
        (lambda client, email: sign_in(client, email, "not the password at all"), 1),
        (ask_for_code, 0),
        (lambda client, email: client.post(reverse("account_reset_password"), {"email": email}), 0),
        (signing_up("account_signup"), 1),
        (signing_up("account_signup_by_passkey"), 0),
    ],
    ids=["sign in", "code by mail", "forgotten password", "sign up", "sign up by passkey"],
)
def test_known_and_unknown_cost_the_same(
    client: Client, settings: LazySettings, deed: Callable[[Client, str], Any], hashes: int
) -> None:
    cache.clear()
    settings.OPEN_SIGN_UP = True
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    somebody("known@example.org")
    cost = {}
    for email in ("known@example.org", "other@example.org"):
        CountingHasher.made.clear()
        deed(Client(), email)
        cost[email] = len(CountingHasher.made)
    assert cost == {"known@example.org": hashes, "other@example.org": hashes}
