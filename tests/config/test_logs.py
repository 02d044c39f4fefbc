"""Logs say what happened and never to whom: marked words go through every kind of page, and none comes out."""

import io
import json
import logging
import logging.config
from collections.abc import Iterator

import psycopg
import pytest
from django.core.exceptions import DisallowedHost
from django.db import IntegrityError
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.cast import Cast
from tests.world import World

from pergola.config import logs
from pergola.people.models import Identity

MARK = "zqmarked"
ADDRESS, HOST_ADDRESS = f"{MARK}.person@{MARK}.example.org", "203.0.113.77"
NONE_OF = (MARK, HOST_ADDRESS, "Zoe", "@", "/communities/", "?")


@pytest.fixture
def told() -> Iterator[io.StringIO]:
    """What the site writes, as an installation would have it, in JSON."""
    stream = io.StringIO()
    before = {
        name: (log.handlers[:], log.level) for name in ("", "django", "pergola") for log in [logging.getLogger(name)]
    }
    configuration = logs.configuration("json")
    configuration["handlers"]["console"]["stream"] = stream
    configuration["root"]["level"] = "INFO"  # more than an installation writes
    logging.config.dictConfig(configuration)
    yield stream
    for name, (handlers, level) in before.items():
        logging.getLogger(name).handlers[:] = handlers
        logging.getLogger(name).setLevel(level)


def lines(told: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in told.getvalue().splitlines()]


def all_routes() -> list[str]:
    """An address for every route, with marked words where a route takes words."""
    found: list[str] = []

    def walk(patterns: list[URLPattern | URLResolver], before: str) -> None:
        for one in patterns:
            raw = before + str(one.pattern)
            if isinstance(one, URLResolver):
                walk(one.url_patterns, raw)
            else:
                found.append(raw)

    walk(get_resolver().url_patterns, "/")
    return found


def filled(route: str) -> str:
    for part in ("<uuid:", "<int:", "<slug:", "<str:", "<path:", "<"):
        while part in route:
            head, _, rest = route.partition(part)
            tail = rest.partition(">")[2]
            value = {"<uuid:": "0198aaaa-0000-7000-8000-00000000abcd", "<int:": "7"}.get(part, MARK)
            route = f"{head}{value}{tail}"
    return route


@pytest.mark.django_db
def test_no_page_of_any_kind_leaves_a_mark_in_the_logs(cast: Cast, world: World, told: io.StringIO) -> None:
    person = cast.member
    person.name, person.work = f"Zoe {MARK}", f"teaches {MARK}"
    person.save()
    identity = Identity.objects.create_user(ADDRESS, f"{MARK} and more words", person=person)
    stranger, inside = (
        Client(REMOTE_ADDR=HOST_ADDRESS, HTTP_USER_AGENT=MARK, raise_request_exception=False) for _ in "ab"
    )
    inside.force_login(identity)
    sent = 0
    for route in all_routes():
        address = f"{filled(route)}?q={MARK}&email={ADDRESS}"
        for client in (stranger, inside):
            client.get(address, headers={"referer": f"https://{MARK}.example.org/"})
            client.post(
                address,
                {"email": ADDRESS, "login": ADDRESS, "password": MARK, "text": f"{MARK} Zoe", "name": f"Zoe {MARK}"},
            )
            sent += 2
    stranger.get("/", headers={"host": f"{MARK}.example.org"})
    stranger.post(
        reverse("account_login"), data=f"{MARK}=".encode(), content_type=f"multipart/form-data; boundary={MARK}"
    )
    said = told.getvalue()
    assert [mark for mark in NONE_OF if mark in said] == []
    asked = [line for line in lines(told) if line["log"] == "pergola.request"]
    assert len(asked) > sent * 0.9
    assert {"request", "route", "method", "status", "ms", "queries"} <= set(asked[0])
    assert len({line["request"] for line in asked}) == len(asked)


@pytest.mark.parametrize(
    "problem",
    [
        ValueError(f"invalid literal: {ADDRESS}"),
        IntegrityError(f"Key (email)=({ADDRESS}) already exists."),
        psycopg.errors.UniqueViolation(f"Key (email)=({ADDRESS}) already exists."),
        DisallowedHost(f"Invalid HTTP_HOST header: {MARK}"),
    ],
)
def test_an_exception_tells_its_kind_and_its_way_and_not_its_words(problem: Exception, told: io.StringIO) -> None:
    try:
        try:
            raise KeyError(MARK)
        except KeyError:
            raise problem  # noqa: B904 - the chain is what is looked at
    except type(problem):
        logging.getLogger("django.request").exception("Internal Server Error: /people/%s", ADDRESS)
        logging.getLogger("pergola.any").exception("It broke.")
    assert MARK not in told.getvalue()
    first, second = lines(told)
    assert second["says"] == "It broke."
    trouble = first["trouble"]
    assert isinstance(trouble, dict)
    assert trouble["kind"].endswith(type(problem).__name__)
    assert trouble["after"]["kind"] == "builtins.KeyError"
    assert "test_logs.py" in trouble["way"][0]


def test_a_job_is_its_number_and_its_task(told: io.StringIO) -> None:
    job = {"id": 12, "task_name": "commons.send", "task_kwargs": {"to": ADDRESS}, "call_string": f"send({ADDRESS})"}
    logging.getLogger("procrastinate.worker").error(f"Job send({ADDRESS}) failed", extra={"job": job, "action": "x"})
    (line,) = lines(told)
    assert MARK not in told.getvalue()
    assert (line["job"], line["task"], line["level"]) == (12, "commons.send", "error")


@pytest.mark.django_db
def test_what_goes_wrong_inside_carries_the_number_of_its_request(told: io.StringIO, client: Client) -> None:
    client.get("/help/")
    (line,) = lines(told)
    assert line["route"] == "desk:help"
    assert line["status"] == 200


def test_plain_is_for_people() -> None:
    record = logging.LogRecord("pergola.x", logging.WARNING, __file__, 1, "%s ended", ("web",), None)
    record.part = "web"
    assert logs.Plain().format(record).endswith(" warning pergola.x: web ended part=web")
