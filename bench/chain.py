"""`chain`: the page of a claim on which a hundred cycles speak, of twenty-two teams: five hundred links.

Each cycle tests an idea of its own, which addresses its team's aim, and is counted by a measure of its own with twenty-four
values; it supports the claim, replicates it or contradicts it. All of it is made by the acts people use. The page is asked by
one client, signed in as the hub, from a server of its own; in turn with it a bare view of as many links and the same values
(`bench/floor/`), and the page of the sample's own claim. Then it is asked for as a report: the page, and the PDF, which a
process of its own draws (`printer_mb`: that process at its largest; `printer_cpu_seconds`: what it worked).
"""

import resource
import statistics
import time
from datetime import timedelta
from decimal import Decimal
from itertools import cycle as in_turn
from itertools import islice

from bench.pages import Page, ask, queries, signed_in
from bench.serving import served
from django.test import Client
from django.urls import reverse

from pergola.commons.models import Link
from pergola.commons.walk import walk
from pergola.demo import invented
from pergola.inquiry import actions as inquiry
from pergola.inquiry.models import Aim, Claim, Cycle
from pergola.kernel.clock import today
from pergola.people.models import Identity, Person, walls_of
from pergola.spaces.models import Network, Team
from pergola.walls.opening import walls

WHO, NETWORK = "ruth.abernathy@sample.invalid", "Crossfields Network"
LINKS, POINTS, REQUESTS, WARM, REPORTS = 500, 24, 200, 10, 5
SPEAKS = ("supports", "replicates", "contradicts", "supports")


def run(scale: float) -> dict[str, object]:
    invented.load()
    identity = Identity.objects.select_related("person").get(email=WHO)
    with walls(walls_of(identity.person)):
        network = Network.objects.visible_to(identity.person).get(name=NETWORK)
        said = Link.objects.visible_to(identity.person).filter(kind__in=Link.EVIDENCE).values("target")
        claims = Claim.objects.visible_to(identity.person).filter(wall=network.wall, pk__in=said).order_by("pk")
        claim, other = claims[:2]
    grow(claim, network, identity.person, round(LINKS * scale))
    cookie, links = signed_in(identity), links_of(claim, identity.person)
    page = Page(reverse("desk:chain", args=[claim.pk]), f"/long_chain/{claim.pk}/{links}/")
    beside = reverse("desk:chain", args=[other.pk])
    printed = reports(claim, cookie)
    times, floors, before, body = asked(page, beside, cookie, max(20, int(REQUESTS * scale)))
    return {
        "links": links,
        "queries": queries(page, cookie),
        "p50_ms": round(statistics.median(times), 1),
        "p99_ms": at_99(times),
        "floor_p50_ms": round(statistics.median(floors), 1),
        "floor_p99_ms": at_99(floors),
        "ratio_to_floor": round(statistics.median(times) / statistics.median(floors), 2),
        "html_kb": round(len(body) / 1024, 1),
        "beside_links": links_of(other, identity.person),
        "beside_p50_ms": round(statistics.median(before), 1),
        **printed,
    }


def at_99(times: list[float]) -> float:
    return round(sorted(times)[min(len(times) - 1, int(len(times) * 0.99))], 1)


def reports(claim: Claim, cookie: str) -> dict[str, object]:
    """The report of it, in this process; its PDF by its printer, the largest child this process will have had."""
    client = Client(headers={"host": "localhost"})
    client.cookies.load(cookie)
    told: dict[str, object] = {}
    for name, route in (("report", "desk:report"), ("pdf", "desk:report_pdf")):
        path, seconds, printer = reverse(route, args=[claim.pk]), [], []
        for _one in range(REPORTS):
            began, spent = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
            answer = client.get(path)
            if answer.status_code != 200:
                raise SystemExit(f"{path} answered {answer.status_code}.")
            seconds.append(time.perf_counter() - began)
            worked = resource.getrusage(resource.RUSAGE_CHILDREN)
            printer.append(worked.ru_utime + worked.ru_stime - spent.ru_utime - spent.ru_stime)
        told |= {
            f"{name}_seconds": round(statistics.median(seconds), 2),
            f"{name}_worst_seconds": round(max(seconds), 2),
            f"{name}_kb": round(len(answer.content) / 1024, 1),
        }
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    told |= {"printer_cpu_seconds": round(statistics.median(printer), 2), "printer_mb": round(most)}
    return told | {"report_queries": queries(Page(reverse("desk:report", args=[claim.pk]), ""), cookie)}


def links_of(claim: Claim, person: Person) -> int:
    with walls(walls_of(person)):
        return len(walk(claim.pk, person, up=True).links)


def grow(claim: Claim, network: Network, hub: Person, links: int) -> None:
    """Cycles of every team with an aim, one after the other, until so many links lead to the claim."""
    with walls(walls_of(hub)):
        teams = list(Team.objects.visible_to(hub).filter(network=network).order_by("pk"))
    there = [found for team in teams if (found := at_work(team, network))]
    want = max(0, links - links_of(claim, hub)) // 5
    for (by, aim), speaks in islice(zip(in_turn(there), in_turn(SPEAKS), strict=False), want):
        with walls(walls_of(by)):
            studied = one_cycle(by, aim)
            inquiry.tie(by=by, source=studied, target=claim, kind=speaks, note="In two classes, over a term.")


def at_work(team: Team, network: Network) -> tuple[Person, Aim] | None:
    """Somebody of the team, and what it aims at."""
    with walls([network.wall_id]):
        member = team.members.select_related("person").first()
        aim = Aim.objects.filter(team=team).order_by("pk").first()
        return (member.person, aim) if member and aim else None


def one_cycle(by: Person, aim: Aim) -> Cycle:
    """From an idea to what was studied."""
    idea = inquiry.propose_idea(by=by, aim=aim, title="Begin with what was written yesterday")
    measure = inquiry.define_measure(
        by=by, aim=aim, title="Slips that name a reason", counts="slips", out_of="all slips"
    )
    first = today() - timedelta(days=7 * POINTS)
    made = inquiry.plan_cycle(
        by=by,
        idea=idea,
        scope="two classes",
        change="Read three aloud.",
        begins=first + timedelta(days=84),
        measures=[measure],
    )
    made = inquiry.write_prediction(
        by=by, cycle=made, revision=made.revision, prediction="Half will name one.", predicted=Decimal(50)
    )
    made = inquiry.lock_prediction(by=by, cycle=made)
    days = (first + timedelta(days=7 * n) for n in range(POINTS))
    lines = "\n".join(f"{day.isoformat()}, {20 + n % 7 + n}%, 60" for n, day in enumerate(days))
    inquiry.put_in_text(by=by, measure=measure, source=lines)
    made = inquiry.finish_do(by=by, cycle=made, happened="Every morning, but for two.")
    return inquiry.finish_study(by=by, cycle=made, learned="More named one, and sooner than we thought.")


def asked(page: Page, beside: str, cookie: str, requests: int) -> tuple[list[float], list[float], list[float], bytes]:
    times, floors, before, body = [], [], [], b""
    with (
        served("pergola.config.wsgi:application", "pergola.config.settings", as_owner=False) as product,
        served("bench.floor.wsgi:application", "bench.floor.settings", as_owner=True) as floor,
    ):
        ours, bare = product.connect(), floor.connect()
        for one in range(WARM + requests):
            taken, body = ask(ours, page.path, cookie)
            under, _told = ask(bare, page.floor, cookie)
            other, _told = ask(ours, beside, cookie)
            if one >= WARM:
                times.append(taken)
                floors.append(under)
                before.append(other)
    return times, floors, before, body
