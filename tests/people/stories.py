"""Somebody with a way to sign in, and the two ways in."""

import re

from allauth.account.models import EmailAddress
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from pergola.people.models import Identity, Person

PASSWORD = "my aunt keeps nine quiet geese"
GOOD = "a secret that is good"
CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")


def is_good(held: str) -> bool:
    return held == GOOD


def somebody(email: str = "marisol@example.org", *, name: str = "Marisol Vega", proved: bool = True) -> Identity:
    """A new person with a password, whose address is proved or not yet."""
    identity = Identity.objects.create_user(email, PASSWORD, person=Person.objects.create(name=name))
    EmailAddress.objects.create(user=identity, email=email, verified=proved, primary=True)
    return identity


def sign_in(client: Client, email: str, password: str, **more: str) -> HttpResponse:
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})  # type: ignore[return-value]


def ask_for_code(client: Client, email: str) -> HttpResponse:
    return client.post(reverse("account_request_login_code"), {"email": email})  # type: ignore[return-value]
