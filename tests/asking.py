"""Somebody of the cast at their browser, and how to count what a page asks the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from allauth.account.internal.userkit import user_id_to_str
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pergola.kernel.clock import now
from pergola.people.models import Asker, Identity, Person, Visitor


def browser_of(person: Asker, *, enforce_csrf_checks: bool = False, confirmed: bool = True) -> Client:
    """A browser in which this person signed in: a moment ago, or long ago if not `confirmed`. A visitor's is in nobody's name."""
    client = Client(enforce_csrf_checks=enforce_csrf_checks)
    if not isinstance(person, Visitor):
        identity = identity_of(person)
        client.force_login(identity, backend="pergola.people.backends.PersonBackend")
        if confirmed:
            just_confirmed(client, identity)
    return client


def just_confirmed(client: Client, identity: Identity) -> None:
    """They showed a moment ago who they are. Which routes ask others again is in tests/people/test_step_up.py."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": now().timestamp()}]
    session["account_authentication_methods_user"] = user_id_to_str(identity)
    session.save()


def identity_of(person: Person, email: str = "") -> Identity:
    """This person's way to sign in, made if there is none."""
    there = Identity.objects.filter(person=person).first()
    address = email or f"{person.name.split()[0].lower()}.{person.name.split()[-1].lower()}@cast.example"
    return there or Identity.objects.create_user(address, None, person=person)


@contextmanager
def queries() -> Iterator[list[str]]:
    """The questions a page asks, once it is known who asks: without savepoints, walls, session, identity, standing and the mast."""
    asked: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield asked
    entrance = ("SAVEPOINT", "RELEASE", "ROLLBACK", "SELECT set_config", "BEGIN", "COMMIT")
    told = [one["sql"] for one in captured if not one["sql"].startswith(entrance)]
    who = (
        'FROM "django_session"',
        'FROM "people_identity" INNER JOIN',
        'FROM "people_wallmember" INNER JOIN "walls_wall"',
        'SELECT "talk_notice"."id" AS "pk" FROM "talk_notice"',  # how many notices are new: in the mast of every page
    )
    asked += [sql for sql in told if not any(mark in sql for mark in who)]
