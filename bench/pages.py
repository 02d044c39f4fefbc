"""`pages`: the product's pages against bare Django views that fetch the same rows, signed in, in the same run.

Each page and its floor (`bench/floor/`) are asked in turn by one client; then the page alone by eight. The data is the
demo's sample, with one conversation of fifty posts. `cpu_ms` is of server and database, for one request.
"""

import gzip
import re
import statistics
import threading
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode

from bench.serving import Server, served
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pergola.commons.models import Link
from pergola.demo import invented
from pergola.inquiry.models import Claim
from pergola.people.models import Identity, Person, walls_of
from pergola.spaces.models import Community
from pergola.talk.actions import say, start_conversation
from pergola.walls.opening import walls

REQUESTS, CROWD, WARM = 120, 8, 8
BOOKKEEPING = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE SAVEPOINT")
WHO = "marisol.vega@sample.invalid"


@dataclass(frozen=True)
class Page:
    """One page: where the product has it, where the floor has it; what is posted, where it is a post."""

    path: str
    floor: str
    post: dict[str, str] | None = None


def run(scale: float) -> dict[str, object]:
    requests = max(10, int(REQUESTS * scale))
    invented.load()
    identity = Identity.objects.select_related("person").get(email=WHO)
    cookie = signed_in(identity)
    pages = make_pages(identity.person)
    figures: dict[str, object] = {}
    with (
        served("pergola.config.wsgi:application", "pergola.config.settings", as_owner=False) as product,
        served("bench.floor.wsgi:application", "bench.floor.settings", as_owner=True) as floor,
    ):
        for name, page in pages.items():
            figures[name] = measure(product, floor, page, cookie, requests)
        line = [ask(floor.connect(), "/line/", cookie)[0] for _one in range(requests)]
    ratios = {name: one["ratio_to_floor"] for name, one in figures.items() if isinstance(one, dict)}
    fifty = figures["artifact_50_posts"]
    assert isinstance(fifty, dict)
    return figures | {
        "asset_kb": asset_kb(cookie),
        "floor_ms": round(statistics.median(line), 2),
        "floor_50_ms": fifty["floor_p50_ms"],
        "worst_ratio_to_floor": max(ratios.values()),
        "worst_page": max(ratios, key=lambda name: ratios[name]),
    }


def signed_in(identity: Identity) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(identity.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = identity.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; csrftoken={'a' * 32}"


def make_pages(person: Person) -> dict[str, Page]:
    """The seven pages, with the conversation of fifty posts made first."""
    with walls(walls_of(person)):
        community = Community.objects.visible_to(person).filter(memberships__person=person).order_by("name").first()
        assert community is not None
        talk = start_conversation(
            by=person, space=community, title="Fifty answers", body="Who has tried it with a timer?"
        )
        for number in range(50):
            say(
                by=person,
                artifact=talk,
                body=f"Answer {number}: we set it to **four minutes** and listened.\n\nIt was enough.",
            )
        replied = start_conversation(by=person, space=community, title="Replied to", body="Say something.")
        tied = Link.objects.visible_to(person).filter(kind=Link.Kind.CONTRADICTS).values("target")
        claim = Claim.objects.visible_to(person).filter(pk__in=tied).first() or Claim.objects.visible_to(person).first()
        assert claim is not None
    token = {"csrfmiddlewaretoken": "a" * 32}
    return {
        "home": Page("/month/", "/home/"),
        "community": Page(f"/communities/{community.pk}/", f"/community/{community.pk}/"),
        "artifact_50_posts": Page(talk.get_absolute_url(), f"/artifact_50_posts/{talk.pk}/"),
        "list": Page("/lessons/", "/list/"),
        "search": Page("/search/?q=partner+talk", "/search/?q=partner+talk"),
        "chain": Page(f"/chain/{claim.pk}/", f"/chain/{claim.pk}/"),
        "post_reply": Page(
            f"/things/{replied.pk}/say/",
            f"/post_reply/{replied.pk}/",
            {"body": "We tried it too, with three classes."} | token,
        ),
    }


def measure(product: Server, floor: Server, page: Page, cookie: str, requests: int) -> dict[str, float]:
    ours, bare = product.connect(), floor.connect()
    for _one in range(WARM):
        ask(ours, page.path, cookie, page.post)
        ask(bare, page.floor, cookie, page.post)
    times: list[float] = []
    floors: list[float] = []
    spent, body = 0.0, b""
    for _one in range(requests):
        before = product.cpu_seconds()
        taken, body = ask(ours, page.path, cookie, page.post)
        spent += product.cpu_seconds() - before
        times.append(taken)
        floors.append(ask(bare, page.floor, cookie, page.post)[0])
    times.sort()
    p50, floor_p50 = statistics.median(times), statistics.median(floors)
    return {
        "p50_ms": round(p50, 2),
        "p99_ms": round(times[min(len(times) - 1, int(len(times) * 0.99))], 2),
        "rps_8": round(crowd(product, page, cookie, requests), 1),
        "cpu_ms": round(spent / requests * 1000, 1),
        "queries": queries(page, cookie),
        "html_kb": round(len(body) / 1024, 1),
        "floor_p50_ms": round(floor_p50, 2),
        "ratio_to_floor": round(p50 / floor_p50, 2),
    }


def ask(client: HTTPConnection, path: str, cookie: str, post: dict[str, str] | None = None) -> tuple[float, bytes]:
    """Milliseconds to the last byte, and the bytes as they were sent (compressed)."""
    headers = {"Cookie": cookie, "Accept-Encoding": "gzip", "Host": "localhost"}
    began = time.perf_counter()
    if post is None:
        client.request("GET", path, headers=headers)
    else:
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": "a" * 32}
        client.request("POST", path, body=urlencode(post), headers=headers)
    answer: HTTPResponse = client.getresponse()
    body = answer.read()
    taken = (time.perf_counter() - began) * 1000
    if answer.status not in ({200} if post is None else {302, 303}):
        raise SystemExit(f"{path} answered {answer.status}.")
    return taken, body


def crowd(server: Server, page: Page, cookie: str, requests: int) -> float:
    """Requests a second, eight clients at a time."""

    def some() -> None:
        client = server.connect()
        for _one in range(max(1, requests // 2)):
            ask(client, page.path, cookie, page.post)

    threads = [threading.Thread(target=some) for _one in range(CROWD)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return CROWD * max(1, requests // 2) / (time.perf_counter() - began)


def queries(page: Page, cookie: str) -> int:
    """What one request asks of the database, counted in this process."""
    client = Client(headers={"host": "localhost"})
    client.cookies.load(cookie)
    with CaptureQueriesContext(connection) as asked:
        client.get(page.path) if page.post is None else client.post(page.path, page.post)
    return sum(not one["sql"].startswith(BOOKKEEPING) for one in asked)


def asset_kb(cookie: str) -> float:
    """Script and style named in the page, compressed, before anybody writes."""
    client = Client(headers={"host": "localhost"})
    client.cookies.load(cookie)
    html = client.get("/month/").content.decode()
    named = re.findall(r'<(?:link rel="stylesheet" href|script src)="([^"]+)"', html)
    kept = [b"".join(client.get(one).streaming_content) for one in named]  # type: ignore[attr-defined]
    return round(sum(len(gzip.compress(one)) for one in kept) / 1024, 1)
