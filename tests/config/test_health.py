"""Alive and ready are two questions, answered to strangers in one word."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pergola.config import health, ready

READY_QUERIES = 7


def test_alive_asks_nothing_of_the_database(client: Client) -> None:
    """No `db` mark: a question to the database would fail."""
    answer = client.get(health.LIVE, headers={"host": "any.name.at.all"})
    assert (answer.status_code, answer.content) == (200, b"live\n")
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_ready_says_so_in_one_word(client: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(health.READY)
    assert (answer.status_code, answer.content) == (200, b"ready\n")
    assert len(asked) == READY_QUERIES
    assert not answer.cookies


def not_ready(client: Client) -> None:
    answer = client.get(health.READY)
    assert (answer.status_code, answer.content) == (503, b"not ready\n")


@pytest.mark.django_db
def test_not_ready_while_migrations_are_pending(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    known = health.known_migrations() | {("desk", "0099_tomorrow")}
    monkeypatch.setattr(health, "known_migrations", lambda: known)
    assert health.not_ready() == "migrations are pending"
    not_ready(client)


def test_not_ready_once_the_walls_do_not_hold(client: Client, change_role: Callable[[str], None]) -> None:
    assert health.not_ready() == ""
    change_role("owner")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE commons_artifact DISABLE ROW LEVEL SECURITY")
    change_role("app")
    assert health.not_ready() == "the app role is not held by the walls"
    not_ready(client)


@pytest.mark.django_db
def test_not_ready_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")
    assert ready.unreachable() is not None
    not_ready(client)
    assert client.get(health.LIVE).status_code == 200


@pytest.mark.django_db
def test_nothing_may_be_sent_there(client: Client) -> None:
    for address in (health.LIVE, health.READY):
        assert client.post(address).status_code == 405
    assert client.get("/healthz/else").status_code == 404
